import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOPOLOGY_FILE, type DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { selectStacks, synthesize } from './app';
import { UserError } from '../program/user-error';

/**
 * What a stack of the app in the current folder declares on a broker.
 * @param stackName - the stack
 * @param broker - the broker's construct path, where the stack declares on several
 * @throws UserError when there is no such stack or broker, or nothing is declared
 */
export async function stackTopology(stackName: string, broker?: string): Promise<DeclaredOnBroker> {
  const [stack] = selectStacks(await synthesize(), [stackName]);
  const brokers = stack === undefined ? [] : readTopology(stack.directory);
  const there = brokers.map((declared) => `'${declared.broker}'`).join(', ');
  const chosen = broker === undefined ? brokers : brokers.filter((declared) => declared.broker === broker);
  const [first, second] = chosen;
  if (brokers.length === 0) throw new UserError(`stack '${stackName}' declares nothing on a broker`);
  if (first === undefined) throw new UserError(`stack '${stackName}' has no broker '${broker}'; there are: ${there}`);
  if (second !== undefined) throw new UserError(`stack '${stackName}' has several brokers; give one of ${there}`);
  return first;
}

function readTopology(directory: string): readonly DeclaredOnBroker[] {
  try {
    return JSON.parse(readFileSync(join(directory, TOPOLOGY_FILE), 'utf8'));
  } catch (error) {
    // A stack in which nothing is declared has no such file.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
