import type { SynthesizedStack } from '../stack/app';
import { stackConfig } from '../stack/stack-config';
import type { Terraform } from './terraform';
import type { Plan, PlannedResource } from './plan';
import type { Resources } from './state';

/**
 * What can be told of a stack that cannot be planned, from its declaration and its state: what is created, and what is
 * deleted because it is no longer declared. What is in both may change or not.
 */
export async function declaredPlan(stack: SynthesizedStack, terraform: Terraform): Promise<Plan> {
  const declared = declaredResources(stack);
  const { resources: state } = await terraform.state();
  const common = { unknown: {}, replacePaths: [] };
  const resources = [
    ...[...declared].flatMap(([address, { type, attributes: after }]): readonly PlannedResource[] => {
      if (state.has(address)) return [];
      return [{ ...common, address, type, action: 'create', after, provider: providerOf(type) }];
    }),
    ...[...state].map(([address, { type, attributes: before }]): PlannedResource => {
      const known = { ...common, address, type, before, provider: providerOf(type) };
      return declared.has(address)
        ? { ...known, action: 'none', after: before, isUnplanned: true }
        : { ...known, action: 'delete', reason: 'delete_because_no_resource_config' };
    }),
  ];
  return { resources, drift: [], outputs: [], errored: false, providers: {}, values: new Map(), variables: {} };
}

function declaredResources({ directory }: SynthesizedStack): Resources {
  const { resource = {} } = stackConfig(directory);
  return new Map(
    Object.entries(resource).flatMap(([type, byId]) =>
      Object.entries(byId).map(([id, attributes]) => [`${type}.${id}`, { type, attributes }] as const),
    ),
  );
}

function providerOf(type: string): string {
  return type.split('_')[0] ?? '';
}
