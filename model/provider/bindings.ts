import type { BindingDefinition } from '../topology/topology';
import { stringOf, type Attributes } from './attributes';
import { computed, first, type ResourceKind } from './resource-kind';
import { readArguments, renderArguments } from './sent-values';

/** `rabbitmq_binding`. */
export const bindingResource: ResourceKind<'bindings'> = {
  type: 'rabbitmq_binding',
  unused: { ...computed, properties_key: 'computed: how the broker tells it from others between the same ends' },
  lacks: {},
  render: ({ bindings }) => {
    const { vhost, source, destination, destination_type, routing_key, arguments: args } = first(bindings);
    return {
      vhost,
      source,
      destination,
      destination_type,
      routing_key,
      ...renderArguments(args),
    };
  },
  read: (attributes) => ({
    bindings: [
      {
        vhost: stringOf(attributes['vhost']),
        source: stringOf(attributes['source']),
        destination: stringOf(attributes['destination']),
        // Whatever stands there: the broker judges it.
        destination_type: stringOf(attributes['destination_type']) as BindingDefinition['destination_type'],
        routing_key: stringOf(attributes['routing_key']),
        arguments: readArguments(attributes),
      },
    ],
  }),
  importId: (attributes) => {
    // The id of one with arguments holds a hash that only the broker knows.
    if (Object.keys(readArguments(attributes)).length > 0) return undefined;
    const { vhost, source, destination, destination_type: type, routing_key: key } = texts(attributes);
    const escaped = vhost.replaceAll('%', '%25').replaceAll('/', '%2F');
    return [escaped, source, destination, type, key === '' ? '~' : quoted(key)].join('/');
  },
};

const ends = ['vhost', 'source', 'destination', 'destination_type', 'routing_key'] as const;

function texts(attributes: Attributes): Record<(typeof ends)[number], string> {
  return Object.fromEntries(ends.map((name) => [name, stringOf(attributes[name])])) as ReturnType<typeof texts>;
}

/** As the broker writes a routing key into the name of a binding: of other signs than these, the bytes. */
function quoted(key: string): string {
  return [...new TextEncoder().encode(key)]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      if (sign === ' ') return '+';
      return /[\w.-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
