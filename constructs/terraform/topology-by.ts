import type { ITerraformDependable, TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { addressOf } from './address';
import { escapeTemplates } from './escape-templates';
import { withoutTokenTraces } from './without-token-traces';
import type { BrokerRef } from '../references';

/** What only boot definitions can carry, and how to have it. */
export const NEEDS_DEFINITIONS = `declare it through boot definitions ('topologyBy' of the broker)`;

/**
 * Makes a resource of the provider, unless the broker's topology comes from boot definitions.
 * @param scope - the construct that the resource belongs to
 * @param Resource - the provider's binding
 * @param config - its arguments; texts arrive as they are, whatever Terraform would make of them
 * @param dependencies - what it waits for. They are written as bare addresses, because cdktf's `dependsOn` makes a token
 * with a stack trace of each: half of the time that a large topology takes
 * @returns the resource, for which others wait
 */
export function byProvider<Config extends TerraformMetaArguments, Resource extends TerraformResource>(
  scope: Construct,
  broker: BrokerRef,
  Resource: new (scope: Construct, id: string, config: Config) => Resource,
  config: Omit<Config, 'provider' | 'dependsOn'>,
  dependencies: readonly ITerraformDependable[],
  id = 'Default',
): readonly Resource[] {
  if (isByDefinitions(broker)) return [];
  const whole = { ...escapeTemplates(config), provider: broker.provider } as unknown as Config;
  const resource = withoutTokenTraces(() => new Resource(scope, id, whole));
  if (dependencies.length > 0) resource.dependsOn = [...new Set(dependencies.map(addressOf))];
  return [resource];
}

/** The faults that only the provider has: none where it is not used. */
export function providerFaults(broker: BrokerRef, faults: readonly (string | undefined)[]): readonly string[] {
  return isByDefinitions(broker) ? [] : faults.filter((fault) => fault !== undefined);
}

/** What is wrong with a prop that the provider cannot carry. */
export function definitionsOnly(broker: BrokerRef, prop: string, value: unknown): string | undefined {
  return value === undefined || isByDefinitions(broker)
    ? undefined
    : `'${prop}' is not supported by the Terraform provider; ${NEEDS_DEFINITIONS}`;
}

/** Whether the broker's topology comes from boot definitions. */
export function isByDefinitions(broker: BrokerRef): boolean {
  return broker.topologyBy === 'definitions';
}
