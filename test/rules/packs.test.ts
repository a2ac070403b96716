import type { BrokerAccess } from '../../model/topology/broker-access';
import type { DeployedBroker } from '../../model/topology/deployment';
import { parseServerVersion } from '../../model/server/server-version';
import { emptyTopology, type Topology } from '../../model/topology/topology';
import { indexTopology } from '../../model/analysis/topology-index';
import { packs } from '../../rules/packs';
import { judge, type Rule } from '../../rules/rule';

const queue = (args: Topology['queues'][number]['arguments'], rest: Partial<Topology['queues'][number]> = {}) => ({
  queues: [{ name: 'q', vhost: '/', durable: true, auto_delete: false, arguments: args, ...rest }],
});
const policy = (definition: Topology['policies'][number]['definition']) => ({
  policies: [{ name: 'p', vhost: '/', pattern: '^q$', 'apply-to': 'queues' as const, definition, priority: 0 }],
});
const permission = (pattern: string, ...tags: readonly string[]) => ({
  users: [{ name: 'u', tags }],
  permissions: [{ user: 'u', vhost: '/', configure: '', write: pattern, read: '' }],
});
const granted = (pattern: string, administers: boolean, ...tags: readonly string[]) => {
  const { users, permissions } = permission(pattern, ...tags);
  return { users, permissions: permissions.map((row) => ({ ...row, administers })) };
};
const shovel = (uri: string) => ({
  parameters: [{ component: 'shovel', vhost: '/', name: 's', value: { 'src-uri': uri } }],
});
const deadLetters = (args: Topology['queues'][number]['arguments']) => ({
  queues: [
    { name: 'q', vhost: '/', durable: true, auto_delete: false, arguments: { 'x-dead-letter-exchange': 'amq.fanout' } },
    { name: 'dead', vhost: '/', durable: true, auto_delete: false, arguments: args },
  ],
  bindings: [
    {
      source: 'amq.fanout',
      vhost: '/',
      destination: 'dead',
      destination_type: 'queue' as const,
      routing_key: '',
      arguments: {},
    },
  ],
});

const eventBinding = (routingKey: string) => ({
  source: 'amq.rabbitmq.event',
  vhost: '/',
  destination: 'q',
  destination_type: 'queue' as const,
  routing_key: routingKey,
  arguments: {},
});
const events = (...keys: readonly string[]) => ({ bindings: keys.map(eventBinding) });

/** What each rule accepts, and what it refuses. */
const tables: Readonly<
  Record<string, { accepts: readonly Partial<Topology>[]; refuses: readonly Partial<Topology>[] }>
> = {
  'topology/queue-is-bounded': {
    accepts: [
      queue({ 'x-max-length': 5 }),
      queue({ 'x-queue-type': 'stream' }),
      { ...queue({}), ...policy({ 'max-length-bytes': 5 }) },
    ],
    refuses: [
      queue({}),
      queue({ 'x-queue-type': 'quorum', 'x-message-ttl': 5 }),
      { ...queue({}), ...policy({ expires: 5 }) },
    ],
  },
  'topology/dead-letter-queue-is-bounded': {
    accepts: [
      queue({}),
      deadLetters({ 'x-max-length': 5 }),
      deadLetters({ 'x-message-ttl': 5 }),
      deadLetters({ 'x-dead-letter-exchange': 'other' }),
    ],
    refuses: [deadLetters({})],
  },
  'topology/stream-is-bounded': {
    accepts: [
      queue({}),
      queue({ 'x-queue-type': 'stream', 'x-max-age': '7D' }),
      { ...queue({ 'x-queue-type': 'stream' }), ...policy({ 'max-age': '7D' }) },
    ],
    refuses: [queue({ 'x-queue-type': 'stream' })],
  },
  'topology/events-are-bound-once': {
    accepts: [
      events('user.#'),
      { bindings: [...events('user.#').bindings, { ...eventBinding('#'), vhost: '/other' }] },
    ],
    refuses: [events('user.#', 'vhost.#')],
  },
  'topology/queue-does-not-expire': {
    accepts: [
      queue({}, { declaredAt: 'shop/q' }),
      queue({ 'x-expires': 1_000 }),
      queue({ 'x-expires': 1_000 }, { declaredAt: 'definitions.json#/queues/0' }),
      queue({ 'x-expires': 1_000 }, { declaredAt: 'shop/q', imported: true }),
    ],
    refuses: [
      queue({ 'x-expires': 1_000 }, { declaredAt: 'shop/q' }),
      { ...queue({}, { declaredAt: 'shop/q' }), ...policy({ expires: 1_000 }) },
    ],
  },
  'topology/queue-type-is-explicit': {
    accepts: [
      queue({ 'x-queue-type': 'classic' }),
      { ...queue({}), vhosts: [{ name: '/', default_queue_type: 'quorum' }] },
    ],
    refuses: [queue({})],
  },
  'topology/queue-is-replicated': {
    accepts: [queue({ 'x-queue-type': 'quorum' }), queue({}, { auto_delete: true }), queue({ 'x-expires': 5 })],
    refuses: [queue({}), queue({ 'x-queue-type': 'classic' })],
  },
  'topology/queue-has-dead-letter': {
    accepts: [
      queue({}),
      deadLetters({ 'x-queue-type': 'quorum' }),
      queue({ 'x-queue-type': 'quorum', 'x-delivery-limit': -1 }),
      { ...queue({ 'x-queue-type': 'quorum' }), ...policy({ 'dead-letter-exchange': 'dlx' }) },
    ],
    refuses: [queue({ 'x-queue-type': 'quorum' })],
  },
  'access/no-guest-user': {
    accepts: [{ users: [{ name: 'guests', tags: [] }] }],
    refuses: [{ users: [{ name: 'guest', tags: [] }] }],
  },
  'access/no-credentials-in-file': {
    accepts: [
      { users: [{ name: 'u', tags: [] }] },
      shovel('amqp://host/vhost'),
      shovel('amqp://user@host'),
      shovel('amqp://host:5672/v@h'),
      shovel('amqp://[::1]:5672/v@h'),
    ],
    refuses: [
      { users: [{ name: 'u', tags: [], password_hash: 'aGFzaA==' }] },
      { users: [{ name: 'u', tags: [], hasPlainPassword: true }] },
      shovel('amqps://user:hunter2@host'),
      shovel('amqps://user:hunter/2@host'),
      shovel('amqps://host?password=hunter2'),
    ],
  },
  'access/permission-is-narrow': {
    accepts: [
      permission('^orders$'),
      permission('^[a-z0-9]'),
      permission('^(?!amq\\.).*'),
      permission('.*', 'administrator'),
      permission(''),
      granted('.*', true),
    ],
    refuses: [
      permission('.*'),
      permission('^.+$'),
      permission('.+$'),
      permission('^(a|.*)$'),
      permission('^.*$', 'monitoring'),
      granted('.*', false, 'administrator'),
      granted('^(.*)$', false),
    ],
  },
};

const local: DeployedBroker = {
  declaredAt: 'cluster/broker',
  nodeCount: 3,
  image: 'rabbitmq:4.2-management',
  adminUser: 'admin',
  plainText: [],
};

/** What each rule about brokers accepts, and what it refuses. */
const brokerTables: Readonly<
  Record<string, { accepts: readonly Partial<DeployedBroker>[]; refuses: readonly Partial<DeployedBroker>[] }>
> = {
  'broker/plain-text-is-local': {
    accepts: [{ plainText: [] }],
    refuses: [{ plainText: ['amqp'] }, { plainText: ['stream', 'management'] }],
  },
  'broker/image-is-pinned': {
    accepts: [
      { image: 'rabbitmq:4.0.5' },
      { image: 'registry.example.com:5000/rabbitmq:4.2-management' },
      { image: `rabbitmq@sha256:${'0'.repeat(64)}` },
    ],
    refuses: [{ image: 'rabbitmq' }, { image: 'rabbitmq:latest' }, { image: 'rabbitmq:4-management' }],
  },
  'broker/survives-a-node': {
    accepts: [{ nodeCount: 3 }, { nodeCount: 5 }],
    refuses: [{ nodeCount: 1 }],
  },
  'broker/administrator-is-not-guest': {
    accepts: [{ adminUser: 'guests' }],
    refuses: [{ adminUser: 'guest' }],
  },
};

/** The same of how a broker that is run elsewhere is reached. */
const accessTables: Readonly<
  Record<string, { accepts: readonly BrokerAccess[]; refuses: readonly BrokerAccess[] } | undefined>
> = {
  'broker/certificate-is-verified': {
    accepts: [
      { host: 'rabbitmq.example.com', trustsAnyone: false },
      { host: '127.0.0.1', trustsAnyone: true },
      { host: 'localhost', trustsAnyone: true },
    ],
    refuses: [{ host: 'rabbitmq.example.com', trustsAnyone: true }],
  },
};

const all: readonly Rule[] = [...new Set(Object.values(packs).flat())];
const isOfAccess = ({ id }: Rule) => accessTables[id] !== undefined;
const brokerRules = all.filter((rule) => rule.id.startsWith('broker/') && !isOfAccess(rule));
const rules = all.filter((rule) => !brokerRules.includes(rule) && !isOfAccess(rule));

describe.each(brokerRules.map((rule) => [rule.id, rule] as const))('the rule %s', (id, rule) => {
  const table = brokerTables[id];

  test('has examples of both', () => {
    expect(table?.accepts.length).toBeGreaterThan(0);
    expect(table?.refuses.length).toBeGreaterThan(0);
  });

  test.each((table?.accepts ?? []).map((part) => [part]))('accepts %j', (part) => {
    expect(judge(index({}), [rule], { ...local, ...part })).toEqual([]);
  });

  test.each((table?.refuses ?? []).map((part) => [part]))('refuses %j, at the broker', (part) => {
    expect(judge(index({}), [rule], { ...local, ...part })).toMatchObject([{ rule: id, at: 'cluster/broker' }]);
  });

  test('finds nothing where nobody knows how the broker is run', () => {
    expect(judge(index({}), [rule])).toEqual([]);
  });
});

describe.each(all.filter(isOfAccess).map((rule) => [rule.id, rule] as const))('the rule %s', (id, rule) => {
  const judged = (access: BrokerAccess) =>
    judge(index({}), [rule], undefined, { ...access, declaredAt: 'shop/broker' });

  test.each((accessTables[id]?.accepts ?? []).map((access) => [access]))('accepts %j', (access) => {
    expect(judged(access)).toEqual([]);
  });

  test.each((accessTables[id]?.refuses ?? []).map((access) => [access]))('refuses %j, at the broker', (access) => {
    expect(judged(access)).toMatchObject([{ rule: id, at: 'shop/broker' }]);
  });

  test('finds nothing with a broker that is run by what is declared', () => {
    expect(judge(index({}), [rule], local)).toEqual([]);
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('the rule %s', (id, rule) => {
  const table = tables[id];

  test('has examples of both', () => {
    expect(table?.accepts.length).toBeGreaterThan(0);
    expect(table?.refuses.length).toBeGreaterThan(0);
  });

  test.each((table?.accepts ?? []).map((part) => [part]))('accepts %j', (part) => {
    expect(breaches(rule, part)).toEqual([]);
  });

  test.each((table?.refuses ?? []).map((part) => [part]))('refuses %j', (part) => {
    expect(breaches(rule, part)).toEqual([id]);
  });

  test('does not judge what is imported', () => {
    const imported = (table?.refuses ?? []).flatMap((part) =>
      part.queues === undefined ? [] : [{ ...part, queues: part.queues.map((each) => ({ ...each, imported: true })) }],
    );

    expect(imported.flatMap((part) => breaches(rule, part))).toEqual([]);
  });
});

test.each([
  [
    'recommended' as const,
    [
      'topology/queue-is-bounded',
      'topology/dead-letter-queue-is-bounded',
      'topology/stream-is-bounded',
      'topology/queue-type-is-explicit',
      'topology/queue-does-not-expire',
      'topology/events-are-bound-once',
      'access/no-guest-user',
      'access/no-credentials-in-file',
      'access/permission-is-narrow',
      'broker/administrator-is-not-guest',
      'broker/image-is-pinned',
      'broker/certificate-is-verified',
    ],
  ],
  [
    'production' as const,
    [
      'topology/queue-is-bounded',
      'topology/dead-letter-queue-is-bounded',
      'topology/stream-is-bounded',
      'topology/queue-type-is-explicit',
      'topology/queue-does-not-expire',
      'topology/events-are-bound-once',
      'access/no-guest-user',
      'access/no-credentials-in-file',
      'access/permission-is-narrow',
      'broker/administrator-is-not-guest',
      'broker/image-is-pinned',
      'broker/certificate-is-verified',
      'topology/queue-is-replicated',
      'topology/queue-has-dead-letter',
      'broker/plain-text-is-local',
      'broker/survives-a-node',
    ],
  ],
])('the pack %s has these rules', (name, ids) => {
  expect(packs[name].map(({ id }) => id)).toEqual(ids);
});

test('no message of a rule shows a password', () => {
  const found = judge(index(shovel('amqps://user:hunter2@host')), packs.production);

  expect(found).toHaveLength(1);
  expect(JSON.stringify(found)).not.toContain('hunter2');
});

function breaches(rule: Rule, part: Partial<Topology>): string[] {
  return judge(index(part), [rule]).map((finding) => finding.rule);
}

function index(part: Partial<Topology>) {
  return indexTopology({ ...emptyTopology, ...part }, parseServerVersion('4.0.5') ?? { major: 4, minor: 0, patch: 5 });
}
