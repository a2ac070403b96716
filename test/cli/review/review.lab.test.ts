import { asJson } from '../../../cli/review/report/json';
import { asMarkdown } from '../../../cli/review/report/markdown';
import { reviewStacks } from '../../../cli/review/review-stacks';
import type { ReviewFinding } from '../../../cli/review/finding';
import type { StackReview } from '../../../cli/review/stack-review';
import { asText } from '../../../cli/review/report/text';
import { docker } from '../../../host/docker';
import { until } from '../../../host/until';
import type { Broker } from '../../../lab/broker';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { freePorts } from '../../../lab/ports';
import type { Arguments } from '../../../model/topology/topology';
import { changes, together } from '../../recorded-plans/changes';
import { LiveShop } from '../../recorded-plans/live-shop';
import { describeWith } from '../../setup/missing';
import { connectClients, fill, type Clients } from './live-clients';
import { abilitiesOf, observe, trialsOf, type Observation, type Trial } from './live-observer';
import { abilitiesBetween, outcomeOf, predictedAbilities, predictedCuts, predictedOutcome } from './outcome';

jest.setTimeout(300_000);

type Kind = keyof typeof changes;

/** How many messages wait in each queue before a change. */
const messages = 150;

/**
 * The changes that are made, those at once that do not touch each other. The first gives messages a delivery limit, which
 * those of later ones have nearly reached: a consumer gives them back each time.
 */
const made: readonly (readonly Kind[])[] = [
  ['policy-stops-applying', 'permissions-wildcard', 'queue-created'],
  ['queue-replaced', 'queue-replaced-for-a-policy-setting', 'vhost-deleted', 'permissions-widened'],
  ['queue-deleted', 'stream-deleted', 'vhost-renamed', 'user-becomes-administrator'],
  ['exchange-replaced', 'vhost-limited', 'password-rotated'],
  ['exchange-replaced-silently', 'permissions-narrowed', 'policy-raised'],
  ['exchange-deleted', 'policy-removed'],
  ['binding-changed', 'policy-lowered', 'topic-permissions-added'],
  ['policy-narrowed', 'user-deleted'],
  ['policy-shadowed', 'binding-removed'],
  ['operator-policy-added'],
  ['node-replaced', 'node-replaced-for-memory'],
  ['volume-replaced'],
];

/** What policies give to each queue of the shop when nothing is changed. */
const settings: Observation['settings'] = new Map<string, Arguments>([
  ['shop/orders', { 'max-length': 1_000 }],
  ['shop/emails', { 'max-length': 1_000 }],
  ['shop/invoices', {}],
  ['shop/audit', {}],
]);

/** Those that a test of their own makes. */
const others: readonly Kind[] = [
  'no-change',
  'construct-renamed',
  'everything-imported',
  // What becomes of it is chance.
  'construct-renamed-unsaid',
  'protected-queue-replaced',
  'administrator-password-rotated',
];

test('a reviewed change is made of every kind of which there is a recorded plan', () => {
  expect([...made.flat(), ...others].sort()).toEqual(Object.keys(changes).sort());
});

/** What the review says before is what happens. The tests go on from each other. */
describeWith('terraform', 'a reviewed change of a live broker', () => {
  const nodeName = `rabbitmq-cdk-review-${process.pid}`;
  let shop: LiveShop;
  let broker: Broker;

  beforeAll(async () => {
    const image = await ensureImage(rabbitmqImage());
    const [amqp = 0, http = 0, prometheus = 0] = await freePorts(3);
    shop = new LiveShop({ image, nodeName, ports: { amqp, management: http, prometheus } });
    await shop.apply({});
    broker = {
      amqpUrl: `amqp://127.0.0.1:${amqp}`,
      managementUrl: `http://127.0.0.1:${http}`,
      username: 'admin',
      password: shop.passwordOf('broker'),
      serverVersion: '4.0',
    };
    // Seen on 4.0 under load: a queue that is declared at the moment in which a policy is set has none until it is set again.
    await settled().catch(async () => {
      await shop.taint('rabbitmq_policy.limits');
      await shop.apply({});
    });
  });

  afterAll(() => shop.destroy());

  test.each(made.map((kinds) => [kinds.join(', '), kinds] as const))(
    '%s: what was predicted happens, and nothing else',
    async (_, kinds) => {
      const { after, replace = [] } = together(kinds);
      const trials = trialsOf(await observed());
      const could = await abilities(trials);
      await fillAll();
      await shop.declare(after);
      for (const address of replace) await shop.taint(address);
      const { findings } = await review();
      const before = await settled();
      const users = { api: shop.passwordOf('api'), worker: shop.passwordOf('worker') };
      const clients = await connectClients(broker, users, ['orders', 'emails', 'invoices']);
      try {
        await shop.apply(after, { refresh: false });

        await expectCut(clients, predictedCuts(findings, clients.names));
        await clients.close();
        await expectSoon(async () =>
          expect(outcomeOf(before, await observe(broker))).toEqual(predictedOutcome(findings, before)),
        );
        const can = await abilities(trials);
        expect(abilitiesBetween(could, can)).toEqual(predictedAbilities(findings, trials, could));
        const next = needsAnother(findings) ? await shop.apply(after).then(observed) : before;
        expect(next.objects).toEqual(before.objects);
      } finally {
        await clients.close();
        await shop.apply({}, { refresh: false });
        if (needsAnother(findings)) await shop.apply({});
      }
    },
  );

  test('a renamed construct changes nothing on the broker', async () => {
    const { after, back } = changes['construct-renamed'];
    await fillAll();
    const before = await settled();
    await shop.declare(after);

    const { findings, moved } = await review();
    await shop.apply(after);

    expect(findings).toEqual([]);
    expect(moved).toEqual([{ from: 'rabbitmq_queue.invoices', to: 'rabbitmq_queue.bills' }]);
    await expectSoon(async () => expect(await observe(broker)).toEqual(before));
    await shop.apply(back);
  });

  test('what exists is taken over, and only told again what the provider cannot read', async () => {
    await fillAll();
    const before = await settled();
    const { after } = changes['everything-imported'];
    await shop.forget();
    await shop.declare(after);

    const { findings, imported } = await review();
    await shop.apply(after);
    const next = await review();

    expect(new Set(findings.map(({ change }) => change))).toEqual(new Set(['user/password-rotated']));
    expect(imported).toHaveLength(19);
    await expectSoon(async () => expect(await observe(broker)).toEqual(before));
    expect(next.imported).toEqual([]);
    expect(next.findings.filter(({ change }) => !change.endsWith('/undeclared'))).toEqual([]);
    // The first apply after the take-over sends what the provider did not read.
    await shop.apply({});
    await expectSoon(async () => expect(await observe(broker)).toEqual(before));
  });

  test('tells the messages and consumers that a queue has now', async () => {
    await fillAll();
    const now = { messages: (await observed()).messages.get('shop/orders'), consumers: 0 };
    await shop.declare(changes['queue-deleted'].after);
    const deleted = { change: 'queue/deleted', object: { type: 'queue', vhost: 'shop', name: 'orders' }, now };

    await until('the node has counted', async () => expect((await review()).findings).toMatchObject([deleted]), {
      within: 30_000,
      every: 1_000,
    });
  });

  test('that something protected stands against is marked as refused', async () => {
    const { after } = changes['protected-queue-replaced'];
    await shop.declare(after);

    const { caveats, findings } = await review();

    expect(caveats).toEqual([
      { kind: 'refused', message: expect.stringMatching(/queue 'emails' in '[^']*' is protected/) },
    ]);
    expect(findings).toMatchObject([{ effect: 'data', change: 'queue/replaced' }]);
  });

  test('that locks Terraform out of the broker is seen, though it cannot be planned to its end', async () => {
    const [address = ''] = changes['administrator-password-rotated'].replace;
    await shop.declare({});
    await shop.taint(address);

    const { caveats, findings } = await review();
    await shop.taint(address, false);

    expect(caveats).toMatchObject([{ kind: 'incomplete', message: expect.stringContaining('401') }]);
    expect(findings[0]).toMatchObject({ effect: 'availability', change: 'node/administrator-password' });
  });

  test('is planned by what the state says while the broker is down', async () => {
    await docker(['stop', nodeName]);
    await shop.declare(changes['queue-deleted'].after);

    const { caveats, findings } = await review();

    expect(caveats).toMatchObject([{ kind: 'broker-down' }]);
    expect(findings).toMatchObject([{ effect: 'data', change: 'queue/deleted', object: { name: 'orders' } }]);
  });

  /** Reviews what is declared, and sees to it that no form of it tells a password. */
  async function review(): Promise<StackReview> {
    const stack = { name: 'shop', directory: shop.directory, dependencies: [] };
    const [reviewed] = await reviewStacks([stack], {}, () => undefined);
    if (reviewed?.failure !== undefined || reviewed === undefined) throw new Error(reviewed?.failure);
    const said = [asJson([reviewed]), asMarkdown([reviewed]), asText([reviewed], false)].join('\n');
    for (const owner of ['broker', 'api', 'worker']) expect(said).not.toContain(shop.passwordOf(owner));
    return reviewed;
  }

  async function fillAll(): Promise<void> {
    await fill(broker, 'shop', ['orders', 'emails', 'invoices', 'audit'], messages);
    await fill(broker, 'archive', ['archived'], 1);
  }

  /** What the user `api` succeeds with. */
  function abilities(trials: readonly Trial[]): Promise<readonly string[]> {
    return abilitiesOf(broker, shop.passwordOf('api'), trials);
  }

  /** What there is before a change: what policies give is told seconds after it is so. */
  function settled(): Promise<Observation> {
    const unchanged = async () => {
      const observation = await observe(broker);
      expect(observation.settings).toEqual(settings);
      return observation;
    };
    return until('the broker tells what was before', unchanged, { within: 30_000, every: 500 });
  }

  /** What there is, when the node has told all of it. */
  function observed(): Promise<Observation> {
    return until('the broker tells everything', () => observe(broker), { within: 30_000, every: 500 });
  }
});

/** The broker closes connections, and tells what it has, some time after what makes it do so. */
function expectSoon(expectation: () => Promise<void>): Promise<void> {
  return until('what was predicted has happened', expectation, { within: 30_000, every: 500 });
}

function expectCut(clients: Clients, expected: readonly string[]): Promise<void> {
  return expectSoon(async () => expect(clients.cut()).toEqual([...expected].sort()));
}

/** Whether what goes comes back by the apply after the one that was reviewed, as the review says. */
function needsAnother(findings: readonly ReviewFinding[]): boolean {
  return findings.some(({ change }) => ['binding/vanishes', 'volume/replaced'].includes(change));
}
