import { readStack } from '../../../lab/stack/stack';

describe('a stack', () => {
  test('has resources that wait for what they refer to, for what they name, and for what their provider needs', () => {
    const { resources } = readStack({
      provider: { rabbitmq: [{ endpoint: 'http://127.0.0.1:15672', password: '${random_password.admin.result}' }] },
      resource: {
        random_password: { admin: { length: 40 } },
        docker_container: {
          node: { env: ['PASS=${random_password.admin.result}'], '//': { metadata: { path: 's/Node/Default' } } },
        },
        rabbitmq_vhost: { shop: { name: 'shop', provider: 'rabbitmq', depends_on: ['docker_container.node'] } },
      },
    });

    expect(resources).toMatchObject([
      { address: 'random_password.admin', dependencies: [] },
      { address: 'docker_container.node', path: 's/Node', dependencies: ['random_password.admin'] },
      {
        address: 'rabbitmq_vhost.shop',
        path: 'rabbitmq_vhost.shop',
        provider: 'rabbitmq',
        body: { name: 'shop' },
        dependencies: ['random_password.admin', 'docker_container.node'],
      },
    ]);
  });

  test('tells the configurations of one provider apart by their alias', () => {
    const { providers } = readStack({ provider: { docker: [{}, { alias: 'far' }], random: {} } });

    expect(providers).toEqual({ docker: {}, 'docker.far': {}, random: {} });
  });

  test.each([
    ['blocks that the lab does not know', { data: {}, module: {} }, "does not know the blocks 'data', 'module'"],
    [
      'rules of the lifecycle that could fail',
      { resource: { docker_volume: { data: { lifecycle: { postcondition: [] } } } } },
      "docker_volume.data: the lab does not know 'lifecycle.postcondition'",
    ],
    [
      'resources that are not there',
      { resource: { docker_volume: { data: { name: '${docker_network.main.name}' } } } },
      "docker_volume.data refers to 'docker_network.main', which is not in the stack",
    ],
    [
      'resources that wait for each other',
      {
        resource: { docker_volume: { a: { name: '${docker_volume.b.name}' }, b: { depends_on: ['docker_volume.a'] } } },
      },
      'docker_volume.a waits for docker_volume.b waits for docker_volume.a',
    ],
  ])('is refused for %s', (_, json, reason) => {
    expect(() => readStack(json)).toThrow(reason);
  });
});
