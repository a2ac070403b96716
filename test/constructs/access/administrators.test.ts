import { TerraformStack } from 'cdktf';
import { DockerBroker, type DockerBrokerOptions } from '../../../constructs/docker/docker-broker';
import { DockerEngine } from '../../../constructs/docker/docker-engine';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { resourceOf, resourcesOf, synth, testApp } from '../../harness';

function fixture(options: DockerBrokerOptions = {}) {
  const stack = new TerraformStack(testApp(), 'test');
  const broker = new DockerBroker(stack, 'broker', { engine: new DockerEngine(stack, 'docker'), ...options });
  return { stack, broker, vhost: new Vhost(stack, 'shop', { broker }) };
}

/** How often each password was replaced, by the administrator whose it is. */
function rotations({ stack }: ReturnType<typeof fixture>) {
  const passwords = resourcesOf(stack, 'random_password');
  const turns = (path: string) => (passwords[path]?.['keepers'] as { rotation?: string } | undefined)?.rotation;
  return [turns('test/broker/Password'), turns('test/broker/SecondAdministrator/Password')];
}

function providerOf(stack: TerraformStack): Record<string, unknown> {
  const [provider] = (synth(stack)['provider'] as { rabbitmq: Record<string, unknown>[] }).rabbitmq;
  return provider ?? {};
}

test('there is one administrator, whom the broker makes, unless credentials are to rotate', () => {
  const { stack, broker } = fixture();

  expect(resourcesOf(stack, 'rabbitmq_user')).toEqual({});
  expect(resourcesOf(stack, 'rabbitmq_permissions')).toEqual({});
  expect(broker.administrators).toEqual([]);
  expect(Object.values(resourcesOf(stack, 'docker_container'))[0]).not.toHaveProperty('lifecycle');
});

test.each<[number, string, readonly string[], readonly (string | undefined)[]]>([
  [0, 'admin', ['admin-2'], [undefined, undefined]],
  [1, 'admin-2', ['admin-2', 'admin'], ['1', undefined]],
  [2, 'admin', ['admin', 'admin-2'], ['1', '1']],
  [3, 'admin-2', ['admin-2', 'admin'], ['2', '1']],
])(
  'rotation %i: Terraform logs in as %s, and the other has got another password',
  (adminRotation, acting, declared, turns) => {
    const given = fixture({ adminRotation });

    expect(given.broker.adminUser).toBe(acting);
    expect(given.broker.administrators.map(({ userName }) => userName)).toEqual(declared);
    expect(rotations(given)).toEqual(turns);
    expect(providerOf(given.stack)).toMatchObject({
      username: acting,
      password: expect.stringContaining(acting === 'admin' ? '.broker_Password_' : '.broker_SecondAdministrator_'),
    });
  },
);

test('a node takes other credentials at its first boot only, and so is not made anew for them', () => {
  const { stack } = fixture({ adminRotation: 1 });

  expect(Object.values(resourcesOf(stack, 'docker_container'))[0]).toMatchObject({
    env: expect.arrayContaining([
      'RABBITMQ_DEFAULT_USER=admin-2',
      `RABBITMQ_DEFAULT_PASS=${providerOf(stack)['password']}`,
    ]),
    lifecycle: { ignore_changes: ['env'] },
  });
});

test('administrators may do everything wherever something is declared, as long as it is', () => {
  const { stack, broker, vhost } = fixture({ adminRotation: 1 });
  new QuorumQueue(stack, 'tasks', { vhost: Vhost.fromVhostName(stack, 'root', broker, '/') });

  const orders = new QuorumQueue(stack, 'orders', { vhost });

  const permissions = resourcesOf(stack, 'rabbitmq_permissions');
  expect(Object.values(permissions).map((row) => [row['user'], row['vhost']])).toEqual(
    expect.arrayContaining(['admin', 'admin-2'].flatMap((user) => ['/', 'shop'].map((name) => [user, name]))),
  );
  expect(resourceOf(stack, orders)['depends_on']).toEqual(
    expect.arrayContaining([
      'rabbitmq_vhost.shop',
      ...['admin', 'admin-2'].map((name) =>
        expect.stringMatching(new RegExp(`^rabbitmq_permissions\\.broker_Administrator${name}_Grantsshop_`)),
      ),
    ]),
  );
});

test('the one who stands by goes first, since the acting one has to delete it', () => {
  const { stack } = fixture({ adminRotation: 1 });

  const users = resourcesOf(stack, 'rabbitmq_user');
  expect(users['test/broker/Administrator:admin/Default']?.['depends_on']).toEqual([
    expect.stringMatching(/^docker_container\./),
    expect.stringMatching(/^rabbitmq_user\.broker_Administratoradmin-2_/),
  ]);
});

test('a broker that imports definitions takes the other password from them', () => {
  const given = fixture({ adminRotation: 3, topologyBy: 'definitions' });

  expect(rotations(given)).toEqual(['3', undefined]);
  expect(given.broker.adminUser).toBe('admin');
});

test('fails when it is no number of times', () => {
  expect(() => fixture({ adminRotation: 1.5 })).toThrow(/'adminRotation' must be a whole number, 0 or more, got 1.5/);
});
