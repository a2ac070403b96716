import type { WatchedBroker } from '../../../model/alerts/alert';
import { parseServerVersion, type ServerVersion } from '../../../model/server-version';
import { emptyTopology, type Arguments, type QueueDefinition, type Topology } from '../../../model/topology';

/** A cluster of three that has something of everything that alerts are derived from. */
export function shop(props: Partial<WatchedBroker> = {}): WatchedBroker {
  return {
    name: 'shop',
    serverVersion: version('4.0.5'),
    nodeCount: 3,
    topology: shopTopology,
    hasLoadBalancer: true,
    hasCertificateProbe: true,
    statefulSet: { namespace: 'messaging', name: 'shop' },
    ...props,
  };
}

export function version(text: string): ServerVersion {
  const parsed = parseServerVersion(text);
  if (parsed === undefined) throw new Error(`'${text}' is no version`);
  return parsed;
}

function queue(name: string, args: Arguments): QueueDefinition {
  return { name, vhost: 'sales', durable: true, auto_delete: false, arguments: args };
}

const shopTopology: Topology = {
  ...emptyTopology,
  vhosts: [{ name: 'sales' }],
  exchanges: [
    { name: 'dlx', vhost: 'sales', type: 'fanout', durable: true, auto_delete: false, internal: false, arguments: {} },
  ],
  queues: [
    queue('orders', { 'x-queue-type': 'quorum', 'x-dead-letter-exchange': 'dlx', 'x-max-length': 100 }),
    queue('dead.orders', { 'x-queue-type': 'quorum' }),
    queue('retry', {
      'x-queue-type': 'quorum',
      'x-message-ttl': 10_000,
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': 'orders',
    }),
    queue('images', { 'x-queue-type': 'classic', 'x-max-length-bytes': 1_000 }),
    queue('temporary', { 'x-queue-type': 'classic', 'x-expires': 60_000 }),
    queue('archive', { 'x-queue-type': 'stream' }),
  ],
  bindings: [
    {
      source: 'dlx',
      vhost: 'sales',
      destination: 'dead.orders',
      destination_type: 'queue',
      routing_key: '',
      arguments: {},
    },
  ],
  users: [
    { name: 'worker', tags: [] },
    { name: 'admin', tags: ['administrator'] },
  ],
  permissions: [
    { user: 'worker', vhost: 'sales', configure: '', write: '', read: '^(orders|dead\\.orders)$' },
    { user: 'admin', vhost: 'sales', configure: '.*', write: '.*', read: '.*' },
  ],
  parameters: [
    { component: 'vhost-limits', vhost: 'sales', name: 'limits', value: { 'max-queues': 10 } },
    { component: 'shovel', vhost: 'sales', name: 'move', value: {} },
    { component: 'federation-upstream', vhost: 'sales', name: 'other', value: {} },
  ],
};
