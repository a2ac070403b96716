import { blockOf, booleanOf, mapOf, stringOf } from './attributes';
import { named, namedId } from './named-object';
import { computed, first, type ResourceKind } from './resource-kind';
import { renderArguments } from './sent-values';

/** `rabbitmq_exchange`. */
export const exchangeResource: ResourceKind<'exchanges', 'internal' | 'arguments that are no strings'> = {
  type: 'rabbitmq_exchange',
  block: 'settings',
  identity: ['vhost', 'name'],
  unused: computed,
  lacks: {
    internal: 'has no attribute for it',
    'arguments that are no strings': 'has a map of strings for them, and no JSON',
  },
  render: ({ exchanges }) => {
    const { name, vhost, type, durable, auto_delete, arguments: args } = first(exchanges);
    return {
      name,
      vhost,
      settings: { type, durable, auto_delete, arguments: renderArguments(args)['arguments'] },
    };
  },
  read: (attributes) => {
    const settings = blockOf(attributes, 'settings');
    return {
      exchanges: [
        {
          ...named(attributes),
          type: stringOf(settings['type']),
          durable: booleanOf(settings['durable']),
          auto_delete: booleanOf(settings['auto_delete']),
          internal: false,
          arguments: mapOf(settings['arguments']),
        },
      ],
    };
  },
  importId: namedId,
};
