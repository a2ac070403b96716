import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LINK_URI } from './generated-brokers';

/** Definitions as somebody has them on a broker: each in virtual hosts of its own. */
export function handMade(): readonly Readonly<Record<string, readonly object[]>>[] {
  return [everyKind(), workQueues(), tenants(), plugins(), oddNames()];
}

/** The virtual hosts of definitions. */
export function vhostsOf({ vhosts = [] }: Readonly<Record<string, readonly object[]>>): readonly string[] {
  return vhosts.map((vhost) => (vhost as { readonly name: string }).name);
}

/** Something of every kind. */
function everyKind(): Readonly<Record<string, readonly object[]>> {
  return JSON.parse(readFileSync(join(__dirname, 'every-kind.json'), 'utf8'));
}

/** Tasks with retries and dead letters, as many have them. */
function workQueues() {
  const vhost = 'work';
  const { queue, exchange, binding, policy, permission } = within(vhost);
  return {
    vhosts: [{ name: vhost, metadata: { description: 'tasks', tags: [], default_queue_type: 'quorum' } }],
    users: ['producer', 'consumer', 'nobody.special'].map(user),
    permissions: [
      permission('producer', '', '^tasks$', ''),
      permission('consumer', '', '^(retry|dead)$', '^tasks\\..*'),
      permission('nobody.special', '^$', '^$', '^$'),
    ],
    exchanges: [
      exchange('tasks', 'topic', { 'alternate-exchange': 'unrouted' }),
      exchange('retry', 'direct'),
      exchange('dead', 'fanout'),
      exchange('unrouted', 'fanout'),
    ],
    queues: [
      queue('tasks.mail', { 'x-queue-type': 'quorum', 'x-delivery-limit': 5, 'x-dead-letter-exchange': 'retry' }),
      queue('tasks.print', { 'x-queue-type': 'quorum', 'x-dead-letter-strategy': 'at-most-once' }),
      queue('retry.60s', { 'x-queue-type': 'quorum', 'x-message-ttl': 60_000, 'x-dead-letter-exchange': 'tasks' }),
      queue('dead', { 'x-queue-type': 'classic', 'x-max-length': 1_000, 'x-overflow': 'reject-publish' }),
      queue('unrouted', { 'x-queue-type': 'stream', 'x-max-age': '7D' }),
    ],
    bindings: [
      binding('tasks', 'queue', 'tasks.mail', 'task.mail.#'),
      binding('tasks', 'queue', 'tasks.print', 'task.print'),
      binding('tasks', 'queue', 'tasks.print', 'task.*.urgent'),
      binding('retry', 'queue', 'retry.60s', 'tasks.mail'),
      binding('dead', 'queue', 'dead'),
      binding('unrouted', 'queue', 'unrouted'),
      binding('tasks', 'exchange', 'dead', 'poison'),
    ],
    policies: [
      policy('limits', '^tasks\\.', 'quorum_queues', 5, { 'max-length': 100_000, overflow: 'reject-publish' }),
      policy('dead letters', '^tasks\\.print$', 'queues', 9, { 'dead-letter-exchange': 'dead', 'delivery-limit': 3 }),
      policy('streams', '.*', 'streams', -1, { 'max-length-bytes': 1_000_000_000 }),
    ],
    parameters: [
      {
        ...{ component: 'operator_policy', name: 'ceiling', vhost },
        value: { pattern: '.*', 'apply-to': 'queues', priority: 0, definition: { 'max-length': 1_000_000 } },
      },
    ],
  };
}

/** Virtual hosts that have the same objects, under names that look alike. */
function tenants() {
  const names = ['acme', 'acme-eu', 'acme.eu', 'ACME', '7 seas', '7-seas'];
  const types = ['classic', 'quorum', 'stream'];
  const each = names.map((vhost) => within(vhost));
  return {
    vhosts: names.map((name, index) => ({
      name,
      metadata: { description: `tenant ${name}`, tags: [], default_queue_type: types[index % 3] },
    })),
    users: names.map((name) => user(`tenant ${name}`)),
    permissions: each.map(({ permission }, index) => permission(`tenant ${names[index]}`, '.*', '.*', '.*')),
    topic_permissions: names.map((vhost) => ({
      ...{ user: `tenant ${vhost}`, vhost, exchange: 'events', write: '^{vhost}\\.', read: '.*' },
    })),
    exchanges: each.map(({ exchange }) => exchange('events', 'topic')),
    queues: each.flatMap(({ queue }) => [
      queue('orders', { 'x-queue-type': 'quorum' }),
      queue('orders-queue', { 'x-queue-type': 'classic' }),
      queue('log', { 'x-queue-type': 'stream' }),
    ]),
    bindings: each.flatMap(({ binding }) => [
      binding('events', 'queue', 'orders', 'order.created'),
      binding('events', 'queue', 'orders-queue', 'order.#'),
      binding('amq.topic', 'queue', 'log', '#'),
    ]),
    parameters: names.map((vhost, index) => ({
      ...{ component: 'vhost-limits', name: 'limits', vhost },
      value: index % 2 === 0 ? { 'max-queues': 50 + index } : { 'max-connections': 10, 'max-queues': 60 },
    })),
  };
}

/** What plugins bring. */
function plugins() {
  const vhost = 'plugged';
  const { queue, exchange, binding, policy } = within(vhost);
  return {
    vhosts: [{ name: vhost, metadata: { description: '', tags: [], default_queue_type: 'classic' } }],
    exchanges: [
      exchange('hashed', 'x-consistent-hash', { 'hash-header': 'customer' }),
      exchange('random', 'x-random'),
      exchange('recent', 'x-recent-history', { 'x-recent-history-length': 5 }),
      exchange('sharded', 'x-modulus-hash'),
      exchange('local', 'x-local-random'),
      exchange('documents', 'headers'),
    ],
    queues: ['one', 'two', 'three'].map((name) => queue(name, { 'x-queue-type': 'quorum' })),
    bindings: [
      binding('hashed', 'queue', 'one', '1'),
      binding('hashed', 'queue', 'two', '2'),
      binding('random', 'queue', 'one'),
      binding('random', 'queue', 'two'),
      binding('recent', 'queue', 'three'),
      binding('documents', 'queue', 'one', '', { 'x-match': 'all', format: 'pdf' }),
      binding('documents', 'queue', 'one', '', { 'x-match': 'any', format: 'zip', pages: 3, signed: true }),
      binding('documents', 'queue', 'two', 'ignored', { 'x-match': 'any-with-x', 'x-kind': 'a' }),
      binding('documents', 'exchange', 'random', '', { 'x-match': 'all', format: 'txt' }),
    ],
    policies: [
      policy('federated', '^federated\\.', 'exchanges', 0, { 'federation-upstream': 'elsewhere' }),
      policy('any upstream', '^anywhere\\.', 'queues', 1, { 'federation-upstream-set': 'all' }),
    ],
    parameters: [
      {
        ...{ component: 'federation-upstream', name: 'elsewhere', vhost },
        value: {
          ...{ uri: LINK_URI, 'prefetch-count': 1000, 'reconnect-delay': 5, 'ack-mode': 'on-confirm' },
          ...{ 'trust-user-id': false, 'max-hops': 1 },
        },
      },
      {
        ...{ component: 'shovel', name: 'inside', vhost },
        value: {
          ...{ 'src-uri': 'amqp:///plugged', 'src-protocol': 'amqp091', 'src-queue': 'three' },
          ...{ 'src-prefetch-count': 10, 'src-delete-after': 'never', 'ack-mode': 'on-confirm', 'reconnect-delay': 1 },
          ...{ 'dest-uri': 'amqp:///plugged', 'dest-protocol': 'amqp091', 'dest-exchange': 'random' },
        },
      },
    ],
  };
}

/** Names that every step on the way reads in its own manner. */
function oddNames() {
  const vhost = 'odd/names';
  const { queue, exchange, binding, policy, permission } = within(vhost);
  const names = [
    'a/b',
    'a--b',
    'a:b',
    'a.b',
    'ab',
    '%{x}',
    '${x}',
    '42',
    'größe',
    '日本語',
    ' space ',
    '~',
    '.',
    'a@b',
  ];
  return {
    vhosts: [
      { name: vhost, metadata: { description: '%{if} ${y} "quoted"', tags: [], default_queue_type: 'classic' } },
    ],
    users: names.map(user),
    permissions: names.map((name) => permission(name, '', `^${name.replaceAll(/[.${}]/g, '\\$&')}$`, '')),
    exchanges: ['a', 'a:b', 'x@y', '${t}', 'with/slash'].map((name) => exchange(name, 'topic')),
    queues: names.map((name) => queue(name, { 'x-queue-type': 'classic' })),
    bindings: [
      ...['a/b', 'a--b', 'b:c', '', '#', '%{x}', '${x}', 'ü ü', '~', '*.#'].map((key) =>
        binding('a', 'queue', 'ab', key),
      ),
      binding('a:b', 'queue', 'ab', 'c'),
      binding('${t}', 'queue', '${x}', '42'),
      binding('x@y', 'queue', 'a@b', 'k'),
      binding('with/slash', 'queue', 'a/b', 'k'),
    ],
    policies: [
      policy('${p}', '^${x}$', 'queues', 0, { 'max-length': 5 }),
      policy('p@q', '^z', 'all', 0, { expires: 9 }),
    ],
  };
}

function user(name: string) {
  return { name, password_hash: 'NShADrbhpldyW0t+bu+4ma20DJ/Rwe+DqivxQA9GW+N+YcRf', tags: [] };
}

function within(vhost: string) {
  const plain = { vhost, durable: true, auto_delete: false };
  return {
    queue: (name: string, args: object) => ({ ...plain, name, arguments: args }),
    exchange: (name: string, type: string, args: object = {}) => ({
      ...{ ...plain, name, type, internal: false, arguments: args },
    }),
    binding: (source: string, kind: 'queue' | 'exchange', destination: string, key = '', args: object = {}) => ({
      ...{ vhost, source, destination, destination_type: kind, routing_key: key, arguments: args },
    }),
    policy: (name: string, pattern: string, applyTo: string, priority: number, definition: object) => ({
      ...{ vhost, name, pattern, 'apply-to': applyTo, priority, definition },
    }),
    permission: (who: string, configure: string, write: string, read: string) => ({
      ...{ user: who, vhost, configure, write, read },
    }),
  };
}
