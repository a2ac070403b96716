import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import { selectStacks, synthesize, type SynthesizedStack } from './app';
import { brokersBeside } from './brokers-beside';
import { UserError } from '../program/user-error';

/**
 * What a stack of the app in the current folder declares on a broker.
 * @param stackName - the stack
 * @param broker - the broker's construct path, where the stack declares on several
 * @throws UserError when there is no such stack or broker, or nothing is declared
 */
export async function stackTopology(stackName: string, broker?: string): Promise<DeclaredOnBroker> {
  const [stack] = selectStacks(await synthesize(), [stackName]);
  if (stack === undefined) throw new UserError(`there is no stack '${stackName}'`);
  return declaredBroker(stack, broker);
}

/**
 * What a synthesized stack declares on a broker.
 * @param broker - the broker's construct path, where the stack declares on several
 * @throws UserError when there is no such broker, or nothing is declared
 */
export function declaredBroker({ name, directory }: SynthesizedStack, broker?: string): DeclaredOnBroker {
  const brokers = brokersBeside(directory);
  const there = brokers.map((declared) => `'${declared.broker}'`).join(', ');
  const chosen = broker === undefined ? brokers : brokers.filter((declared) => declared.broker === broker);
  const [first, second] = chosen;
  if (brokers.length === 0) throw new UserError(`stack '${name}' declares nothing on a broker`);
  if (first === undefined) throw new UserError(`stack '${name}' has no broker '${broker}'; there are: ${there}`);
  if (second !== undefined) throw new UserError(`stack '${name}' has several brokers; give one of ${there}`);
  return first;
}
