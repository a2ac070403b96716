import { readPlan } from '../../../../cli/terraform/plan';
import { reviewPlan } from '../../../../cli/review/review-plan';

describe.each([
  ['kubernetes_namespace_v1', 'data'],
  ['kubernetes_service', 'availability'],
  ['kubernetes_service_v1', 'availability'],
  ['rabbitmq_shovel', 'data'],
  ['rabbitmq_federation_upstream', 'data'],
  ['random_password', 'online'],
])('a %s', (type, effect) => {
  test.each([[['delete']], [['delete', 'create']]])(`that is %j is ${effect}`, (actions) => {
    expect(review(type, actions)).toMatchObject([{ effect }]);
  });

  test.each([[['create']], [['update']]])('that is %j is online', (actions) => {
    expect(review(type, actions)).toMatchObject([{ effect: 'online', message: `is ${actions[0]}d` }]);
  });
});

test('says what a shovel that goes no longer does', () => {
  expect(review('rabbitmq_shovel', ['delete'])).toEqual([
    {
      effect: 'data',
      change: 'resource/deleted',
      object: { type: 'rabbitmq_shovel', vhost: 'shop', name: 'x' },
      at: 'rabbitmq_shovel.x',
      message: 'is deleted: it moves no message to its destination while it is not there',
      because: undefined,
    },
  ]);
});

function review(type: string, actions: readonly string[]): ReturnType<typeof reviewPlan> {
  const values = { name: 'x', vhost: type.startsWith('rabbitmq_') ? 'shop' : undefined };
  const before = actions[0] === 'create' ? null : values;
  const after = actions.at(-1) === 'delete' ? null : values;
  const change = { address: `${type}.x`, mode: 'managed', type, change: { actions, before, after } };
  return reviewPlan(readPlan(JSON.stringify({ format_version: '1.2', resource_changes: [change] }), 'test'));
}
