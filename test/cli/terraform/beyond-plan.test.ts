import { beyondPlan } from '../../../cli/terraform/beyond-plan';
import { readPlan, type Plan } from '../../../cli/terraform/plan';
import { creates, deletes, keeps, replaces, updates, type ResourceChange } from '../review/smallest/smallest';

function planOf(...changes: readonly ResourceChange[]): Plan {
  return readPlan(JSON.stringify({ format_version: '1.2', resource_changes: changes }), 'test');
}

function withUnknown(change: ResourceChange, unknown: object): ResourceChange {
  return { ...change, change: { ...change.change, after_unknown: unknown } as ResourceChange['change'] };
}

const queue = { name: 'orders', settings: [{ durable: true }] };

test.each([
  ['does the same', planOf(creates('rabbitmq_queue', queue))],
  ['does nothing', planOf(keeps('rabbitmq_queue', queue))],
  ['no longer knows of it', planOf()],
])('a plan that %s is within the approved one', (_, plan) => {
  expect(beyondPlan(planOf(creates('rabbitmq_queue', queue)), plan)).toEqual([]);
});

test.each([
  ['deletes something else', planOf(deletes('rabbitmq_queue', queue))],
  ['creates it otherwise', planOf(creates('rabbitmq_queue', { ...queue, settings: [{ durable: false }] }))],
  ['replaces what is only changed', planOf(replaces('rabbitmq_queue', queue))],
])('a plan that %s is beyond it', (_, plan) => {
  const approved = planOf(creates('rabbitmq_queue', queue));

  expect(beyondPlan(approved, plan).map(({ address }) => address)).toEqual(['rabbitmq_queue.it']);
  expect(beyondPlan(approved, plan, new Set(['rabbitmq_queue.it']))).toEqual([]);
});

test('what the approved plan could not know may be anything', () => {
  const approved = withUnknown(updates('rabbitmq_user', { password: 'old' }, { name: 'app', tags: [{}] }), {
    password: true,
    tags: [{ value: true }],
  });
  const later = updates('rabbitmq_user', { password: 'old' }, { name: 'app', password: 'new', tags: [{ value: 'a' }] });
  const other = updates('rabbitmq_user', { password: 'old' }, { name: 'api', password: 'new', tags: [{ value: 'a' }] });

  expect(beyondPlan(planOf(approved), planOf(later))).toEqual([]);
  expect(beyondPlan(planOf(approved), planOf(other))).toHaveLength(1);
});
