import type { LiveBroker } from '../../../../cli/broker/live-broker';
import type { ReviewFinding } from '../../../../cli/review/finding';
import { reviewPlan } from '../../../../cli/review/review-plan';
import { readPlan } from '../../../../cli/terraform/plan';
import { liveBroker } from '../live-broker';

/** An effect and id of a change, and what is found in the smallest plan that makes it. */
export type Smallest = readonly [finding: string, found: () => readonly ReviewFinding[]];

/** A change of a resource, as `terraform show -json` prints it. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly mode: 'managed';
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: object | null;
    readonly after: object | null;
  };
}

/** A resource that is created. */
export function creates(type: string, after: object, name?: string): ResourceChange {
  return changeOf(type, ['create'], null, after, name);
}

/** A resource that is changed in place. */
export function updates(type: string, before: object, after: object): ResourceChange {
  return changeOf(type, ['update'], before, after);
}

/** A resource that is deleted and created again; as it was by default. */
export function replaces(type: string, before: object, after = before): ResourceChange {
  return changeOf(type, ['delete', 'create'], before, after);
}

/** A resource that is deleted. */
export function deletes(type: string, before: object): ResourceChange {
  return changeOf(type, ['delete'], before, null);
}

/** A resource that leaves the state, and stays as it is. */
export function forgets(type: string, before: object): ResourceChange {
  return changeOf(type, ['forget'], before, null);
}

/** A resource that stays. */
export function keeps(type: string, it: object, name?: string): ResourceChange {
  return changeOf(type, ['no-op'], it, it, name);
}

/** What is told of a plan that makes changes: `online queue/created`. */
export function toldOf(...changes: readonly ResourceChange[]): readonly string[] {
  return foundIn(...changes).map(told);
}

/** The findings of a plan that makes changes. */
export function foundIn(...changes: readonly ResourceChange[]): readonly ReviewFinding[] {
  return foundInPlan({ resource_changes: changes });
}

/** What is told where the broker says something beside the plan. */
export function toldBeside(said: Partial<LiveBroker>, ...changes: readonly ResourceChange[]): readonly string[] {
  return foundBeside(said, ...changes).map(told);
}

/** The findings where the broker says something beside the plan. */
export function foundBeside(
  said: Partial<LiveBroker>,
  ...changes: readonly ResourceChange[]
): readonly ReviewFinding[] {
  return foundInPlan({ resource_changes: changes }, said);
}

/** The findings of a plan for a 4.3 broker. */
export function foundInPlan(plan: object, said?: Partial<LiveBroker>): readonly ReviewFinding[] {
  const read = readPlan(JSON.stringify({ format_version: '1.2', resource_changes: [], ...plan }), 'test');
  const live = said === undefined ? undefined : liveBroker(said);
  return reviewPlan(read, { serverVersion: { major: 4, minor: 3, patch: 6 }, live });
}

/** `online queue/created` */
export function told({ effect, change }: Pick<ReviewFinding, 'effect' | 'change'>): string {
  return `${effect} ${change}`;
}

function changeOf(
  type: string,
  actions: readonly string[],
  before: object | null,
  after: object | null,
  name = 'it',
): ResourceChange {
  return { address: `${type}.${name}`, type, mode: 'managed', change: { actions, before, after } };
}
