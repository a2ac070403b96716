import type { SynthesizedStack } from '../stack/app';
import { beyondPlan } from '../terraform/beyond-plan';
import { withChangedConfig } from '../terraform/changed-config';
import type { Diagnostic } from '../terraform/diagnostic';
import { readPlan, type Plan, type PlannedResource } from '../terraform/plan';
import { Terraform, type Apply, type ApplyEvent, type Planned } from '../terraform/terraform';
import { addressesOf, declaringFirst, firstPolicies, standInsOf, withStandIns } from './first-policies';
import { objectLabel } from './object-label';
import { isStale, STALE } from './stale';

export interface StepsOptions {
  /**
   * The state that the plan was made of.
   * @default - it is not compared
   */
  readonly stateVersion?: string;
  /** Told what is done. */
  readonly say: (message: string) => void;
  readonly onEvent: (event: ApplyEvent) => void;
}

/**
 * Applies an approved plan. Where objects move from one policy to another, Terraform does it in two steps, because in one it
 * may take the old policy away first: it makes the new policies and widens those that take objects over, or has others stand in for
 * them, then does the rest.
 * Each step is planned of its own, under Terraform's lock and in its state, and does nothing that was not approved.
 * @returns the errors that it met
 */
export async function applyInSteps(
  stack: SynthesizedStack,
  plan: Plan,
  apply: Apply,
  { stateVersion, say, onEvent }: StepsOptions,
): Promise<readonly Diagnostic[]> {
  const first = firstPolicies(plan);
  const targets = addressesOf(first);
  if (targets.length === 0) {
    say('applying');
    return apply(onEvent);
  }
  const standIns = standInsOf(first.standIns);
  const terraform = new Terraform(stack.directory);
  const carryOut = async (
    { json, errors }: Planned,
    applyStep: Apply,
    except = standIns,
  ): Promise<readonly Diagnostic[]> => {
    if (errors.length > 0 || json === undefined) return errors;
    const more = beyondPlan(plan, readPlan(json, stack.name), new Set(except));
    return more.length > 0 ? [unlike(more)] : applyStep(onEvent);
  };
  say('letting the new policies apply before the old ones go');
  const begun = await withChangedConfig(stack.directory, declaringFirst(first, plan), (folder) =>
    new Terraform(folder).withPlan({ targets }, async (planned, applyFirst) => {
      if (await isStale(terraform, stateVersion)) return [stale];
      return carryOut(planned, applyFirst, [...first.widened.keys(), ...standIns]);
    }),
  );
  if (begun.length > 0) return begun;
  say('applying');
  if (standIns.length === 0) return terraform.withPlan({}, carryOut);
  const errors = await withChangedConfig(stack.directory, withStandIns(first), (folder) =>
    new Terraform(folder).withPlan({}, carryOut),
  );
  return errors.length > 0 ? errors : terraform.withPlan({ targets: standIns }, carryOut);
}

const stale: Diagnostic = { summary: STALE, detail: '' };

function unlike(more: readonly PlannedResource[]): Diagnostic {
  const most = 5;
  const changes = more.slice(0, most).map((resource) => `${resource.action} ${objectLabel(resource)}`);
  const others = more.length > most ? ` and ${more.length - most} more` : '';
  const what = `${changes.join(', ')}${others}`;
  return {
    summary: `the plan is stale: it takes more than was approved, and is not applied: ${what}`,
    detail: '',
  };
}
