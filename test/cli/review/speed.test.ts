import { asMarkdown } from '../../../cli/review/markdown';
import { readPlan } from '../../../cli/review/plan';
import { reviewGivenPlan } from '../../../cli/review/review-stacks';
import { recordedJson } from './recorded';

/** The resources of a recorded plan as often as it takes for this many, each under names of its own. */
function planOf(resources: number): string {
  const plan = JSON.parse(recordedJson('policy-lowered'));
  const topology = plan.resource_changes.filter(({ type }: { type: string }) => /queue|exchange|binding/.test(type));
  const others = plan.resource_changes.filter((change: object) => !topology.includes(change));
  const copies = Array.from({ length: Math.ceil(resources / topology.length) }, (_, number) =>
    JSON.parse(JSON.stringify(topology).replaceAll(/(orders|emails|events|audit|invoices|legacy)/g, `$1${number}`)),
  );
  const wider = JSON.stringify(others).replaceAll('^(orders|emails)$', '^(orders|emails)\\\\d+$');
  return JSON.stringify({
    ...plan,
    prior_state: undefined,
    resource_changes: [...JSON.parse(wider), ...copies.flat()],
  });
}

// The processor's time, so that the test says the same on a machine that is busy with others.
test('a plan of 1,000 resources is reviewed within a second', () => {
  const json = planOf(1_000);
  const start = process.cpuUsage();

  const review = reviewGivenPlan('large', readPlan(json, 'large'), {});
  const text = asMarkdown([review]);
  const { user, system } = process.cpuUsage(start);

  expect(review.findings.length).toBeGreaterThan(150);
  expect(text).toContain('× queue');
  expect((user + system) / 1_000).toBeLessThan(1_000);
});
