import type { TerraformResourceLifecycle } from 'cdktf';

/**
 * What a plan may do to something that holds data: `protect` makes every plan fail that would destroy or replace it,
 * `destroy` lets it go. Terraform cannot protect what is no longer declared: removing the declaration removes the object.
 */
export type RemovalPolicy = 'protect' | 'destroy';

/** The lifecycle that carries out a removal policy. */
export function lifecycleOf(removalPolicy: RemovalPolicy): TerraformResourceLifecycle | undefined {
  return removalPolicy === 'protect' ? { preventDestroy: true } : undefined;
}
