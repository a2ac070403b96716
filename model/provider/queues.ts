import { blockOf, booleanOf } from './attributes';
import { named, namedId } from './named-object';
import { computed, first, type ResourceKind } from './resource-kind';
import { readArguments, renderArguments } from './sent-values';

/** `rabbitmq_queue`. */
export const queueResource: ResourceKind<'queues', 'exclusive'> = {
  type: 'rabbitmq_queue',
  block: 'settings',
  identity: ['vhost', 'name'],
  unused: computed,
  lacks: { exclusive: 'declares it by a request, and no connection would have it' },
  render: ({ queues }) => {
    const { name, vhost, durable, auto_delete, arguments: args } = first(queues);
    return {
      name,
      vhost,
      settings: { durable, auto_delete, ...renderArguments(args) },
    };
  },
  read: (attributes) => {
    const settings = blockOf(attributes, 'settings');
    return {
      queues: [
        {
          ...named(attributes),
          durable: booleanOf(settings['durable']),
          auto_delete: booleanOf(settings['auto_delete']),
          arguments: readArguments(settings),
        },
      ],
    };
  },
  importId: namedId,
};
