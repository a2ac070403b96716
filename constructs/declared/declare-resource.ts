import type { ITerraformDependable, TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { Attributes } from '../../model/provider/attributes';
import type { ResourceKind } from '../../model/provider/resource-kind';
import type { Topology } from '../../model/topology/topology';
import type { BrokerRef } from '../references';
import { configOf, resourceClasses } from '../terraform/resource-bindings';
import { byProvider } from '../terraform/topology-by';
import { declare, type Reveal } from './declaration';

/** What a resource has beside the object that it declares. */
export interface ResourceExtras {
  /** What it waits for. */
  readonly dependencies: readonly ITerraformDependable[];
  /**
   * Attributes that are no part of a topology.
   * @default - none
   */
  readonly secrets?: Attributes;
  /**
   * What Terraform does with it besides.
   * @default - nothing
   */
  readonly lifecycle?: TerraformMetaArguments['lifecycle'];
}

/**
 * Declares an object once: as part of its broker's topology, and as the resource of the provider that makes it, unless the
 * topology comes from boot definitions.
 * @param construct - the construct that stands for the object
 * @param kind - how the provider carries it
 * @param describe - the object as RabbitMQ has it
 * @returns the resource, for which others wait
 */
export function declareResource<Section extends keyof Topology>(
  construct: Construct,
  broker: BrokerRef,
  kind: ResourceKind<Section>,
  describe: (reveal: Reveal) => Pick<Topology, NoInfer<Section>>,
  { dependencies, secrets = {}, lifecycle }: ResourceExtras,
): readonly TerraformResource[] {
  const attributes = kind.render(describe((expression) => expression));
  const config = { ...configOf(kind, { ...attributes, ...secrets }), lifecycle };
  declare(construct, broker, describe);
  const Resource = resourceClasses[kind.type] as new (
    scope: Construct,
    id: string,
    config: TerraformMetaArguments,
  ) => TerraformResource;
  return byProvider(construct, broker, Resource, config, dependencies);
}
