import type { LiveBroker } from '../../../cli/broker/live-broker';

/** What the broker of a plan says: nothing but what is given. */
export function liveBroker(said: Partial<LiveBroker>): ReadonlyMap<string, LiveBroker> {
  const silent: LiveBroker = {
    serverVersion: '4.0.5',
    vhosts: [],
    queues: [],
    bindings: [],
    policies: [],
    operatorPolicies: [],
    permissions: [],
    askedAs: 'admin',
    queue: () => undefined,
    vhost: () => undefined,
    connections: () => undefined,
    tagsOf: () => [],
  };
  return new Map([['rabbitmq', { ...silent, ...said }]]);
}
