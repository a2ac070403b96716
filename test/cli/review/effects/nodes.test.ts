import { reviewNodes } from '../../../../cli/review/effects/nodes';
import type { Action, PlannedResource } from '../../../../cli/terraform/plan';

describe('a cluster of three nodes', () => {
  test('goes on while one of them is replaced', () => {
    const findings = reviewNodes(cluster('replace', 'none', 'none'));

    expect(findings).toMatchObject([
      {
        effect: 'restart',
        change: 'node/replaced',
        object: { type: 'node', name: 'rabbit-0' },
        message:
          'is stopped and recreated: 2 of 3 nodes stay; clients of this one connect again, and quorum queues go on; transient messages in its classic queues go',
        because: 'image',
      },
    ]);
  });

  test('has no majority while two are replaced', () => {
    const findings = reviewNodes(cluster('replace', 'replace', 'none'));

    expect(findings.map(({ effect }) => effect)).toEqual(['availability', 'availability']);
    expect(findings[0]?.message).toMatch(/2 of 3 nodes go at once, and quorum queues have no majority/);
  });

  test('is gone while all are replaced, and the way to do without is named', () => {
    const [first] = reviewNodes(cluster('replace', 'replace', 'replace'));

    expect(first?.message).toMatch(/all 3 nodes go at once/);
    expect(first?.remedy).toBe('change one node at a time, and wait for each');
  });

  test('loses nobody when a node comes', () => {
    expect(reviewNodes(cluster('none', 'none', 'create'))).toMatchObject([
      { effect: 'online', change: 'node/created' },
    ]);
  });

  test('is told from another on another network', () => {
    const findings = reviewNodes([...cluster('replace'), ...cluster('none', 'none').map(onNetwork('other'))]);

    expect(findings).toMatchObject([{ effect: 'availability', message: expect.stringContaining('the only node') }]);
  });
});

test('a container that does not run RabbitMQ is no node', () => {
  const [node] = cluster('replace');

  expect(
    reviewNodes([{ ...(node as PlannedResource), before: { name: 'grafana' }, after: { name: 'grafana' } }]),
  ).toEqual([]);
});

test('the variables of a node are named, and never shown', () => {
  const [node] = cluster('replace') as [PlannedResource];
  const env = (password: string) => ({
    ...node.before,
    env: ['RABBITMQ_DEFAULT_USER=a', `RABBITMQ_ERLANG_COOKIE=${password}`],
  });

  const [finding] = reviewNodes([{ ...node, before: env('one'), after: env('two'), replacePaths: [['env']] }]);

  expect(finding?.because).toBe("env ('RABBITMQ_ERLANG_COOKIE')");
});

function cluster(...actions: readonly Action[]): readonly PlannedResource[] {
  return actions.map((action, index) => {
    const attributes = {
      name: `rabbit-${index}`,
      env: ['RABBITMQ_DEFAULT_USER=admin'],
      networks_advanced: [{ name: 'cluster' }],
    };
    return {
      address: `docker_container.rabbit-${index}`,
      type: 'docker_container',
      action,
      before: action === 'create' ? undefined : attributes,
      after: attributes,
      unknown: {},
      replacePaths: action === 'replace' ? [['image']] : [],
      provider: 'docker',
    };
  });
}

function onNetwork(name: string): (resource: PlannedResource) => PlannedResource {
  const moved = (attributes: PlannedResource['before']) =>
    attributes === undefined ? undefined : { ...attributes, networks_advanced: [{ name }] };
  return (resource) => ({ ...resource, before: moved(resource.before), after: moved(resource.after) });
}
