import { reviewGivenPlan } from '../../../../cli/review/review-stacks';
import { asText } from '../../../../cli/review/report/text';
import type { Action, Plan, PlannedResource } from '../../../../cli/terraform/plan';

test.each<[Action, string]>([
  ['create', "300 × binding 'events -> orders (key-0)'"],
  ['delete', "300 × binding 'events -> orders (key-0)'"],
])('300 bindings with the same fate (%s) are told in a few lines', (action, told) => {
  const text = asText([reviewGivenPlan('shop', planOf({}, action), {})], false);

  expect(text).toContain(told);
  expect(text.split('\n').length).toBeLessThan(8);
});

test('a binding that went is told by its ends, and not by its address', () => {
  const { resources } = planOf({}, 'create');
  const [gone] = resources;
  const drift = [{ ...resources[0], action: 'delete', before: gone?.after } as PlannedResource];

  const text = asText([reviewGivenPlan('shop', planOf({ drift }, 'create'), {})], false);

  expect(text).toContain("binding 'events -> orders (key-0)' in 'shop' is no longer there");
});

function planOf(part: Partial<Plan>, action: Action): Plan {
  const resources = Array.from({ length: 300 }, (_, number): PlannedResource => {
    const attributes = {
      vhost: 'shop',
      source: 'events',
      destination: 'orders',
      destination_type: 'queue',
      routing_key: `key-${number}`,
    };
    return {
      address: `rabbitmq_binding.b${number}`,
      type: 'rabbitmq_binding',
      action,
      ...(action === 'create' ? { after: attributes } : { before: attributes }),
      unknown: {},
      replacePaths: [],
      provider: 'rabbitmq',
    };
  });
  const nothing = { drift: [], outputs: [], errored: false, providers: {}, values: new Map(), variables: {} };
  return { resources, ...nothing, ...part };
}
