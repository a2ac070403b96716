import { describeObject } from '../../model/finding';
import type { BrokerState } from '../health/broker-state';
import { healthFindings } from '../health/findings';

/** Why clients could not work if a node went away, as clauses; empty when the broker is well. */
export function dangers(state: BrokerState): readonly string[] {
  return healthFindings(state)
    .filter(({ severity }) => severity === 'danger')
    .map(({ object, message, remedy }) => `${object}: ${message}; ${remedy}`);
}

/**
 * What a node that came back still lacks before the next one may go.
 * @param node - its name among its peers: `rabbit@rabbit1`
 * @returns clauses; empty when it is in service, nothing is wrong with the broker, and its queues and streams have it again
 */
export function unsettled(state: BrokerState, node: string): readonly string[] {
  const there = state.nodes.find(({ name }) => name === node);
  const absent = state.queues.filter(({ members, online }) => members?.includes(node) && !online?.includes(node));
  return [
    ...dangers(state),
    ...(there?.running === true ? [] : [`${node}: is not among its peers`]),
    ...(there?.being_drained === true ? [`${node}: is in maintenance mode`] : []),
    ...absent.map((queue) => `${describeObject({ ...queue, type: 'queue' })}: its member on ${node} is not online`),
  ];
}
