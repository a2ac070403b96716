import { TerraformResource, type ITerraformDependable } from 'cdktf';

/** The address of something in Terraform, without the interpolation in which cdktf wraps it: `rabbitmq_queue.orders`. */
export function addressOf(dependable: ITerraformDependable): string {
  return TerraformResource.isTerraformResource(dependable)
    ? `${dependable.terraformResourceType}.${dependable.friendlyUniqueId}`
    : dependable.fqn;
}
