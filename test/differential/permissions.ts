import { fc } from '../random';
import { administrationOf, type Broker } from '../../lab/broker';
import { path, type Management } from '../../host/management';
import { permissionsOf, type Attempt } from '../../model/access/can';
import { readPattern } from '../../model/pattern/pattern';
import { isAtLeast, parseServerVersion, type ServerVersion } from '../../model/server/server-version';
import {
  emptyTopology,
  type Arguments,
  type ExchangeDefinition,
  type PermissionDefinition,
  type QueueDefinition,
  type Topology,
  type TopicPermissionDefinition,
} from '../../model/topology/topology';
import { connectAs } from './attempt';

/** What the model and a broker say of one attempt. */
export interface Verdict {
  readonly attempt: Attempt;
  readonly permission?: PermissionDefinition;
  readonly topicPermissions: readonly TopicPermissionDefinition[];
  readonly because: string;
  readonly model?: boolean;
  readonly broker: boolean;
}

/**
 * Gives random permissions to users of a broker, lets them try random things over AMQP, and asks the model the same.
 * @param users - how many; each tries ten things
 * @param prefix - what the names of the virtual host and the users start with; they are removed afterwards
 */
export async function comparePermissions(
  broker: Broker,
  users: number,
  seed: number,
  prefix: string,
): Promise<Verdict[]> {
  const version = parseServerVersion(broker.serverVersion) ?? { major: 4, minor: 0, patch: 5 };
  const api = administrationOf(broker);
  const vhost = `${prefix}.vhost`;
  const names = Array.from({ length: users }, (_, index) => `${prefix}.${index}`);
  const rights = fc.sample(grants, { numRuns: users, seed });
  const tries = fc.sample(attempts, { numRuns: users * 10, seed });
  const topology: Topology = {
    ...emptyTopology,
    queues: queues.map((queue) => ({ ...queue, vhost })),
    exchanges: exchanges.map((exchange) => ({ ...exchange, vhost })),
    permissions: names.flatMap((user, index) => {
      const permission = rights[index]?.permission;
      return permission === undefined ? [] : [{ user, vhost, ...permission }];
    }),
    topicPermissions: names.flatMap((user, index) =>
      (rights[index]?.topics ?? [])
        .filter(({ exchange }) => exchange !== 'missing' || !isAtLeast(version, EXCHANGE_IS_NEEDED))
        .map((row) => ({ user, vhost, ...row })),
    ),
  };
  try {
    await declare(api, vhost, topology, names);
    const can = permissionsOf(topology, version);
    const verdicts: Verdict[] = [];
    for (const [index, user] of names.entries()) {
      const client = await connectAs(broker, user, PASSWORD, vhost);
      try {
        for (const tried of tries.slice(index * 10, index * 10 + 10)) {
          const rights = topology.permissions.filter((row) => row.user === user);
          const patterns = rights.flatMap(({ configure, read, write }) => [configure, read, write]);
          const attempt = hangsOnTheDraw(tried, patterns, version) ? { ...tried, queue: 'new' } : tried;
          const existing = topology.exchanges.find(({ name }) => name === attempt.exchange)?.type;
          const allowed = await client.tries(attempt, existing ?? builtIn[attempt.exchange ?? '']);
          if (allowed) await restore(api, attempt, topology);
          const { allowed: model, because } = can(user, vhost, attempt);
          const permission = topology.permissions.find((row) => row.user === user);
          const topicPermissions = topology.topicPermissions.filter((row) => row.user === user);
          verdicts.push({ attempt, permission, topicPermissions, because, model, broker: allowed });
        }
      } finally {
        await client.close();
      }
    }
    return verdicts;
  } finally {
    await api.delete(path`vhosts/${vhost}`).catch(() => undefined);
    for (const user of names) await api.delete(path`users/${user}`).catch(() => undefined);
  }
}

/**
 * Whether the broker may say both to a queue that it names itself, because some of the names match and others don't: `o` is
 * in every third or fourth. Such an attempt is made with a name instead.
 */
function hangsOnTheDraw({ queue }: Attempt, patterns: readonly string[], version: ServerVersion): boolean {
  if (queue !== '') return false;
  // The second has all that the patterns look for.
  const names = [`amq.gen-${'A'.repeat(22)}`, 'amq.gen-orders-events-default-new-s'];
  const [some, others] = names.map((name) => patterns.map((each) => readPattern(each, version).matches(name)).join());
  return some !== others;
}

/** From this version on a topic permission is refused whose exchange does not exist. */
const EXCHANGE_IS_NEEDED = '4.3.2';

// The users live for seconds, on a broker of their own on this machine.
const PASSWORD = 'random-permissions';

async function declare(api: Management, vhost: string, topology: Topology, users: readonly string[]): Promise<void> {
  await api.put(path`vhosts/${vhost}`);
  await Promise.all(users.map((user) => api.put(path`users/${user}`, { password: PASSWORD, tags: '' })));
  await api.post('definitions', {
    queues: topology.queues,
    exchanges: topology.exchanges,
    permissions: topology.permissions,
    topic_permissions: topology.topicPermissions,
  });
}

/** Undoes what changes the next verdict: objects that went, or came. */
async function restore(
  api: Management,
  { action, queue, exchange }: Attempt,
  { queues: all, exchanges: some, topicPermissions }: Topology,
) {
  const vhost = all[0]?.vhost ?? '';
  if (action !== 'delete' && action !== 'declare') return;
  if (queue !== undefined) {
    const declared = all.find(({ name }) => name === queue);
    const at = path`queues/${vhost}/${queue}`;
    if (declared !== undefined) await api.put(at, declared);
    else if (queue !== '') await api.delete(at).catch(() => undefined);
  } else if (exchange !== undefined && !exchange.startsWith('amq.')) {
    const declared = some.find(({ name }) => name === exchange);
    const at = path`exchanges/${vhost}/${exchange}`;
    if (declared === undefined) return void (await api.delete(at).catch(() => undefined));
    await api.put(at, declared);
    // Where an exchange is needed, they went with it.
    for (const row of topicPermissions.filter((one) => one.exchange === exchange))
      await api.put(path`topic-permissions/${vhost}/${row.user}`, row);
  }
}

const builtIn: Readonly<Record<string, string>> = { 'amq.topic': 'topic', 'amq.fanout': 'fanout' };

const queues: readonly Omit<QueueDefinition, 'vhost'>[] = ['orders', 'app.orders', 'a+b'].map((name) => ({
  name,
  durable: true,
  auto_delete: false,
  arguments: {},
}));

const exchanges: readonly Omit<ExchangeDefinition, 'vhost'>[] = [
  { name: 'events', type: 'topic', internal: false },
  { name: 'app.events', type: 'topic', internal: false },
  { name: 'logs', type: 'fanout', internal: false },
  { name: 'inner', type: 'topic', internal: true },
].map((exchange) => ({ ...exchange, durable: true, auto_delete: false, arguments: {} }));

const pattern = fc.constantFrom(
  '',
  '^$',
  '.*',
  'orders',
  'events',
  '^app\\.',
  '^(orders|events)$',
  '^(amq\\.default|app\\.events|a\\+b)$',
  'amq',
  '^amq\\.gen-',
  '^[^a]',
  '(?i)^ORD',
  's$',
  'default',
  'new',
  'o',
);

const key = fc.constantFrom('', 'order.created', 'order', 'orders', '#', 'order.*', 'u.1', 'vhost');
const topic = fc.constantFrom(
  '',
  '.*',
  '^order\\.',
  '^(order\\.created|#)$',
  '^{username}$',
  '{vhost}',
  '\\*$',
  '^u\\.{username}',
);

const grants = fc.record({
  permission: fc.option(fc.record({ configure: pattern, write: pattern, read: pattern }), { nil: undefined, freq: 15 }),
  topics: fc.uniqueArray(
    fc.record({
      exchange: fc.constantFrom('events', 'app.events', 'logs', 'amq.topic', 'missing'),
      write: topic,
      read: topic,
    }),
    { maxLength: 3, selector: ({ exchange }) => exchange },
  ),
});

const queueName = fc.constantFrom('orders', 'app.orders', 'a+b', 'new');
const exchangeName = fc.constantFrom(
  'events',
  'app.events',
  'logs',
  'inner',
  'new',
  '',
  'amq.topic',
  'amq.fanout',
  'amq.new',
);
const deadLetters = fc.constantFrom<Arguments[]>(
  {},
  {},
  { 'x-dead-letter-exchange': 'events' },
  { 'x-dead-letter-exchange': '' },
);
const alternates = fc.constantFrom<Arguments[]>(
  {},
  {},
  { 'alternate-exchange': 'logs' },
  { 'alternate-exchange': 'missing' },
);

const attempts: fc.Arbitrary<Attempt> = fc.oneof(
  fc.record({ action: fc.constant('publish' as const), exchange: exchangeName, key }),
  fc.record({
    action: fc.constant('publish' as const),
    exchange: fc.constantFrom('events', 'app.events', 'amq.topic'),
    key,
  }),
  fc.record({ action: fc.constantFrom('consume' as const, 'get', 'purge'), queue: queueName }),
  fc.record({ action: fc.constant('consume' as const), queue: fc.constant('amq.rabbitmq.reply-to') }),
  fc.record({
    action: fc.constant('declare' as const),
    queue: fc.constantFrom('orders', 'app.orders', 'new', 'new', 'app.new', 'amq.new', ''),
    arguments: deadLetters,
  }),
  fc.record({ action: fc.constant('declare' as const), exchange: exchangeName, arguments: alternates }),
  fc.record({ action: fc.constant('declare-passively' as const), queue: queueName }),
  fc.record({ action: fc.constant('declare-passively' as const), exchange: exchangeName }),
  fc.record({ action: fc.constant('delete' as const), queue: queueName }),
  fc.record({ action: fc.constant('delete' as const), exchange: exchangeName }),
  fc.record({ action: fc.constantFrom('bind' as const, 'unbind'), queue: queueName, exchange: exchangeName, key }),
  fc.record({
    action: fc.constantFrom('bind' as const, 'unbind'),
    destination: exchangeName,
    exchange: exchangeName,
    key,
  }),
);
