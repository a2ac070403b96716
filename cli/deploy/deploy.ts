import type { SynthesizedStack } from '../stack/app';
import { stackConfig } from '../stack/stack-config';
import { stackContainers } from '../stack/stack-containers';
import { askBrokers } from '../broker/ask-brokers';
import { withNoted, type WithNoted } from '../broker/noted-removals';
import { Interrupted, interruption } from '../program/interruption';
import { count, shortened } from '../review/wording';
import { protectedAddress, type Diagnostic } from '../terraform/diagnostic';
import { readPlan, type Plan, type PlannedResource } from '../terraform/plan';
import { declaredDefinitions } from '../review/declared-definitions';
import { definitionsChanges } from '../review/definitions-change';
import { removalsOf } from './removals';
import { notRemoved, noteUndeclared, removeUndeclared } from './remove-undeclared';
import { reviewGivenPlan } from '../review/review-stacks';
import type { Loss } from '../review/finding';
import type { StackReview } from '../review/stack-review';
import type { State } from '../terraform/state';
import { Terraform, type Apply, type Planned } from '../terraform/terraform';
import { isOfSaving, unsavedState } from '../terraform/unsaved-state';
import { UserError } from '../program/user-error';
import { explain } from './explain';
import { heal } from './heal';
import { applyInSteps } from './in-steps';
import { jobLogs } from './job-log';
import { costsOf, refusalsOf } from './losses';
import { movedEndpoints } from './moved-endpoints';
import { clearTheWay, type Orphan } from './orphans';
import { ApplyProgress, type Progress } from './progress';
import { recoverState } from './recover-state';
import { labelAt } from './object-label';
import { settlePolicies } from './settle-policies';
import { shellCommand } from '../../host/shell-word';

/** How a change is carried out, and who hears of it. */
export interface ApplyOptions {
  /** What it may cost. */
  readonly allow: readonly Loss[];
  /** Told what is about to be done. */
  readonly say: (message: string) => void;
  /** Told how far it is, every moment. */
  readonly progress: (progress: Progress) => void;
  /** Whether what the review says may be done. */
  readonly confirm: (review: StackReview) => Promise<boolean>;
}

export interface DeployOptions extends ApplyOptions {
  /**
   * The one container to change, with what it needs.
   * @default - everything
   */
  readonly node?: string;
  /**
   * The command that goes on from where this ends.
   * @default - `rabbitmq-cdk deploy STACK`
   */
  readonly again?: string;
  /**
   * Whether something that exists and is in no state may be taken into it, or removed.
   * @default - it may not: the run ends, and names the command that does so
   */
  readonly confirmCure?: (orphan: Orphan) => Promise<boolean>;
}

/** What became of one stack. */
export interface Deployed {
  readonly stack: string;
  readonly outcome: 'applied' | 'unchanged' | 'declined' | 'refused' | 'failed' | 'interrupted';
  /** Why it was refused, what failed, or how to go on; empty otherwise. */
  readonly reasons: readonly string[];
  /** How many steps of how many were carried out. */
  readonly done: number;
  readonly total: number;
}

/**
 * Deploys a stack: brings back what is down, plans, and applies the plan, unless it costs what is not allowed.
 * @throws UserError when Terraform cannot plan, the broker shall answer elsewhere, or the stack has no such node
 */
export async function deploy(
  stack: SynthesizedStack,
  { node, confirmCure, again = shellCommand('rabbitmq-cdk', 'deploy', stack.name), ...options }: DeployOptions,
): Promise<Deployed> {
  await recoverState(stack, options.say);
  // A broker that is down cannot be asked, and one node must not be taken away while another is down.
  const { orphans, state: healed } = await heal(stack, options.say);
  const isCured = await clearTheWay(stack, orphans, options, confirmCure);
  const terraform = new Terraform(stack.directory);
  const state = isCured || healed === undefined ? await terraform.state() : healed;
  if (node === undefined) requireReachable(stack, state);
  options.say('planning');
  const targets = node === undefined ? [] : [containerAddress(stack, node)];
  return terraform.withPlan({ targets }, async (planned, apply) => {
    const { plan, refused } = planOf(planned, stack);
    return carryOut(stack, plan, apply, { ...options, refused, stateVersion: state.version, again });
  });
}

/** A plan to carry out. */
export interface CarryOutOptions extends ApplyOptions {
  /** Why Terraform itself refuses it. */
  readonly refused: readonly string[];
  /**
   * The state that the plan was made of.
   * @default - it is not compared
   */
  readonly stateVersion?: string;
  /** The command that goes on from where this ends. */
  readonly again: string;
}

/** Has a plan reviewed, and applies it unless it costs what is not allowed. */
export async function carryOut(
  stack: SynthesizedStack,
  plan: Plan,
  apply: Apply,
  { allow, say, progress, confirm, refused, stateVersion, again }: CarryOutOptions,
): Promise<Deployed> {
  const untouched = { stack: stack.name, done: 0, total: 0, reasons: [] };
  if (refused.length > 0) return { ...untouched, outcome: 'refused', reasons: refused };
  const noted = await withNoted(stack, plan, declaredDefinitions(stack.directory));
  const imports = definitionsChanges(plan, noted.declared);
  if (!hasChanges(plan) && imports.length === 0) {
    for (const { message } of noted.caveats) say(message);
    return { ...untouched, outcome: 'unchanged' };
  }
  const review = await reviewOf(stack, noted);
  const refusals = refusalsOf(costsOf(review, plan, stack.name), allow);
  if (refusals.length > 0) return { ...untouched, outcome: 'refused', reasons: refusals };
  if (!(await confirm(review))) return { ...untouched, outcome: 'declined' };
  const unnoted = await noteUndeclared(stack, noted.plan, imports).catch(({ message }: Error) => message);
  if (unnoted !== undefined) return { ...untouched, outcome: 'failed', reasons: [notNoted(unnoted, again)] };
  const counted = new ApplyProgress(
    plan,
    imports.flatMap((change) => removalsOf(change)),
  );
  const telling = setInterval(() => progress(counted.now()), 1_000);
  const errors = await applyInSteps(stack, plan, apply, { stateVersion, say, onEvent: (event) => counted.see(event) })
    .catch((error: unknown): readonly Diagnostic[] => {
      if (error instanceof Interrupted) return [{ summary: 'interrupted', detail: '' }];
      throw error;
    })
    .finally(() => clearInterval(telling));
  if (errors.length === 0) {
    const applied = { ...noted.plan, values: valuesOf(await new Terraform(stack.directory).state()) };
    await settlePolicies(stack, applied, say);
    const left = await removeUndeclared(stack, applied, imports, { again, say, onRemoved: () => counted.removed() });
    return { stack: stack.name, ...counts(counted), outcome: left.length > 0 ? 'failed' : 'applied', reasons: left };
  }
  const { done, total } = counts(counted);
  const became = { stack: stack.name, done, total };
  const { isInterrupted } = interruption;
  const failed = explain(
    errors.filter(({ summary }) => !(isInterrupted && ofInterruption.test(summary))),
    { stack: stack.name, directory: stack.directory, plan },
  );
  return {
    ...became,
    outcome: isInterrupted ? 'interrupted' : 'failed',
    reasons: [
      ...failed,
      ...(await jobLogs(stack, plan, errors)),
      ...notRemoved(imports, again),
      `${done} of ${total} steps are done, and ${whereaboutsOf(stack, errors)}; go on with: ${again}`,
    ],
  };
}

/** Where what was done is told, as a clause. */
function whereaboutsOf({ name, directory }: SynthesizedStack, errors: readonly Diagnostic[]): string {
  const file = unsavedState(directory);
  if (file !== undefined)
    return `in '${file}' alone, which holds secrets: keep it until it is put back, by: ${shellCommand('rabbitmq-cdk', 'heal', name)} or ${shellCommand('terraform', `-chdir=${directory}`, 'state', 'push', file)}`;
  return errors.some(isOfSaving)
    ? 'in no state, since that could be written nowhere: import it, or remove it by hand'
    : 'in the state';
}

function counts(progress: ApplyProgress): Pick<Deployed, 'done' | 'total'> {
  const { done, total } = progress.now();
  return { done, total };
}

/** What Terraform says of an interruption, beside what it cut short. */
const ofInterruption = /^(?:execution halted|apply interrupted|operation canceled|context canceled|interrupt)/i;

/** Reviews a plan, with what earlier deploys have left. */
export async function reviewOf(stack: SynthesizedStack, { plan, declared, caveats }: WithNoted): Promise<StackReview> {
  const asked = await askBrokers(plan, stack, declared);
  const review = reviewGivenPlan(stack.name, plan, { live: asked.live, declared });
  return { ...review, caveats: [...review.caveats, ...caveats, ...asked.caveats] };
}

function notNoted(why: string, again: string): string {
  return `what is to be removed once the definitions are imported could not be noted on the broker: ${why}; nothing was begun; once it can, run: ${again}`;
}

/** What the state holds, so that a broker can be reached that was made just now. */
function valuesOf({ resources }: State): Plan['values'] {
  return new Map([...resources].map(([address, { attributes }]) => [address, attributes]));
}

function requireReachable(stack: SynthesizedStack, state: State): void {
  const moved = movedEndpoints(stackConfig(stack.directory), valuesOf(state), stack.name);
  if (moved.length > 0) throw new UserError(moved.join('\n'));
}

/** The plan, or what there is of one that Terraform refuses because something is protected. */
export function planOf(
  { json, errors }: Planned,
  { name, directory }: SynthesizedStack,
): { plan: Plan; refused: readonly string[] } {
  const others = errors.filter((error) => protectedAddress(error) === undefined);
  if (others.length > 0) throw new UserError(explain(others, { stack: name, directory }).join('\n'));
  const plan = readPlan(json ?? JSON.stringify({ format_version: '1.2', resource_changes: [] }), name);
  return { plan, refused: refusedBy(errors, plan.values) };
}

/** One message for all that is protected, instead of one for each. */
function refusedBy(errors: readonly Diagnostic[], values: Plan['values']): readonly string[] {
  const addresses = errors.flatMap((error) => protectedAddress(error) ?? []);
  if (addresses.length === 0) return [];
  const objects = shortened(addresses.map((address) => labelAt(address, values)).toSorted());
  return [
    `${count(addresses.length, 'object is', 'objects are')} protected by removalPolicy 'protect', and would be destroyed: ${objects}`,
    `if that is meant, give them removalPolicy 'destroy' (for the stacks of main.ts: RABBITMQ_CDK_REMOVAL_POLICY=destroy) and run it again`,
  ];
}

function hasChanges({ resources, outputs }: Plan): boolean {
  const isInState = ({ previousAddress, importId, isForgotten }: PlannedResource) =>
    (previousAddress ?? importId) !== undefined || isForgotten === true;
  return outputs.length > 0 || resources.some((resource) => resource.action !== 'none' || isInState(resource));
}

function containerAddress(stack: SynthesizedStack, node: string): string {
  const { containers } = stackContainers(stack.directory);
  const found = containers.find(({ name }) => name === node);
  if (found !== undefined) return found.address;
  const names = containers.map(({ name }) => name).join(', ');
  throw new UserError(`stack '${stack.name}' has no container '${node}'; it has: ${names}`);
}
