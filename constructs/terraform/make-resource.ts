import type { ITerraformDependable, TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { Attributes } from '../../model/provider/attributes';
import type { ResourceKind } from '../../model/provider/resource-kind';
import type { BrokerRef } from '../references';
import { addressOf } from './address';
import { escapeTemplates } from './escape-templates';
import { configOf, resourceClasses } from './resource-bindings';
import { isByDefinitions } from './topology-by';
import { withoutTokenTraces } from './without-token-traces';

/** What a resource has beside the object that it makes. */
export interface ResourceExtras {
  /** What it waits for. */
  readonly dependencies: readonly ITerraformDependable[];
  /**
   * What Terraform does with it besides.
   * @default - nothing
   */
  readonly lifecycle?: TerraformMetaArguments['lifecycle'];
  /**
   * Its id in its construct.
   * @default 'Default'
   */
  readonly id?: string;
}

/**
 * Makes a resource of the provider, unless the broker's topology comes from boot definitions. Texts arrive as they are,
 * whatever Terraform would make of them. What it waits for is written as bare addresses, because cdktf's `dependsOn` makes a
 * token with a stack trace of each: half of the time that a large topology takes.
 * @param scope - the construct that the resource belongs to
 * @param kind - what it makes
 * @param attributes - as the provider spells them
 * @returns the resource, for which others wait
 */
export function makeResource(
  scope: Construct,
  broker: BrokerRef,
  kind: Pick<ResourceKind, 'type' | 'block'>,
  attributes: Attributes,
  { dependencies, lifecycle, id = 'Default' }: ResourceExtras,
): readonly TerraformResource[] {
  if (isByDefinitions(broker)) return [];
  const config = { ...escapeTemplates({ ...configOf(kind, attributes), lifecycle }), provider: broker.provider };
  const Resource = resourceClasses[kind.type]() as new (
    scope: Construct,
    id: string,
    config: TerraformMetaArguments,
  ) => TerraformResource;
  const resource = withoutTokenTraces(() => new Resource(scope, id, config));
  if (dependencies.length > 0) resource.dependsOn = [...new Set(dependencies.map(addressOf))];
  return [resource];
}
