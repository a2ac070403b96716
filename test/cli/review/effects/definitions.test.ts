import { reviewDefinitions } from '../../../../cli/review/effects/definitions';
import { reviewPlan } from '../../../../cli/review/review-plan';
import type { Plan, PlannedResource } from '../../../../cli/terraform/plan';
import { NEWEST_SERVER_VERSION } from '../../../../model/server/server-version';
import { emptyTopology } from '../../../../model/topology/topology';
import { liveBroker } from '../live-broker';

const user = { name: 'app', password_hash: 'aaaa', hashing_algorithm: 'rabbit_password_hashing_sha256', tags: [] };
const permission = { user: 'app', vhost: 'shop', configure: '', write: '.*', read: '.*' };
const exchange = {
  name: 'events',
  vhost: 'shop',
  type: 'topic',
  durable: true,
  auto_delete: false,
  internal: false,
  arguments: {},
};

const declared = {
  vhosts: [{ name: 'shop' }],
  users: [user],
  permissions: [permission],
  queues: [queue('orders'), queue('emails')],
  exchanges: [exchange],
  bindings: [
    {
      vhost: 'shop',
      source: 'events',
      destination: 'orders',
      destination_type: 'queue',
      routing_key: '#',
      arguments: {},
    },
  ],
  policies: [policy(100_000)],
};

type Declared = typeof declared;

test.each<[string, Partial<Declared>, string, string]>([
  ['a limit that becomes lower loses messages', { policies: [policy(2)] }, 'data', 'queue/settings-changed'],
  ['a queue that is no longer declared goes', { queues: [queue('orders')] }, 'data', 'queue/deleted'],
  ['a binding that is no longer declared goes', { bindings: [] }, 'data', 'binding/deleted'],
  ['a user that is no longer declared goes', { users: [], permissions: [] }, 'availability', 'user/deleted'],
  [
    'an exchange of another type fails the Job',
    { exchanges: [{ ...exchange, type: 'direct' }] },
    'availability',
    'definitions/not-changed',
  ],
  [
    'permissions that narrow are told as operations',
    { permissions: [{ ...permission, write: '' }] },
    'access',
    'permissions/narrowed',
  ],
  [
    'another hash is another password',
    { users: [{ ...user, password_hash: 'bbbb' }] },
    'access',
    'user/password-rotated',
  ],
  [
    'what the broker refuses is predicted',
    { queues: [...declared.queues, queue('amq.mine')] },
    'availability',
    'definitions/refused',
  ],
])('of topology by definitions: %s', (_, change, effect, kind) => {
  const findings = reviewed({ ...declared, ...change });

  expect(findings).toContainEqual(expect.objectContaining({ effect, change: kind }));
  expect(findings[0]?.effect).toBe(effect);
  expect(JSON.stringify(findings)).not.toMatch(/aaaa|bbbb/);
});

test('an exchange of other arguments is left as it is, whatever their values are', () => {
  const findings = reviewed({ ...declared, exchanges: [{ ...exchange, arguments: { weight: 2 } }] });

  expect(findings[0]).toMatchObject({ change: 'definitions/not-changed', because: 'weight none → 2' });
});

test.each([
  ['stays as the broker has it', [queue('orders')], true],
  ['is there as it is wanted: an earlier import has failed', [typed('classic')], false],
  ['is not there any more, so that the import makes it', [], false],
])('a queue of another type that %s', (_, queues, isKept) => {
  const [before, after] = [[queue('orders')], [typed('classic')]].map((own) => ({ ...emptyTopology, queues: own }));
  const live = liveBroker({ queues }).get('rabbitmq');

  const findings = reviewDefinitions({ at: 'x', hasJob: true, before, after }, NEWEST_SERVER_VERSION, live);

  expect(findings.map(({ change }) => change)).toEqual(isKept ? ['definitions/not-changed'] : []);
});

test('a new queue is an online change of topology by definitions', () => {
  const findings = reviewed({ ...declared, queues: [...declared.queues, queue('bills')] });

  expect(findings.map(({ effect, change }) => [effect, change])).toEqual([
    ['online', 'queue/created'],
    ['online', 'resource/replaced'],
    ['online', 'resource/updated'],
  ]);
});

test('definitions of which only the apply tells what is in them count as a loss', () => {
  const [first] = reviewPlan(planOf([secret(JSON.stringify(declared), undefined)]));

  expect(first).toMatchObject({ effect: 'data', change: 'definitions/unknown' });
});

test('the same file on three nodes is told once', () => {
  const nodes = ['a', 'b', 'c'].map((name): PlannedResource => ({
    ...resource('docker_container', name),
    action: 'replace',
    before: container(name, declared),
    after: container(name, { ...declared, policies: [policy(2)] }),
  }));

  const lowered = reviewPlan(planOf(nodes)).filter(({ change }) => change === 'queue/settings-changed');
  expect(lowered.map(({ object }) => object.name)).toEqual(['orders']);
});

function queue(name: string) {
  return { name, vhost: 'shop', durable: true, auto_delete: false, arguments: { 'x-queue-type': 'quorum' } };
}

function typed(type: string) {
  return { ...queue('orders'), arguments: { 'x-queue-type': type } };
}

function policy(length: number) {
  return {
    name: 'limits',
    vhost: 'shop',
    pattern: '^orders$',
    'apply-to': 'queues',
    definition: { 'max-length': length },
    priority: 0,
  };
}

function reviewed(after: object) {
  const job: PlannedResource = { ...resource('kubernetes_job_v1', 'import'), action: 'replace', before: {}, after: {} };
  return reviewPlan(planOf([secret(JSON.stringify(declared), JSON.stringify(after)), job]));
}

function secret(before: string, after: string | undefined): PlannedResource {
  return {
    ...resource('kubernetes_secret_v1', 'definitions'),
    action: 'update',
    before: { data: { 'definitions.json': before } },
    after: { data: after === undefined ? undefined : { 'definitions.json': after } },
  };
}

function container(name: string, definitions: object) {
  return {
    name,
    env: ['RABBITMQ_NODENAME=x'],
    upload: [{ file: '/etc/rabbitmq/definitions.json', content: JSON.stringify(definitions) }],
  };
}

function resource(type: string, name: string) {
  return { address: `${type}.${name}`, type, unknown: {}, replacePaths: [], provider: type.split('_')[0] ?? '' };
}

function planOf(resources: readonly PlannedResource[]): Plan {
  return { resources, drift: [], outputs: [], errored: false, providers: {}, values: new Map(), variables: {} };
}
