import { TerraformResource, type TerraformStack } from 'cdktf';
import type { VhostRef } from '../../references';
import { addressOf } from '../../terraform/address';
import { escapeTemplates } from '../../terraform/escape-templates';

/** The queues and exchanges that are made in a virtual host by a stack. */
export function objectsOf(stack: TerraformStack, { vhostName, broker }: VhostRef): TerraformResource[] {
  return stack.node
    .findAll()
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .filter((resource) => isQueue(resource) || isExchange(resource))
    .filter(
      (resource) =>
        (resource as { vhostInput?: string }).vhostInput === escapeTemplates(vhostName) &&
        resource.provider === broker.provider,
    );
}

/** Whether a resource is a queue. */
export function isQueue({ terraformResourceType: type }: TerraformResource): boolean {
  return type === 'rabbitmq_queue';
}

/** Whether a resource is an exchange. */
export function isExchange({ terraformResourceType: type }: TerraformResource): boolean {
  return type === 'rabbitmq_exchange';
}

/** Has a resource made after others, and destroyed before them. */
export function waitFor(resource: TerraformResource, others: readonly TerraformResource[]): void {
  resource.dependsOn = [...new Set([...(resource.dependsOn ?? []), ...others.map(addressOf)])];
}
