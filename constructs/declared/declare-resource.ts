import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { Attributes } from '../../model/provider/attributes';
import type { ResourceKind } from '../../model/provider/resource-kind';
import type { Topology } from '../../model/topology/topology';
import type { BrokerRef } from '../references';
import { makeResource, type ResourceExtras } from '../terraform/make-resource';
import { declare, type Reveal } from './declaration';

/** What a resource has beside the object that it declares. */
interface DeclaredResourceExtras extends ResourceExtras {
  /**
   * Attributes that are no part of a topology.
   * @default - none
   */
  readonly secrets?: Attributes;
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
  { secrets = {}, ...extras }: DeclaredResourceExtras,
): readonly TerraformResource[] {
  const attributes = kind.render(describe((expression) => expression));
  declare(construct, broker, describe);
  return makeResource(construct, broker, kind, { ...attributes, ...secrets }, extras);
}
