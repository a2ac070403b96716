import type { SynthesizedStack } from '../app';
import { askBroker, brokerAccess, type LiveBroker } from './live-broker';
import type { Plan } from './plan';
import { planStack } from './plan-stack';
import { reviewPlan, type ReviewOptions } from './review-plan';
import type { StackReview } from './stack-review';

/**
 * Plans stacks and reviews the plans, in the order in which they would be applied.
 * @param stacks - each after those that it depends on
 * @param say - told what is about to be done
 */
export async function reviewStacks(
  stacks: readonly SynthesizedStack[],
  options: Pick<ReviewOptions, 'serverVersion'>,
  say: (message: string) => void,
): Promise<readonly StackReview[]> {
  const reviews: StackReview[] = [];
  for (const stack of stacks) {
    say(`planning ${stack.name}`);
    const changing = stack.dependencies.filter((name) =>
      reviews.some(({ stack: other, findings }) => other === name && findings.length > 0),
    );
    reviews.push(await reviewStack(stack, changing, options));
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
    marks: plan.errored ? [incomplete] : [],
    findings: reviewPlan(plan, options),
    moved: movedIn(plan),
    imported: importedIn(plan),
  };
}

async function reviewStack(
  stack: SynthesizedStack,
  changing: readonly string[],
  options: Pick<ReviewOptions, 'serverVersion'>,
): Promise<StackReview> {
  const planned = await planStack(stack);
  if ('failure' in planned) {
    return { stack: stack.name, marks: [], findings: [], moved: [], imported: [], failure: planned.failure };
  }
  const { plan, marks, isLive } = planned;
  const live = isLive ? await askBrokers(plan) : new Map<string, LiveBroker>();
  const upstream = {
    kind: 'upstream-changes',
    message: `planned on what ${changing.map((name) => `'${name}'`).join(', ')} gives now, which changes too`,
  } as const;
  return {
    stack: stack.name,
    marks: changing.length > 0 ? [...marks, upstream] : marks,
    findings: reviewPlan(plan, { ...options, live }),
    moved: movedIn(plan),
    imported: importedIn(plan),
  };
}

/** Asks the brokers on which something changes that is there; one that does not answer is left out. */
async function askBrokers(plan: Plan): Promise<ReadonlyMap<string, LiveBroker>> {
  const changing = plan.resources.filter(
    ({ type, action, before }) => type.startsWith('rabbitmq_') && action !== 'none' && before !== undefined,
  );
  const answers = await Promise.all(
    [...new Set(changing.map(({ provider }) => provider))].map(async (provider) => {
      const access = brokerAccess(plan, provider);
      if (access === undefined) return [];
      return askBroker(access).then(
        (broker) => [[provider, broker] as const],
        () => [],
      );
    }),
  );
  return new Map(answers.flat());
}

function movedIn({ resources }: Plan): StackReview['moved'] {
  return byAddress(
    resources.flatMap(({ previousAddress: from, address: to }) => (from === undefined ? [] : [{ from, to }])),
  );
}

function importedIn({ resources }: Plan): StackReview['imported'] {
  return byAddress(resources.flatMap(({ importId: id, address: to }) => (id === undefined ? [] : [{ id, to }])));
}

function byAddress<T extends { readonly to: string }>(entries: readonly T[]): readonly T[] {
  return entries.toSorted((one, other) => (one.to < other.to ? -1 : 1));
}
