import { declaredDefinitions } from './declared-definitions';
import type { SynthesizedStack } from '../stack/app';
import { askBrokers, type Asked } from '../broker/ask-brokers';
import type { Plan } from '../terraform/plan';
import { planStack } from '../terraform/plan-stack';
import { reviewPlan, type ReviewOptions } from './review-plan';
import type { StackReview } from './stack-review';
import { takenOver } from './taken-over';

/**
 * Plans stacks and reviews the plans, in the order in which they would be applied.
 * @param stacks - each after those that it depends on
 * @param say - told what is about to be done
 * @param planFile - where the plan of a stack is kept, which holds secrets; nowhere by default
 */
export async function reviewStacks(
  stacks: readonly SynthesizedStack[],
  options: Pick<ReviewOptions, 'serverVersion'>,
  say: (message: string) => void,
  planFile: (stack: string) => string | undefined = () => undefined,
): Promise<readonly StackReview[]> {
  const reviews: StackReview[] = [];
  for (const stack of stacks) {
    say(`planning ${stack.name}`);
    const changing = stack.dependencies.filter((name) =>
      reviews.some(({ stack: other, findings }) => other === name && findings.length > 0),
    );
    reviews.push(await reviewStack(stack, changing, options, planFile(stack.name)));
  }
  return reviews;
}

/** Reviews a plan that somebody else made. */
export function reviewGivenPlan(stack: string, plan: Plan, options: ReviewOptions): StackReview {
  const incomplete = {
    kind: 'incomplete',
    message: 'an error stopped Terraform before it had planned everything',
  } as const;
  return {
    stack,
    caveats: plan.errored ? [incomplete] : [],
    findings: reviewPlan(plan, options),
    moved: movedIn(plan),
    imported: takenOver(plan, options.live ?? new Map()),
  };
}

async function reviewStack(
  stack: SynthesizedStack,
  changing: readonly string[],
  options: Pick<ReviewOptions, 'serverVersion'>,
  planFile: string | undefined,
): Promise<StackReview> {
  const planned = await planStack(stack, planFile);
  if ('failure' in planned) {
    return { stack: stack.name, caveats: [], findings: [], moved: [], imported: [], failure: planned.failure };
  }
  const { plan, caveats, isLive } = planned;
  const declared = declaredDefinitions(stack.directory);
  const asked: Asked = isLive ? await askBrokers(plan, stack, declared) : { live: new Map(), caveats: [] };
  const upstream = {
    kind: 'upstream-changes',
    message: `planned on what ${changing.map((name) => `'${name}'`).join(', ')} gives now, which changes too`,
  } as const;
  return {
    stack: stack.name,
    caveats: [...caveats, ...asked.caveats, ...(changing.length > 0 ? [upstream] : [])],
    findings: reviewPlan(plan, { ...options, live: asked.live, declared }),
    moved: movedIn(plan),
    imported: takenOver(plan, asked.live),
  };
}

function movedIn({ resources }: Plan): StackReview['moved'] {
  return byAddress(
    resources.flatMap(({ previousAddress: from, address: to }) => (from === undefined ? [] : [{ from, to }])),
  );
}

function byAddress<T extends { readonly to: string }>(entries: readonly T[]): readonly T[] {
  return entries.toSorted((one, other) => (one.to < other.to ? -1 : 1));
}
