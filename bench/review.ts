import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asMarkdown } from '../cli/review/report/markdown';
import { readPlan } from '../cli/terraform/plan';
import { reviewGivenPlan } from '../cli/review/review-stacks';

export interface ReviewCost {
  readonly resources: number;
  readonly findings: number;
  /** Processor time in milliseconds, from the text of the plan to the comment. */
  readonly duration: number;
}

/** Reviews a plan that lowers a policy of all queues: what a review of many resources spends its time on. */
export function measureReview(resources: number): ReviewCost {
  const json = largePlan(resources);
  const start = process.cpuUsage();
  const review = reviewGivenPlan('large', readPlan(json, 'large'), {});
  asMarkdown([review]);
  const { user, system } = process.cpuUsage(start);
  return { resources, findings: review.findings.length, duration: (user + system) / 1_000 };
}

const recorded = join(__dirname, '..', 'test', 'recorded-plans', 'policy-lowered.json');

/**
 * The queues, exchanges and bindings of a recorded plan as often as it takes, each under names of its own, with all else
 * that is in it.
 */
function largePlan(resources: number): string {
  const plan: { readonly resource_changes: readonly { readonly type: string }[] } = JSON.parse(
    readFileSync(recorded, 'utf8'),
  );
  const topology = plan.resource_changes.filter(({ type }) => /queue|exchange|binding/.test(type));
  const others = plan.resource_changes.filter((change) => !topology.includes(change));
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
