import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withNoted } from '../broker/noted-removals';
import { declaredDefinitions } from '../review/declared-definitions';
import type { SynthesizedStack } from '../stack/app';
import { readPlan } from '../terraform/plan';
import { inPrivateFolder } from '../terraform/private-folder';
import { Terraform } from '../terraform/terraform';
import { carryOut, reviewOf, type ApplyOptions, type Deployed } from './deploy';
import { heal } from './heal';
import type { KeptPlan } from './kept-plan';
import { costsOf, type Cost } from './losses';
import { clearTheWay } from './orphans';
import { recoverState } from './recover-state';
import { isStale, STALE } from './stale';
import { shellCommand } from '../../host/shell-word';

export interface KeptOptions extends ApplyOptions {
  /** Where the plan was kept. */
  readonly folder: string;
}

/**
 * Applies exactly the plan that was reviewed. It does not when the plan is stale: the state is another, or
 * what the plan does costs by now what it did not cost when it was reviewed.
 */
export async function applyKept(
  stack: SynthesizedStack,
  kept: KeptPlan,
  { folder: keptIn, ...options }: KeptOptions,
): Promise<Deployed> {
  const again = shellCommand('rabbitmq-cdk', 'review', stack.name, '--out', keptIn);
  const refuse = (reason: string): Deployed => ({
    ...{ stack: stack.name, outcome: 'refused', done: 0, total: 0 },
    reasons: [reason, `review and approve it again: ${again}`],
  });
  if (kept.review.failure !== undefined) return refuse('it could not be planned when it was reviewed');
  if (kept.plan === undefined)
    return refuse(
      `its review is not the whole truth (${kept.review.caveats.map(({ kind }) => kind).join(', ')}), so that no plan was kept`,
    );
  const { plan: bytes, stateVersion } = kept;
  await recoverState(stack, options.say);
  const terraform = new Terraform(stack.directory);
  // Before anything is done, and before the review is told, which is of a world that has moved.
  if (await isStale(terraform, stateVersion)) return refuse(STALE);
  const { orphans } = await heal(stack, options.say);
  // What is taken into the state would make the plan stale.
  await clearTheWay(stack, orphans, options);
  return inPrivateFolder(async (folder) => {
    const file = join(folder, 'kept');
    writeFileSync(file, bytes, { mode: 0o600 });
    const plan = readPlan(await terraform.showPlan(file), stack.name);
    const approved = new Set(costsOf(kept.review, plan, stack.name).map(idOf));
    const noted = await withNoted(stack, plan, declaredDefinitions(stack.directory));
    const costs = costsOf(await reviewOf(stack, noted), plan, stack.name);
    const more = costs.filter((cost) => !approved.has(idOf(cost)));
    if (more.length > 0)
      return refuse(
        `the plan is stale: it costs more than was approved: ${more.map(({ loss, message }) => `${loss}: ${message}`).join('; ')}`,
      );
    return carryOut(stack, plan, (onEvent) => terraform.apply(file, onEvent), {
      ...options,
      refused: [],
      stateVersion,
      again,
    });
  });
}

/** What is lost of what, without how much of it is there right now. */
function idOf({ loss, message }: Cost): string {
  return JSON.stringify([loss, message]);
}
