import type { Terraform } from '../terraform/terraform';

/** Why a plan is not applied where the state is another than the plan was made of. */
export const STALE =
  'the plan is stale: the state has changed since the plan was made, so that it is not applied; plan again';

/**
 * Whether a state is another than it was.
 * @param version - what it was; where that is not known it is taken for the same
 */
export async function isStale(terraform: Terraform, version: string | undefined): Promise<boolean> {
  return version !== undefined && (await terraform.state()).version !== version;
}
