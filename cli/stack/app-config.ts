import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { syntaxFault } from '../../model/json/json-fault';
import { UserError } from '../program/user-error';
import { isObject } from '../../model/json/is-object';

/** What `cdktf.json` says of an app. */
export interface AppConfig {
  /** The command that runs the app. */
  readonly app: string;
  /** The folder that it synthesizes into. */
  readonly output: string;
  /** What constructs may ask for by a key. */
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * Reads `cdktf.json` of the current folder.
 * @throws UserError when there is none, or with all that is wrong with it
 */
export function readAppConfig(): AppConfig {
  const file = resolve('cdktf.json');
  if (!existsSync(file)) throw new UserError(`no cdktf.json in ${process.cwd()}; run it in the folder of the app`);
  const config = parsed(readFileSync(file, 'utf8'));
  if (!isObject(config))
    throw new UserError(`cdktf.json: it must be a JSON object, got ${written(config)}; ${EXAMPLE}`);
  const { app, output = 'cdktf.out', context = {} } = config;
  const faults = [
    ...(typeof app === 'string' && app.trim() !== ''
      ? []
      : [`'app' must be the command that runs the app, got ${written(app)}; ${EXAMPLE}`]),
    ...(typeof output === 'string' && output !== ''
      ? []
      : [`'output' must be the name of a folder, got ${written(output)}; leave it out for 'cdktf.out'`]),
    ...(isObject(context) ? [] : [`'context' must be an object, got ${written(context)}`]),
  ];
  if (faults.length > 0) throw new UserError(faults.map((fault) => `cdktf.json: ${fault}`).join('\n'));
  return { app, output, context } as AppConfig;
}

const EXAMPLE = `write for example {"app": "node --import tsx main.ts"}`;

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new UserError(`cdktf.json: ${syntaxFault(content).message}`);
  }
}

function written(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
