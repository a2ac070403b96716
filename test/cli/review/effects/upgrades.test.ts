import { reviewPlan } from '../../../../cli/review/review-plan';
import type { Attributes, PlannedResource } from '../../../../cli/terraform/plan';

test.each([
  ['rabbitmq:4.0.5-management', 'rabbitmq:4.3.6-management'],
  ['rabbitmq:4.3-management', 'rabbitmq:4.0-management'],
  ['registry.example.com/library/rabbitmq:4.1', 'registry.example.com/library/rabbitmq:4.3'],
])('nodes in containers that go from %s to %s do not boot', (from, to) => {
  expect(upgrades([image(from, to), node('a'), node('b')])).toMatchObject([
    {
      effect: 'availability',
      object: { type: 'node', name: 'a, b' },
      message: expect.stringMatching(/^impossible upgrade: /),
      remedy: expect.any(String),
    },
  ]);
});

test.each([
  ['rabbitmq:4.2-management', 'rabbitmq:4.3-management'],
  ['rabbitmq:latest', 'rabbitmq:4.3-management'],
  ['haproxy:2.0', 'haproxy:3.2'],
])('nothing is said of containers that go from %s to %s', (from, to) => {
  expect(upgrades([image(from, to), node('a')])).toEqual([]);
});

test('nothing is said of an image without nodes', () => {
  expect(upgrades([image('rabbitmq:4.0', 'rabbitmq:4.3')])).toEqual([]);
});

test('pods of a StatefulSet that go from 4.0 to 4.3 do not boot', () => {
  const plan = resource('kubernetes_stateful_set_v1', set('rabbitmq:4.0-management'), set('rabbitmq:4.3-management'));

  expect(upgrades([plan])).toMatchObject([{ object: { name: 'rabbitmq' } }]);
});

function upgrades(resources: readonly PlannedResource[]) {
  return reviewPlan({ resources, outputs: [], drift: [], forgotten: [] } as never).filter(
    ({ change }) => change === 'node/impossible-upgrade',
  );
}

function resource(type: string, before: Attributes, after: Attributes): PlannedResource {
  return { address: `${type}.it`, type, action: 'replace', before, after, unknown: {}, replacePaths: [] } as never;
}

const image = (from: string, to: string) => resource('docker_image', { name: from }, { name: to });

function node(name: string): PlannedResource {
  const attributes = { name, env: ['RABBITMQ_DEFAULT_USER=admin'], networks_advanced: [{ name: 'net' }] };
  return resource('docker_container', attributes, attributes);
}

function set(pod: string): Attributes {
  const template = [{ spec: [{ container: [{ name: 'rabbitmq', image: pod }] }] }];
  return { metadata: [{ name: 'rabbitmq' }], spec: [{ replicas: 3, template }] };
}
