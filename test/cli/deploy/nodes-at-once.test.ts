import { nodesAtOnce } from '../../../cli/deploy/nodes-at-once';
import { readPlan } from '../../../cli/terraform/plan';

const node = (name: string) => ({
  name,
  upload: [{ file: '/etc/rabbitmq/rabbitmq.conf', content: '' }],
  volumes: [{ volume_name: `${name}-data` }],
  networks_advanced: [{ name: 'rabbit-cluster' }],
});

test('lets one node be replaced', () => {
  const plan = planOf([change('docker_container', node('rabbit1'), ['delete', 'create'])]);

  expect(nodesAtOnce(plan, 'cluster')).toEqual([]);
});

test('refuses to replace two nodes at once, and says how to do it one by one', () => {
  const plan = planOf(
    ['rabbit1', 'rabbit2'].map((name) => change('docker_container', node(name), ['delete', 'create'])),
  );

  expect(nodesAtOnce(plan, 'cluster')).toEqual([
    'the nodes rabbit1, rabbit2 would go at the same time, and quorum queues lose their majority; ' +
      'replace one after the other: rabbitmq-cdk roll cluster',
  ]);
});

test('refuses to delete one node and replace another', () => {
  const plan = planOf([
    change('docker_container', node('rabbit1'), ['create', 'delete']),
    change('docker_container', node('rabbit2'), ['delete']),
  ]);

  expect(nodesAtOnce(plan, 'cluster')).toHaveLength(1);
});

test('lets the load balancer be replaced beside a node', () => {
  const balancer = { name: 'rabbit-balancer', upload: [{ file: '/usr/local/etc/haproxy/haproxy.cfg' }] };
  const plan = planOf([
    change('docker_container', node('rabbit1'), ['delete', 'create']),
    change('docker_container', balancer, ['delete', 'create']),
  ]);

  expect(nodesAtOnce(plan, 'cluster')).toEqual([]);
});

test('lets a whole cluster be created', () => {
  const plan = planOf(
    ['rabbit1', 'rabbit2', 'rabbit3'].map((name) => change('docker_container', node(name), ['create'])),
  );

  expect(nodesAtOnce(plan, 'cluster')).toEqual([]);
});

test.each([['rabbit1'], ['rabbit1', 'rabbit2', 'rabbit3']])(
  'refuses to give another cookie to %s, and says how all nodes get it',
  (...names) => {
    const cookie = { file: '/var/lib/rabbitmq/.erlang.cookie', content: 'old cookie' };
    const withCookie = (name: string) => ({ ...node(name), upload: [...node(name).upload, cookie] });
    const plan = planOf([
      change('random_password', { name: 'cookie', result: 'old cookie' }, ['delete', 'create']),
      ...names.map((name) => change('docker_container', withCookie(name), ['delete', 'create'])),
    ]);

    expect(nodesAtOnce(plan, 'cluster')).toEqual([
      'the nodes get another Erlang cookie, and a node whose cookie is not that of its peers cannot join them; when ' +
        'clients can wait for all nodes, replace them at once: rabbitmq-cdk deploy cluster --allow availability',
    ]);
  },
);

test('counts no node that an interrupted apply did not complete', () => {
  const plan = planOf(
    ['rabbit1', 'rabbit2', 'rabbit3'].map((name) => ({
      ...change('docker_container', node(name), ['delete', 'create']),
      action_reason: 'replace_because_tainted',
    })),
  );

  expect(nodesAtOnce(plan, 'cluster')).toEqual([]);
});

function change(
  type: string,
  values: { readonly name: string; readonly [key: string]: unknown },
  actions: readonly string[],
): object {
  const before = actions.includes('delete') ? values : null;
  const after = actions.includes('create') ? values : null;
  return { address: `${type}.${values.name}`, mode: 'managed', type, change: { actions, before, after } };
}

function planOf(changes: readonly object[]): ReturnType<typeof readPlan> {
  return readPlan(JSON.stringify({ format_version: '1.2', resource_changes: changes }), 'test');
}
