import { Connection } from 'rabbitmq-client';
import { reviewStacks } from '../../../cli/review/review-stacks';
import type { ReviewFinding } from '../../../cli/review/finding';
import type { StackReview } from '../../../cli/review/stack-review';
import { docker } from '../../../host/docker';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { management, ManagementError, path, type Management } from '../../../host/management';
import { freePorts } from '../../../lab/ports';
import { until } from '../../../host/until';
import { changes, type Change } from '../../recorded-plans/changes';
import { LiveShop } from '../../recorded-plans/live-shop';
import { describeWith } from '../../setup/missing';

jest.setTimeout(300_000);

/** How many messages wait in each queue before a change. */
const messages = 150;
const queues = ['orders', 'emails', 'invoices'];

/** The changes that are made; those left out are of the same kind, or cannot be applied. */
const made: readonly (keyof typeof changes)[] = [
  'queue-replaced',
  'queue-replaced-for-a-policy-setting',
  'queue-deleted',
  'exchange-replaced',
  'exchange-replaced-silently',
  'exchange-deleted',
  'vhost-deleted',
  'vhost-limited',
  'binding-removed',
  'binding-changed',
  'policy-lowered',
  'policy-raised',
  'policy-stops-applying',
  'policy-removed',
  'policy-shadowed',
  'operator-policy-added',
  'permissions-widened',
  'permissions-narrowed',
  'user-becomes-administrator',
  'user-deleted',
  'password-rotated',
  'node-replaced',
  'construct-renamed',
];

/** The changes whose way back drops a binding of which the plan is silent: it takes a second apply. */
const silent: readonly string[] = ['exchange-replaced-silently'];

/** What there is, as clients see it. */
interface Observation {
  /** The messages of each queue; none for a queue that is not there. */
  readonly messages: Readonly<Record<string, number>>;
  readonly bindings: readonly string[];
  readonly vhosts: readonly string[];
}

/**
 * Every kind of change on a live broker: what the review says before is what happens. The tests go on from each other.
 */
describeWith('terraform', 'a reviewed change of a live broker', () => {
  const nodeName = `rabbitmq-cdk-review-${process.pid}`;
  let shop: LiveShop;
  let port: number;
  let api: Management;

  beforeAll(async () => {
    const image = await ensureImage(rabbitmqImage);
    const [amqp = 0, http = 0, prometheus = 0] = await freePorts(3);
    port = amqp;
    shop = new LiveShop({ image, nodeName, ports: { amqp, management: http, prometheus } });
    await shop.apply({});
    api = management(`http://127.0.0.1:${http}`, 'admin', shop.passwordOf('broker'));
  });

  afterAll(() => shop.destroy());

  test.each(made)('%s loses what was predicted, and nothing else', async (name) => {
    const change: Change = changes[name];
    await fill();
    const clients = await connect(['api', 'worker']);
    const before = await observe();

    await shop.declare(change.after);
    for (const address of change.replace ?? []) await shop.taint(address);
    const { findings } = await review();
    await shop.apply(change.after);
    const after = await observe();

    expect(lostMessages(before, after)).toEqual(predictedQueues(findings, before));
    expect(lostBindings(before, after)).toEqual(predictedBindings(findings, before));
    expect(before.vhosts.filter((vhost) => !after.vhosts.includes(vhost))).toEqual(
      named(findings, ['vhost/deleted', 'vhost/replaced']),
    );
    await expectCut(clients, predictedCuts(findings));
    await clients.close();
    await shop.apply(change.back ?? {});
    if (silent.includes(name)) await shop.apply({});
  });

  test('tells the messages and consumers that a queue has now', async () => {
    await fill();
    await until('the node has counted', async () => expect((await reviewDeleted()).now?.messages).toBe(messages), {
      within: 30_000,
      every: 1_000,
    });

    expect(await reviewDeleted()).toMatchObject({ change: 'queue/deleted', now: { messages, consumers: 0 } });
  });

  test('that something protected stands against is marked as refused', async () => {
    const { after } = changes['protected-queue-replaced'];
    await shop.declare(after);

    const { marks, findings } = await review();

    expect(marks).toEqual([
      { kind: 'refused', message: expect.stringContaining("'rabbitmq_queue.emails' is protected") },
    ]);
    expect(findings).toMatchObject([{ effect: 'data', change: 'queue/replaced' }]);
  });

  test('that locks Terraform out of the broker is seen, though it cannot be planned to its end', async () => {
    const [address = ''] = changes['administrator-password-rotated'].replace;
    await shop.declare({});
    await shop.taint(address);

    const { marks, findings } = await review();
    await shop.taint(address, false);

    expect(marks).toMatchObject([{ kind: 'incomplete', message: expect.stringContaining('401') }]);
    expect(findings[0]).toMatchObject({ effect: 'availability', change: 'node/administrator-password' });
  });

  test('is planned by what the state says while the broker is down', async () => {
    await docker(['stop', nodeName]);
    await shop.declare(changes['queue-deleted'].after);

    const { marks, findings } = await review();
    await docker(['start', nodeName]);
    await until('the broker is back', () => api.get('overview'), { within: 60_000, every: 500 });

    expect(marks).toMatchObject([{ kind: 'broker-down' }]);
    expect(findings).toMatchObject([{ effect: 'data', change: 'queue/deleted', object: { name: 'orders' } }]);
  });

  async function review(): Promise<StackReview> {
    const stack = { name: 'shop', directory: shop.directory, dependencies: [] };
    const [reviewed] = await reviewStacks([stack], {}, () => undefined);
    if (reviewed?.failure !== undefined || reviewed === undefined) throw new Error(reviewed?.failure);
    return reviewed;
  }

  async function reviewDeleted(): Promise<ReviewFinding> {
    await shop.declare(changes['queue-deleted'].after);
    const [finding] = (await review()).findings;
    if (finding === undefined) throw new Error('nothing was found');
    return finding;
  }

  function open(username: string, password: string): Connection {
    const connection = new Connection({ hostname: '127.0.0.1', port, vhost: 'shop', username, password });
    connection.on('error', () => undefined);
    return connection;
  }

  /** Fills each queue to the same number of messages. */
  async function fill(): Promise<void> {
    const connection = open('admin', shop.passwordOf('broker'));
    const publisher = connection.createPublisher({ confirm: true });
    for (const queue of queues) {
      await connection.queuePurge(queue);
      const sent = Array.from({ length: messages }, (_, number) =>
        publisher.send({ routingKey: queue, durable: true }, `${queue} ${number}`),
      );
      await Promise.all(sent);
    }
    await publisher.close();
    await connection.close();
  }

  async function observe(): Promise<Observation> {
    const connection = open('admin', shop.passwordOf('broker'));
    await connection.onConnect(30_000);
    const counts = await Promise.all(
      queues.map(async (queue) => {
        const there = await api.get(path`queues/shop/${queue}`).then(
          () => true,
          (error: unknown) => {
            if (error instanceof ManagementError && error.status === 404) return false;
            throw error;
          },
        );
        return [queue, there ? (await connection.queueDeclare({ queue, passive: true })).messageCount : 0] as const;
      }),
    );
    await connection.close();
    const bindings = await api.get<readonly Readonly<Record<string, string>>[]>('bindings');
    const vhosts = await api.get<readonly { readonly name: string }[]>('vhosts');
    return {
      messages: Object.fromEntries(counts),
      bindings: bindings
        .filter(({ source }) => source !== '')
        .map(({ source, destination, routing_key: key }) => `${source} -> ${destination} (${key})`)
        .sort(),
      vhosts: vhosts.map(({ name }) => name).sort(),
    };
  }

  async function connect(users: readonly string[]): Promise<Clients> {
    const cut = new Set<string>();
    const connections = await Promise.all(
      users.map(async (user) => {
        const connection = open(user, shop.passwordOf(user));
        await connection.onConnect(30_000);
        connection.on('error', () => cut.add(user));
        return connection;
      }),
    );
    return { cut, close: async () => void (await Promise.all(connections.map((connection) => connection.close()))) };
  }
});

interface Clients {
  /** The users whose connections were closed by the broker. */
  readonly cut: ReadonlySet<string>;
  close(): Promise<void>;
}

/** The broker closes connections some time after what makes it do so. */
async function expectCut({ cut }: Clients, users: readonly string[]): Promise<void> {
  const all = async () => {
    for (const user of users) if (!cut.has(user)) throw new Error(`${user} is still connected`);
  };
  await until('the clients are cut off', all, { within: 20_000 });
  expect([...cut].sort()).toEqual([...users].sort());
}

function lostMessages(before: Observation, after: Observation): readonly string[] {
  return queues.filter((queue) => (after.messages[queue] ?? 0) < (before.messages[queue] ?? 0)).sort();
}

function lostBindings(before: Observation, after: Observation): readonly string[] {
  return before.bindings.filter((binding) => !after.bindings.includes(binding));
}

function predictedQueues(findings: readonly ReviewFinding[], { messages: there }: Observation): readonly string[] {
  return findings
    .filter(({ effect, object }) => effect === 'data' && object.type === 'queue' && object.vhost === 'shop')
    .map(({ object }) => object.name)
    .filter((queue) => (there[queue] ?? 0) > 0)
    .sort();
}

/** Bindings that go by themselves, and those of deleted ends; those of replaced ends are made again. */
function predictedBindings(findings: readonly ReviewFinding[], { bindings }: Observation): readonly string[] {
  const own = named(findings, ['binding/deleted', 'binding/replaced', 'binding/vanishes']);
  const ends = named(findings, ['queue/deleted', 'exchange/deleted']);
  return bindings.filter((binding) => {
    const [source = '', destination = ''] = binding.split(/ -> | \(/);
    return own.includes(binding) || ends.includes(source) || ends.includes(destination);
  });
}

function predictedCuts(findings: readonly ReviewFinding[]): readonly string[] {
  if (named(findings, ['node/replaced']).length > 0) return ['api', 'worker'];
  return named(findings, ['user/deleted', 'user/replaced']);
}

function named(findings: readonly ReviewFinding[], kinds: readonly string[]): readonly string[] {
  return findings
    .filter(({ change }) => kinds.includes(change))
    .map(({ object }) => object.name)
    .sort();
}
