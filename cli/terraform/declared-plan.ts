import type { SynthesizedStack } from '../stack/app';
import { stackConfig } from '../stack/stack-config';
import type { Terraform } from './terraform';
import type { Attributes, Plan, PlannedResource } from './plan';

/**
 * What can be told of a stack that cannot be planned, from its declaration and its state: what is created, and what is
 * deleted because it is no longer declared. What is in both may change or not.
 */
export async function declaredPlan(stack: SynthesizedStack, terraform: Terraform): Promise<Plan> {
  const declared = declaredResources(stack);
  const state = stateResources(await terraform.showState());
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

/** Resources by address. */
export type Resources = ReadonlyMap<
  string,
  {
    readonly type: string;
    readonly attributes: Attributes;
    /** Whether its creation did not come to its end. */
    readonly isTainted?: boolean;
  }
>;

function declaredResources({ directory }: SynthesizedStack): Resources {
  const { resource = {} } = stackConfig(directory);
  return new Map(
    Object.entries(resource).flatMap(([type, byId]) =>
      Object.entries(byId).map(([id, attributes]) => [`${type}.${id}`, { type, attributes }] as const),
    ),
  );
}

/**
 * What a state holds, by address.
 * @param json - what `terraform show -json` prints
 */
export function stateResources(json: string): Resources {
  const { values } = JSON.parse(json);
  const resources: readonly {
    readonly address: string;
    readonly mode: string;
    readonly type: string;
    readonly values: Attributes;
    readonly tainted?: boolean;
  }[] = values?.root_module?.resources ?? [];
  return new Map(
    resources
      .filter(({ mode }) => mode === 'managed')
      .map(({ address, type, values: attributes, tainted: isTainted = false }) => [
        address,
        { type, attributes, isTainted },
      ]),
  );
}

function providerOf(type: string): string {
  return type.split('_')[0] ?? '';
}
