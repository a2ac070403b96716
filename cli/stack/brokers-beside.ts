import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOPOLOGY_FILE, type DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { UserError } from '../program/user-error';

/**
 * What an app wrote of a synthesized stack's brokers, beside the stack.
 * @param directory - that of its `cdk.tf.json`
 * @returns nothing for a stack in which nothing is declared on a broker
 * @throws UserError when it is not what an app writes
 */
export function brokersBeside(directory: string): readonly DeclaredOnBroker[] {
  const file = join(directory, TOPOLOGY_FILE);
  if (!existsSync(file)) return [];
  try {
    const brokers: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(brokers) && brokers.every(isDeclared)) return brokers;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(`'${file}' is not what the app writes; synthesize the app again`);
}

function isDeclared(value: unknown): value is DeclaredOnBroker {
  return typeof value === 'object' && value !== null && 'topology' in value && 'serverVersion' in value;
}
