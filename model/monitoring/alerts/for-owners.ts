import type { Alert, WatchedBroker } from './alert';
import { monitoredQueues } from '../monitored';
import { ownedAlike, type OwnedAlike } from './owned-alike';
import { oneOf, series } from './promql';

/** Alerts about any queue, once more for the queues of each owner, with their labels: each queue belongs to just one. */
export function forOwners(
  { name, topology, monitored = [] }: WatchedBroker,
  alerts: readonly Alert[],
): readonly Alert[] {
  const how = monitoredQueues(monitored, topology.vhosts);
  const owned = ownedAlike(topology.queues, how).filter(({ labels }) => Object.keys(labels).length > 0);
  const there = ({ vhost, names }: OwnedAlike) =>
    `on (broker, vhost, queue) ${series('rabbitmq_detailed_queue_messages', { broker: name, vhost, queue: oneOf(names) })}`;
  if (owned.length === 0) return alerts;
  return alerts.flatMap((alert) => [
    { ...alert, expr: owned.reduce((rest, queues) => `${rest} unless ${there(queues)}`, `(${alert.expr})`) },
    ...owned.map((queues) => ({ ...alert, labels: queues.labels, expr: `(${alert.expr}) and ${there(queues)}` })),
  ]);
}
