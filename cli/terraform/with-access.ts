import type { SynthesizedStack } from '../stack/app';
import { stackConfig } from '../stack/stack-config';
import type { Plan, ProviderConfiguration } from './plan';
import { Terraform } from './terraform';

/**
 * A plan that says how its brokers are reached. One that changes nothing is not printed, and so does not say it: then it follows
 * from the synthesized stack and its state.
 * @throws CommandError when the state cannot be read
 */
export async function withAccess({ directory }: SynthesizedStack, plan: Plan): Promise<Plan> {
  if (Object.keys(plan.providers).length > 0) return plan;
  const { resources } = await new Terraform(directory).state();
  return {
    ...plan,
    providers: configuredProviders(directory),
    values: new Map([...resources].map(([address, { attributes }]) => [address, attributes])),
    variables: Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) =>
        name.startsWith('TF_VAR_') ? [[name.slice('TF_VAR_'.length), value]] : [],
      ),
    ),
  };
}

/** The providers of a synthesized stack, by the keys that they have in a plan. */
function configuredProviders(directory: string): Plan['providers'] {
  return Object.fromEntries(
    Object.entries(stackConfig(directory).provider ?? {}).flatMap(([name, blocks]) =>
      blocks.map(({ alias, ...attributes }) => [
        typeof alias === 'string' ? `${name}.${alias}` : name,
        Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, configured(value)])),
      ]),
    ),
  );
}

/** A constant, or what an expression refers to that is nothing else. */
function configured(value: unknown): ProviderConfiguration[string] {
  if (typeof value !== 'string') return { constant_value: value };
  const reference = /^\$\{([\w.-]+)\}$/.exec(value)?.[1];
  if (reference !== undefined) return { references: [reference] };
  return /(?<![$%])[$%]\{/.test(value) ? {} : { constant_value: value.replaceAll(/([$%])\1\{/g, '$1{') };
}
