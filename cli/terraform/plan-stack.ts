import { explain } from '../deploy/explain';
import { labelAt } from '../deploy/object-label';
import type { SynthesizedStack } from '../stack/app';
import { protectedAddress, sentenceOf, type Diagnostic } from './diagnostic';
import { Terraform, type Planned } from './terraform';
import { CommandError } from '../../host/command';
import { declaredPlan } from './declared-plan';
import { readPlan, type Plan } from './plan';
import type { Caveat } from '../review/stack-review';

/** A plan of a stack, as far as one could be made, or why there is none. */
export type StackPlan =
  { readonly plan: Plan; readonly caveats: readonly Caveat[]; readonly isLive: boolean } | { readonly failure: string };

/**
 * Plans a stack. Where that fails because something is not there yet or does not answer, as much is planned as can be
 * without it: first by the state's word alone, then from what is declared and what the state holds.
 * @param file - where the plan is kept; as it is, it can be applied when there is no caveat
 */
export async function planStack(stack: SynthesizedStack, file?: string): Promise<StackPlan> {
  const terraform = new Terraform(stack.directory);
  try {
    const planned = await terraform.plan({ file });
    const kind = kindOf(planned.errors);
    if (kind === 'none' || kind === 'refused') return complete(stack, planned, []);
    if (kind === 'other') return withErrors(stack, planned);
    const caveats = [caveatOf(kind, planned.errors)];
    const again = kind === 'broker-down' ? await terraform.plan({ refresh: false }) : planned;
    const kindAgain = kindOf(again.errors);
    if (kindAgain === 'none' || kindAgain === 'refused') return { ...complete(stack, again, caveats), isLive: false };
    return { plan: await declaredPlan(stack, terraform), caveats, isLive: false };
  } catch (error) {
    if (error instanceof CommandError) return { failure: error.reason };
    throw error;
  }
}

type ErrorKind = 'none' | 'refused' | 'broker-down' | 'upstream-not-applied' | 'other';

/** What one error means for the plan, by what Terraform and the providers say; of several, what stands in the way most. */
function kindOf(errors: readonly Diagnostic[]): ErrorKind {
  const kinds = errors.map((error) => {
    if (protectedAddress(error) !== undefined) return 'refused';
    const text = `${error.summary} ${error.detail}`;
    return patterns.find(({ pattern }) => pattern.test(text))?.kind ?? 'other';
  });
  return order.find((kind) => kinds.includes(kind)) ?? 'none';
}

const order: readonly ErrorKind[] = ['other', 'upstream-not-applied', 'broker-down', 'refused'];

const patterns: readonly { readonly kind: ErrorKind; readonly pattern: RegExp }[] = [
  { kind: 'upstream-not-applied', pattern: /Unable to find remote state|object does not have an attribute named/ },
  {
    kind: 'broker-down',
    pattern:
      /connection refused|connection reset|no such host|i\/o timeout|deadline exceeded|: EOF\b|no route to host|Docker daemon|pinging Docker|50[234] /i,
  },
];

function caveatOf(kind: 'broker-down' | 'upstream-not-applied', [first]: readonly Diagnostic[]): Caveat {
  const said = first === undefined ? '' : ` (${sentenceOf(first)})`;
  return kind === 'broker-down'
    ? {
        kind,
        message: `a provider's endpoint does not answer${said}; planned from the state, which may be outdated`,
      }
    : {
        kind,
        message: `a stack that it depends on is not deployed yet${said}; only creations and removed declarations are reported`,
      };
}

function complete(
  stack: SynthesizedStack,
  { json, errors }: Planned,
  caveats: readonly Caveat[],
): StackPlan & { plan: Plan } {
  const plan = readPlan(json ?? emptyPlan, stack.name);
  const refused = errors.map((error): Caveat => ({
    kind: 'refused',
    message: `Terraform will reject this plan: ${labelAt(protectedAddress(error) ?? '', plan.values)} is protected; set its removalPolicy to 'destroy' to allow it`,
  }));
  return { plan, caveats: [...caveats, ...refused], isLive: true };
}

function withErrors(stack: SynthesizedStack, { json, errors }: Planned): StackPlan {
  const message = explain(errors, { stack: stack.name, directory: stack.directory }).join('; ');
  if (json === undefined) return { failure: message };
  const plan = readPlan(json, stack.name);
  const changes = plan.resources.some(({ action }) => action !== 'none');
  if (!changes) return { failure: message };
  return { plan, caveats: [{ kind: 'incomplete', message: `Terraform stopped: ${message}` }], isLive: true };
}

const emptyPlan = JSON.stringify({ format_version: '1.2', resource_changes: [] });
