import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedStack } from '../stack/app';
import { heal } from './heal';
import { stackContainers } from '../stack/stack-containers';
import { askBrokers } from '../broker/ask-brokers';
import { stateResources } from '../terraform/declared-plan';
import { readPlan, type Plan, type PlannedResource } from '../terraform/plan';
import { reviewGivenPlan } from '../review/review-stacks';
import type { StackReview } from '../review/stack-review';
import { protectedAddress, sentenceOf, Terraform, type Planned } from '../terraform/terraform';
import { UserError } from '../program/user-error';
import { movedEndpoints, type DeclaredEndpoints } from './moved-endpoints';
import { refusals } from './refusals';
import { settlePolicies } from './settle-policies';
import { widenPolicies } from './widen-policies';

export interface DeployOptions {
  /**
   * The one container to change, with what it needs.
   * @default - everything
   */
  readonly node?: string;
  /** Told what is about to be done. */
  readonly say: (message: string) => void;
  /** Whether what the review says may be done. */
  readonly confirm: (review: StackReview) => Promise<boolean>;
}

/** What became of one stack. */
export interface Deployed {
  readonly stack: string;
  readonly outcome: 'applied' | 'unchanged' | 'declined' | 'refused';
  /** Why it was refused; empty otherwise. */
  readonly reasons: readonly string[];
}

/**
 * Deploys a stack: brings back what is down, plans, and applies the plan unless it endangers what is stored.
 * @throws UserError when Terraform cannot plan, the broker shall answer elsewhere, or the stack has no such node
 */
export async function deploy(stack: SynthesizedStack, { node, say, confirm }: DeployOptions): Promise<Deployed> {
  const terraform = new Terraform(stack.directory);
  // A broker that is down cannot be asked, and one node must not be taken away while another is down.
  await heal(stack, say);
  if (node === undefined) await requireReachable(stack, terraform);
  say('planning');
  const targets = node === undefined ? [] : [addressOf(stack, node)];
  return terraform.withPlan({ targets }, async (planned, apply) => {
    const plan = planOf(planned, stack.name);
    const reasons = [...planned.errors.map(sentenceOf), ...refusals(plan, stack.name)];
    if (reasons.length > 0) return { stack: stack.name, outcome: 'refused', reasons };
    if (!hasChanges(plan)) return { stack: stack.name, outcome: 'unchanged', reasons };
    if (!(await confirm(await reviewOf(stack, plan)))) return { stack: stack.name, outcome: 'declined', reasons };
    await widenPolicies(plan, say);
    say('applying');
    await apply();
    await settlePolicies({ ...plan, values: await valuesOf(terraform) }, say);
    return { stack: stack.name, outcome: 'applied', reasons };
  });
}

async function reviewOf({ name }: SynthesizedStack, plan: Plan): Promise<StackReview> {
  const { live, marks } = await askBrokers(plan);
  const review = reviewGivenPlan(name, plan, { live });
  return { ...review, marks: [...review.marks, ...marks] };
}

/** What the state holds, so that a broker can be reached that was made just now. */
async function valuesOf(terraform: Terraform): Promise<Plan['values']> {
  const resources = stateResources(await terraform.showState());
  return new Map([...resources].map(([address, { attributes }]) => [address, attributes]));
}

async function requireReachable({ name, directory }: SynthesizedStack, terraform: Terraform): Promise<void> {
  const declared: DeclaredEndpoints = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8'));
  const moved = movedEndpoints(declared, await valuesOf(terraform), name);
  if (moved.length > 0) throw new UserError(moved.join('\n'));
}

/** The plan, or what there is of one that Terraform refuses because something is protected. */
function planOf({ json, errors }: Planned, stack: string): Plan {
  const others = errors.filter((error) => protectedAddress(error) === undefined);
  if (others.length > 0) throw new UserError(others.map(sentenceOf).join('\n'));
  return readPlan(json ?? JSON.stringify({ format_version: '1.2', resource_changes: [] }), stack);
}

function hasChanges({ resources, outputs }: Plan): boolean {
  const isInState = ({ previousAddress, importId }: PlannedResource) => (previousAddress ?? importId) !== undefined;
  return outputs.length > 0 || resources.some((resource) => resource.action !== 'none' || isInState(resource));
}

function addressOf(stack: SynthesizedStack, node: string): string {
  const { containers } = stackContainers(stack.directory);
  const found = containers.find(({ name }) => name === node);
  if (found !== undefined) return found.address;
  const names = containers.map(({ name }) => name).join(', ');
  throw new UserError(`stack '${stack.name}' has no container '${node}'; it has: ${names}`);
}
