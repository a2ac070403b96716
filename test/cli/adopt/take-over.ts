import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { path } from '../../../host/management';
import { administrationOf, type Broker } from '../../../lab/broker';
import { projectRoot } from '../../../lab/folders';
import { jsonOutputOf } from '../json-output';

/** The app that `adopt` writes of a live broker, in a folder where it finds its dependencies. */
export class TakeOver {
  private readonly folder: string;
  private variables: Readonly<Record<string, string>> = {};

  constructor(private readonly broker: Broker) {
    mkdirSync(join(projectRoot, '.cache'), { recursive: true });
    this.folder = mkdtempSync(join(projectRoot, '.cache/adopted-'));
  }

  /**
   * Writes the app.
   * @param uri - the URI of every link that is asked for
   * @throws Error when it cannot be written
   */
  adopt(uri: string): void {
    const { managementUrl, password } = this.broker;
    const { status, stdout, stderr } = this.run(
      projectRoot,
      ...['adopt', managementUrl, '--out', this.folder, '--format', 'json'],
    );
    if (status !== 0) throw new Error(stderr);
    const { variables } = jsonOutputOf('adopt', stdout) as { readonly variables: readonly { readonly name: string }[] };
    this.variables = {
      ...Object.fromEntries(variables.map(({ name }) => [`TF_VAR_${name}`, uri])),
      TF_VAR_rabbitmq_password: password,
    };
    const config = JSON.parse(readFileSync(join(this.folder, 'cdktf.json'), 'utf8')) as object;
    writeFileSync(join(this.folder, 'cdktf.json'), JSON.stringify({ ...config, app: 'node --import tsx main.ts' }));
  }

  /** What the compiler says of the app; nothing where it is right. */
  typeErrors(): string {
    const own = { extends: '../../tsconfig.json', compilerOptions: { incremental: false }, include: ['**/*.ts'] };
    writeFileSync(join(this.folder, 'tsconfig.json'), JSON.stringify({ ...own, exclude: [] }));
    const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc');
    return spawnSync(process.execPath, [compiler, '-p', this.folder], { cwd: projectRoot, encoding: 'utf8' }).stdout;
  }

  /** Runs `rabbitmq-cdk` in the folder of the app. */
  program(...args: readonly string[]) {
    return this.run(this.folder, ...args);
  }

  /** How the broker differs from what the app declares, but for what is left alone. */
  difference() {
    return this.program('diff', this.broker.managementUrl, 'broker');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(cwd: string, ...args: readonly string[]) {
    const { username, password } = this.broker;
    return spawnSync(process.execPath, [join(projectRoot, 'bin/rabbitmq-cdk.js'), ...args], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      env: { ...process.env, RABBITMQ_USERNAME: username, RABBITMQ_PASSWORD: password, ...this.variables },
    });
  }
}

/** All that a broker has, in an order that does not depend on when it was made. */
export async function definitionsOn(broker: Broker): Promise<Readonly<Record<string, readonly string[]>>> {
  const all = await administrationOf(broker).get<Readonly<Record<string, unknown>>>('definitions');
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, value]) => Array.isArray(value))
      .map(([section, list]) => [section, (list as object[]).map((one) => JSON.stringify(one)).sort()]),
  );
}

/** How many messages the queues of a broker have, by virtual host and name, as the queues themselves say. */
export async function messagesOn(
  broker: Broker,
  queues: readonly { readonly vhost: string; readonly name: string }[],
): Promise<readonly number[]> {
  const api = administrationOf(broker);
  return Promise.all(
    queues.map(async ({ vhost, name }) => {
      const { messages = -1 } = await api.get<{ readonly messages?: number }>(
        `${path`queues/${vhost}/${name}`}?disable_stats=true&enable_queue_totals=true`,
      );
      return messages;
    }),
  );
}
