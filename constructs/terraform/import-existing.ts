import { Aspects, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Attributes } from '../../model/provider/attributes';
import { resourceKindOf } from '../../model/provider/resource-kinds';

/**
 * Takes what a construct declares, and all below it, over from the broker where it is already, instead of creating it: it
 * is imported into the state by the next apply, and changed only where it is declared otherwise. Remove it afterwards; an
 * import of what is in the state does nothing.
 *
 * A binding with arguments is created instead, which changes nothing on a broker that has it: the provider's id of it holds
 * a hash that only the broker knows.
 * @param construct - a queue, an exchange, a virtual host, a user, …, or one that holds them
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export function importExisting(construct: IConstruct): void {
  Aspects.of(construct).add({
    visit: (node) => {
      if (!TerraformResource.isTerraformResource(node)) return;
      const kind = resourceKindOf(node.terraformResourceType);
      if (kind === undefined) return;
      const [attributes] = Object.values<Attributes>(node.toTerraform().resource[kind.type]);
      const id = attributes === undefined ? undefined : kind.importId(attributes);
      if (id !== undefined) node.importFrom(id);
    },
  });
}
