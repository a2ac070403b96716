import { readPlan } from '../../../../cli/terraform/plan';
import { reviewPlan } from '../../../../cli/review/review-plan';
import type { LiveBroker } from '../../../../cli/broker/live-broker';
import { liveBroker } from '../live-broker';
import { parseServerVersion } from '../../../../model/server/server-version';

type Values = Readonly<Record<string, unknown>>;

const exchange = { name: 'events', vhost: 'shop', settings: [{ type: 'topic', durable: true }] };
const keys = (...exchanges: readonly string[]) => ({
  user: 'worker',
  vhost: 'shop',
  permissions: exchanges.map((name) => ({ exchange: name, write: '^order\\.', read: '' })),
});

function change(type: string, actions: readonly string[], before: Values | null, after: Values | null) {
  return { address: `${type}.it`, mode: 'managed', type, change: { actions, before, after } };
}

/** What is said of who may do what. */
function review(serverVersion: string, ...changes: readonly ReturnType<typeof change>[]) {
  return reviewAsking(undefined, serverVersion, ...changes);
}

function reviewAsking(
  live: Partial<LiveBroker> | undefined,
  serverVersion: string,
  ...changes: readonly ReturnType<typeof change>[]
) {
  const plan = readPlan(JSON.stringify({ format_version: '1.2', resource_changes: changes }), 'test');
  const known = live === undefined ? undefined : liveBroker(live);
  return reviewPlan(plan, { serverVersion: parseServerVersion(serverVersion), live: known })
    .filter(({ change: id }) => id.startsWith('permissions/'))
    .map(({ effect, change: id, message }) => `${effect} ${id}: ${message}`);
}

describe('the narrowing of routing keys', () => {
  const replaced = change('rabbitmq_exchange', ['delete', 'create'], exchange, exchange);

  test('that is made anew with its exchange leaves a moment in which every key may be used', () => {
    const narrowing = change('rabbitmq_topic_permissions', ['delete', 'create'], keys('events'), keys('events'));

    expect(review('4.3.6', replaced, narrowing)).toEqual([
      "access permissions/topic-changed: may publish to 'events' by routing keys that match '^order\\.' only, and bind from it by those that match ''; use every routing key with 'events' for a moment, until it is made again",
    ]);
  });

  test('that is changed leaves that moment for every exchange of the user, because the provider clears them all', () => {
    const narrowing = change(
      'rabbitmq_topic_permissions',
      ['update'],
      keys('events', 'audit'),
      keys('events', 'audit', 'more'),
    );

    expect(review('4.0.5', narrowing)).toEqual([
      expect.stringMatching(/use every routing key with 'events', 'audit' for a moment, until it is made again$/),
    ]);
  });

  test.each([
    ['4.3.2', true],
    ['4.3.6', true],
    ['4.0.5', false],
  ])('that a plan leaves alone goes with its exchange on %s: %s', (version, goes) => {
    const narrowing = change('rabbitmq_topic_permissions', ['no-op'], keys('events'), keys('events'));

    expect(review(version, replaced, narrowing)).toEqual(
      goes
        ? [
            "access permissions/topic-vanishes: may use every routing key with 'events', which is replaced and takes the narrowing with it although the plan is silent about it, until the apply after this one",
          ]
        : [],
    );
  });

  test('says nothing of a moment when it is new', () => {
    const narrowing = change('rabbitmq_topic_permissions', ['create'], null, keys('events'));

    expect(review('4.3.6', narrowing).join()).not.toContain('for a moment');
  });

  test('says nothing of users, virtual hosts and exchanges that go', () => {
    const narrowing = change('rabbitmq_topic_permissions', ['no-op'], keys('events'), keys('events'));
    const deleted = change('rabbitmq_exchange', ['delete'], exchange, null);
    const user = change('rabbitmq_user', ['delete'], { name: 'worker' }, null);

    expect(review('4.3.6', deleted, narrowing)).toEqual([]);
    expect(review('4.3.6', replaced, narrowing, user)).toEqual([]);
  });
});

describe('the first permissions of a user that is there, as an interrupted deploy leaves it', () => {
  const row = (user: string, vhost: string) => ({ user, vhost, configure: '', write: '', read: '' });
  const rest = [
    change('rabbitmq_exchange', ['no-op'], exchange, exchange),
    change('rabbitmq_user', ['no-op'], { name: 'worker' }, { name: 'worker' }),
    change('rabbitmq_permissions', ['create'], null, {
      ...{ user: 'worker', vhost: 'shop' },
      permissions: [{ configure: '', write: '^events$', read: '' }],
    }),
  ];

  test.each([
    ['has none', { permissions: [row('admin', '/')] }, 'online'],
    ['has some that nobody declared', { permissions: [row('admin', '/'), row('worker', 'other')] }, 'access'],
    ['lists none at all, perhaps because it may not', { permissions: [] }, 'access'],
    ['was not asked', undefined, 'access'],
  ])('where its broker %s', (_, live, effect) => {
    expect(reviewAsking(live, '4.3.6', ...rest)).toEqual([
      `${effect} permissions/widened: may now publish to 'events'`,
    ]);
  });
});
