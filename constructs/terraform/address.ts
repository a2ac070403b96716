import { TerraformResource, type ITerraformDependable } from 'cdktf';

/** The address of something in Terraform, without the interpolation in which cdktf wraps it: `rabbitmq_queue.orders`. */
export function addressOf(dependable: ITerraformDependable): string {
  return TerraformResource.isTerraformResource(dependable)
    ? `${dependable.terraformResourceType}.${dependable.friendlyUniqueId}`
    : dependable.fqn;
}

/** The addresses of resources, as `depends_on` and `replace_triggered_by` want them: no expressions. */
export function addressesOf(resources: readonly ITerraformDependable[]): string[] {
  return resources.map(addressOf);
}
