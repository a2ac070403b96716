import type { BrokerChange } from './broker-change';
import { changeDiagrams } from './change-diagrams';
import { declaredDefinitions } from './declared-definitions';
import type { SynthesizedStack } from '../stack/app';
import { askBrokers, type Asked } from '../broker/ask-brokers';
import { withNoted } from '../broker/noted-removals';
import type { Plan } from '../terraform/plan';
import { planStack } from '../terraform/plan-stack';
import { brokerChanges, reviewPlan, type ReviewOptions } from './review-plan';
import { isOfPlan } from './finding';
import type { StackReview } from './stack-review';
import { takenOver } from './taken-over';
import { undeclaredOnBrokers } from './undeclared';

/**
 * Plans stacks and reviews the plans, in the order in which they would be applied.
 * @param stacks - each after those that it depends on
 * @param say - told what is about to be done
 * @param planFile - where the plan of a stack is kept, which holds secrets; nowhere by default
 * @param hear - told what becomes of each broker
 */
export async function reviewStacks(
  stacks: readonly SynthesizedStack[],
  options: Pick<ReviewOptions, 'serverVersion'>,
  say: (message: string) => void,
  planFile: (stack: string) => string | undefined = () => undefined,
  hear: Hear = () => undefined,
): Promise<readonly StackReview[]> {
  const reviews: StackReview[] = [];
  for (const stack of stacks) {
    say(`planning ${stack.name}`);
    const changing = stack.dependencies.filter((name) =>
      reviews.some(({ stack: other, findings }) => other === name && findings.some(isOfPlan)),
    );
    reviews.push(await reviewStack(stack, changing, options, planFile(stack.name), hear));
  }
  return reviews;
}

/** One that is told what becomes of a broker. */
export type Hear = (stack: string, change: BrokerChange) => void;

/** Reviews a plan that somebody else made. */
export function reviewGivenPlan(
  stack: string,
  plan: Plan,
  options: ReviewOptions,
  hear: Hear = () => undefined,
): StackReview {
  const changes = brokerChanges(plan, options);
  for (const change of changes) hear(stack, change);
  const incomplete = {
    kind: 'incomplete',
    message: 'an error stopped Terraform before it had planned everything',
  } as const;
  return {
    stack,
    caveats: plan.errored ? [incomplete] : [],
    findings: reviewPlan(plan, options),
    diagrams: changes.flatMap(changeDiagrams),
    moved: movedIn(plan),
    imported: takenOver(plan, options.live ?? new Map()),
  };
}

async function reviewStack(
  stack: SynthesizedStack,
  changing: readonly string[],
  options: Pick<ReviewOptions, 'serverVersion'>,
  planFile: string | undefined,
  hear: Hear,
): Promise<StackReview> {
  const planned = await planStack(stack, planFile);
  if ('failure' in planned) {
    const nothing = { caveats: [], findings: [], diagrams: [], moved: [], imported: [] };
    return { stack: stack.name, ...nothing, failure: planned.failure };
  }
  const { plan, caveats, isLive } = planned;
  const files = declaredDefinitions(stack.directory);
  const noted = isLive ? await withNoted(stack, plan, files) : { plan, declared: files, caveats: [] };
  const { declared } = noted;
  const asked: Asked = isLive ? await askBrokers(noted.plan, stack, declared) : { live: new Map(), caveats: [] };
  const known = { ...options, live: asked.live, declared };
  const changes = brokerChanges(plan, known);
  const isEmpty = isLive && plan.resources.length === 0 && plan.outputs.length === 0;
  const undeclared = isEmpty ? await undeclaredOnBrokers(stack, noted.plan, declared) : { findings: [], caveats: [] };
  for (const change of changes) hear(stack.name, change);
  const upstream = {
    kind: 'upstream-changes',
    message: `planned on what ${changing.map((name) => `'${name}'`).join(', ')} gives now, which changes too`,
  } as const;
  return {
    stack: stack.name,
    caveats: [
      ...caveats,
      ...noted.caveats,
      ...asked.caveats,
      ...undeclared.caveats,
      ...(changing.length > 0 ? [upstream] : []),
    ],
    findings: [...reviewPlan(plan, known), ...undeclared.findings],
    diagrams: changes.flatMap(changeDiagrams),
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
