import type { SynthesizedStack } from '../stack/app';
import { Terraform } from '../terraform/terraform';
import { carryOut, planOf, type ApplyOptions, type Deployed } from './deploy';
import { heal } from './heal';
import { recoverState } from './recover-state';
import { shellCommand } from '../../host/shell-word';

/**
 * Destroys a stack, unless it costs what is not allowed, something is protected, or another stack needs it.
 * @param dependents - the other stacks that need what it gives
 * @throws UserError when Terraform cannot plan
 */
export async function destroy(
  stack: SynthesizedStack,
  dependents: readonly SynthesizedStack[],
  options: ApplyOptions,
): Promise<Deployed> {
  const untouched = { stack: stack.name, reasons: [], done: 0, total: 0 };
  await recoverState(stack, options.say);
  if (!(await isDeployed(stack))) return { ...untouched, outcome: 'unchanged' };
  const needing: string[] = [];
  for (const dependent of dependents) if (await isDeployed(dependent)) needing.push(dependent.name);
  if (needing.length > 0) {
    const together = shellCommand('rabbitmq-cdk', 'destroy', stack.name, ...needing);
    const reasons = [
      `${needing.map((name) => `'${name}'`).join(', ')} needs what it gives, and is deployed; destroy it first or with it: ${together}`,
    ];
    return { ...untouched, outcome: 'refused', reasons };
  }
  // What is declared on a broker is removed through it.
  await heal(stack, options.say);
  options.say('planning');
  return new Terraform(stack.directory).withPlan({ destroy: true }, async (planned, apply) => {
    const { plan, refused } = planOf(planned, stack);
    const again = shellCommand('rabbitmq-cdk', 'destroy', stack.name);
    return carryOut(stack, plan, apply, { ...options, refused, again });
  });
}

async function isDeployed({ directory }: SynthesizedStack): Promise<boolean> {
  return (await new Terraform(directory).state()).resources.size > 0;
}
