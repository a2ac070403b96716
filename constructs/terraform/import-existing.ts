import { Aspects, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Attributes } from '../../model/provider/attributes';
import { lazily } from '../../model/lazily';
import type { resourceKindOf } from '../../model/provider/resource-kinds';
import { unescapeTemplates } from '../../model/provider/templates';
import { escapeTemplates } from './escape-templates';
import { checkCall } from '../../model/props/check-call';

const kindOf = lazily<typeof resourceKindOf>(() => require('../../model/provider/resource-kinds').resourceKindOf);

const TAKEN_OVER = Symbol.for('rabbitmq-cdk.taken-over');
const KEPT = Symbol.for('rabbitmq-cdk.kept-when-taken-over');

/**
 * Takes what a construct declares, and all below it, over from the broker where it is already, instead of creating it: it
 * is imported into the state by the next apply, and changed only where it is declared otherwise. Remove it afterwards; an
 * import of what is in the state does nothing.
 *
 * A virtual host keeps its default queue type, which the provider cannot read: what is declared of it is sent once this is
 * removed, and the default of the construct with it where nothing is; so say what it has before. A binding with arguments is created instead, which changes
 * nothing on a broker that has it: the provider's id of it holds a hash that only the broker knows.
 * @param construct - a queue, an exchange, a virtual host, a user, …, or one that holds them
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export function importExisting(construct: IConstruct): void {
  checkCall('importExisting', [construct]);
  Object.defineProperty(construct, TAKEN_OVER, { value: true, configurable: true });
  Aspects.of(construct).add({
    visit: (node) => {
      if (!TerraformResource.isTerraformResource(node)) return;
      const kind = kindOf()(node.terraformResourceType);
      if (kind === undefined) return;
      keep(node, kind.unread ?? []);
      const [attributes] = Object.values<Attributes>(node.toTerraform().resource[kind.type]);
      // What Terraform reads as a template is escaped in the attributes, and so once more in the id.
      const id = attributes === undefined ? undefined : kind.importId(unescapeTemplates(attributes));
      if (id !== undefined) importFrom(node, escapeTemplates(id));
    },
  });
}

/** The stacks of which one resource has had Terraform's version checked. */
const checked = new WeakSet<TerraformStack>();

/**
 * Has a resource imported. cdktf's own `importFrom` runs `terraform version` once for each resource at every synthesis, half a
 * minute for five hundred: here it is left to the first of a stack.
 */
function importFrom(resource: TerraformResource, id: string): void {
  const stack = TerraformStack.of(resource);
  if (checked.has(stack)) Object.assign(resource, { _imported: { id } });
  else resource.importFrom(id);
  checked.add(stack);
}

/** Whether what a construct declares is taken over, by itself or with what it belongs to. */
export function isTakenOver(construct: IConstruct): boolean {
  return construct.node.scopes.some((scope) => TAKEN_OVER in scope);
}

/**
 * Has an attribute that nobody declared not sent where its resource is taken over, so that the object keeps what it has.
 * @param construct - whose resource is the child `Default`
 * @param attribute - in the spelling of the bindings
 */
export function keepWhenTakenOver(construct: IConstruct, attribute: string): void {
  Object.defineProperty(construct, KEPT, { value: attribute });
}

function keep(resource: TerraformResource, unread: readonly string[]): void {
  // Sent again with the same value it would still drop what the provider does not know: a virtual host's tags.
  if (unread.length > 0) resource.lifecycle = { ...resource.lifecycle, ignoreChanges: [...unread] };
  const owner = resource.node.scope as { readonly [KEPT]?: string } | undefined;
  const attribute = owner?.[KEPT];
  if (attribute !== undefined) Object.assign(resource, { [attribute]: undefined });
}
