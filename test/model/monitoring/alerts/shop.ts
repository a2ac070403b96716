import type { WatchedBroker } from '../../../../model/monitoring/alerts/alert';
import { parseServerVersion, type ServerVersion } from '../../../../model/server/server-version';
import {
  emptyTopology,
  type Arguments,
  type BindingDefinition,
  type QueueDefinition,
  type Topology,
} from '../../../../model/topology/topology';

/** A cluster of three that has something of everything that alerts are derived from. */
export function shop(props: Partial<WatchedBroker> = {}): WatchedBroker {
  return {
    name: 'shop',
    serverVersion: version('4.0.5'),
    nodeCount: 3,
    topology: shopTopology,
    monitored: [
      { at: 'shop/images', consumers: 3 },
      { at: 'shop/temporary', wait: { seconds: 60, objective: 0.99 } },
    ],
    kept: { objective: 0.999 },
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

export function queue(name: string, args: Arguments): QueueDefinition {
  return { name, vhost: 'sales', durable: true, auto_delete: false, arguments: args, declaredAt: `shop/${name}` };
}

function binding(source: string, destination: string): BindingDefinition {
  return { source, vhost: 'sales', destination, destination_type: 'queue', routing_key: '', arguments: {} };
}

const shopTopology: Topology = {
  ...emptyTopology,
  vhosts: [{ name: 'sales' }],
  exchanges: ['dlx', 'payments.retry', 'payments.return'].map((name) => ({
    name,
    vhost: 'sales',
    type: 'fanout',
    durable: true,
    auto_delete: false,
    internal: false,
    arguments: {},
  })),
  queues: [
    queue('orders', { 'x-queue-type': 'quorum', 'x-dead-letter-exchange': 'dlx', 'x-max-length': 100 }),
    queue('dead.orders', { 'x-queue-type': 'quorum' }),
    queue('retry', {
      'x-queue-type': 'quorum',
      'x-message-ttl': 10_000,
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': 'orders',
    }),
    // Every failed payment waits and comes back, until it is parked.
    queue('payments', { 'x-queue-type': 'quorum', 'x-dead-letter-exchange': 'payments.retry' }),
    queue('payments.wait', {
      'x-queue-type': 'quorum',
      'x-message-ttl': 10_000,
      'x-dead-letter-exchange': 'payments.return',
    }),
    queue('payments.parked', { 'x-queue-type': 'quorum' }),
    queue('images', {
      'x-queue-type': 'classic',
      'x-max-length-bytes': 1_000,
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': 'dead.images',
    }),
    queue('dead.images', { 'x-queue-type': 'classic' }),
    queue('temporary', { 'x-queue-type': 'classic', 'x-expires': 60_000 }),
    queue('archive', { 'x-queue-type': 'stream' }),
  ],
  bindings: [
    binding('dlx', 'dead.orders'),
    binding('payments.retry', 'payments.wait'),
    binding('payments.retry', 'payments.parked'),
    binding('payments.return', 'payments'),
  ],
  users: [
    { name: 'worker', tags: [] },
    { name: 'admin', tags: ['administrator'] },
  ],
  permissions: [
    { user: 'worker', vhost: 'sales', configure: '', write: '', read: '^(orders|dead\\.orders|payments.*)$' },
    { user: 'admin', vhost: 'sales', configure: '.*', write: '.*', read: '.*' },
  ],
  parameters: [
    { component: 'vhost-limits', vhost: 'sales', name: 'limits', value: { 'max-queues': 10 } },
    { component: 'shovel', vhost: 'sales', name: 'move', value: { 'src-delete-after': 'never' } },
    { component: 'shovel', vhost: 'sales', name: 'once', value: { 'src-delete-after': 'queue-length' } },
    { component: 'federation-upstream', vhost: 'sales', name: 'other', value: {} },
  ],
};
