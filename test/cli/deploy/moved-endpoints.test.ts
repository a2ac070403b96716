import { movedEndpoints, type DeclaredEndpoints } from '../../../cli/deploy/moved-endpoints';
import { ClusterStack } from '../../../stacks/cluster';
import { synth, testApp } from '../../harness';

const id = 'broker_Balancer_0F2A4F22';

test('has nothing to say of a stack that is not deployed, or answers where it did', () => {
  expect(movedEndpoints(declared(15670), new Map(), 'cluster')).toEqual([]);
  expect(movedEndpoints(declared(15670), deployed(15670), 'cluster')).toEqual([]);
});

test('says which container must be replaced before the broker answers on another port, and how', () => {
  expect(movedEndpoints(declared(15680), deployed(15670), 'cluster')).toEqual([
    "the broker is asked at http://127.0.0.1:15680, where container 'rabbit-balancer' answers only after it is replaced; " +
      'replace it first: rabbitmq-cdk deploy cluster --node rabbit-balancer, then rabbitmq-cdk deploy cluster',
  ]);
});

test('says so of another address too', () => {
  expect(movedEndpoints(declared(15670), deployed(15670, '10.0.0.1'), 'cluster')).toHaveLength(1);
});

test('finds the container of a stack as it is synthesized', () => {
  const json = synth(new ClusterStack(testApp(), 'cluster')) as unknown as DeclaredEndpoints;
  const containers = Object.keys(json.resource?.docker_container ?? {});
  const state = new Map(containers.map((name) => [`docker_container.${name}`, { ports: [] }]));

  expect(movedEndpoints(json, state, 'cluster')).toEqual([expect.stringContaining("container 'rabbit-balancer'")]);
});

function declared(port: number): DeclaredEndpoints {
  return {
    provider: { rabbitmq: [{ endpoint: `http://127.0.0.1:${port}` }] },
    resource: {
      docker_container: { [id]: { name: 'rabbit-balancer', ports: [{ external: port, ip: '127.0.0.1' }] } },
    },
  };
}

function deployed(external: number, ip = '127.0.0.1'): Parameters<typeof movedEndpoints>[1] {
  const values = { name: 'rabbit-balancer', ports: [{ external, internal: 15672, ip, protocol: 'tcp' }] };
  return new Map([[`docker_container.${id}`, values]]);
}
