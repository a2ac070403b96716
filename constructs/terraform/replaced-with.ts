import { TerraformResource, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { addressOf } from './address';

/** A queue or an exchange, declared here or not. */
export interface Followed {
  readonly dependencies: readonly ITerraformDependable[];
}

/** What a resource waits for, and with what it is replaced. */
export interface Following {
  readonly dependencies: readonly ITerraformDependable[];
  readonly lifecycle?: { readonly replaceTriggeredBy: string[] };
}

/**
 * Has a resource follow others: it is made after them, and created again when one of them is replaced, because RabbitMQ drops
 * it with what it deletes. What exists already is followed by nobody.
 */
export function following(others: readonly Followed[]): Following {
  const addresses = [...new Set(others.flatMap(addressesIn))];
  return {
    dependencies: others.flatMap(({ dependencies }) => dependencies),
    lifecycle: addresses.length === 0 ? undefined : { replaceTriggeredBy: addresses },
  };
}

/** Terraform wants bare ones in `replace_triggered_by`. */
function addressesIn(other: Followed): string[] {
  const resource = Construct.isConstruct(other) ? other.node.defaultChild : undefined;
  return TerraformResource.isTerraformResource(resource) ? [addressOf(resource)] : [];
}
