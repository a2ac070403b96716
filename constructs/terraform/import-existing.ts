import { Aspects, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

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
      if (!TerraformResource.isTerraformResource(node) || !Object.hasOwn(ids, node.terraformResourceType)) return;
      const [attributes] = Object.values<Attributes>(node.toTerraform().resource[node.terraformResourceType]);
      const id = attributes === undefined ? undefined : ids[node.terraformResourceType]?.(attributes);
      if (id !== undefined) node.importFrom(id);
    },
  });
}

type Attributes = Readonly<Record<string, unknown>>;

/** The provider's ids of what exists; undefined for what has none that can be told. */
const ids: Readonly<Record<string, (attributes: Attributes) => string | undefined>> = {
  rabbitmq_vhost: ({ name }) => String(name),
  rabbitmq_user: ({ name }) => String(name),
  rabbitmq_queue: inVhost,
  rabbitmq_exchange: inVhost,
  rabbitmq_policy: inVhost,
  rabbitmq_operator_policy: inVhost,
  rabbitmq_federation_upstream: inVhost,
  rabbitmq_shovel: inVhost,
  rabbitmq_permissions: ofUser,
  rabbitmq_topic_permissions: ofUser,
  rabbitmq_binding: ({ vhost, source, destination, destination_type: type, routing_key: key = '', ...rest }) => {
    if (rest['arguments'] !== undefined || rest['arguments_json'] !== undefined) return undefined;
    const escaped = String(vhost).replaceAll('%', '%25').replaceAll('/', '%2F');
    return [escaped, source, destination, type, key === '' ? '~' : quoted(String(key))].join('/');
  },
};

function inVhost({ name, vhost }: Attributes): string {
  return `${String(name)}@${String(vhost)}`;
}

function ofUser({ user, vhost }: Attributes): string {
  return `${String(user)}@${String(vhost)}`;
}

/** As the broker writes a routing key into the name of a binding: of other signs than these, the bytes. */
function quoted(key: string): string {
  return [...Buffer.from(key)]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      if (sign === ' ') return '+';
      return /[\w.-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
