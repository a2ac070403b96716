import type { Action, Attributes, PlannedResource } from '../../../../cli/terraform/plan';
import { reviewPlan } from '../../../../cli/review/review-plan';

describe('a StatefulSet', () => {
  test('restarts its pods one by one for another template', () => {
    expect(review('update', set(3, '1Gi'), set(3, '2Gi'))).toMatchObject([
      {
        effect: 'restart',
        change: 'stateful-set/updated',
        object: { type: 'StatefulSet', name: 'rabbitmq' },
        message: 'restarts its 3 pods one by one: clients of each connect again, and quorum queues go on',
      },
    ]);
  });

  test('of one pod is away while that restarts', () => {
    expect(review('update', set(1, '1Gi'), set(1, '2Gi'))).toMatchObject([{ effect: 'availability' }]);
  });

  test('restarts nothing for anything else', () => {
    const labelled = { ...set(3, '1Gi'), metadata: [{ name: 'rabbitmq', labels: { team: 'orders' } }] };

    expect(review('update', set(3, '1Gi'), labelled)).toMatchObject([{ effect: 'online' }]);
    expect(review('update', set(3, '1Gi'), set(5, '1Gi'))).toMatchObject([
      { effect: 'online', message: 'goes from 3 to 5 pods' },
    ]);
  });

  test.each([
    [3, 2, 'restart', 'goes from 3 to 2 pods'],
    [3, 1, 'availability', 'goes from 3 to 1 pod, and quorum queues lose their majority'],
  ] as const)('from %i pods to %i is %s', (from, to, effect, message) => {
    expect(review('update', set(from, '1Gi'), set(to, '1Gi'))).toMatchObject([
      { effect, message, remedy: expect.stringContaining('forget_cluster_node') },
    ]);
  });

  test.each(['replace', 'delete'] as const)('that is to %s takes all its pods with it', (action) => {
    const after = action === 'replace' ? set(3, '1Gi') : undefined;

    expect(review(action, set(3, '1Gi'), after)).toMatchObject([
      { effect: 'availability', message: expect.stringContaining('its 3 pods go at once') },
    ]);
  });
});

function review(action: Action, before: Attributes, after: Attributes | undefined) {
  const resource: PlannedResource = {
    address: 'kubernetes_stateful_set_v1.rabbitmq',
    type: 'kubernetes_stateful_set_v1',
    action,
    before,
    after,
    unknown: {},
    replacePaths: [],
    provider: 'kubernetes',
  };
  const nothing = { drift: [], outputs: [], errored: false, providers: {}, values: new Map(), variables: {} };
  return reviewPlan({ ...nothing, resources: [resource] });
}

/** As the provider has it: blocks are lists, and the number of replicas is a text. */
function set(replicas: number, memory: string): Attributes {
  const template = [{ spec: [{ container: [{ name: 'rabbitmq', resources: [{ limits: { memory } }] }] }] }];
  return { metadata: [{ name: 'rabbitmq' }], spec: [{ replicas: String(replicas), template }] };
}
