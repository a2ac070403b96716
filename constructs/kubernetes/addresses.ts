import type { TerraformResource } from 'cdktf';

/** The addresses of resources, as `depends_on` and `replace_triggered_by` want them: no expressions. */
export function addressesOf(resources: readonly TerraformResource[]): string[] {
  return resources.map(({ terraformResourceType, friendlyUniqueId }) => `${terraformResourceType}.${friendlyUniqueId}`);
}
