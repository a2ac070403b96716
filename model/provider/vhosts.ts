import type { QueueType } from '../topology/topology';
import { booleanOf, stringOf, type Attributes } from './attributes';
import { computed, first, type ResourceKind } from './resource-kind';

/** `rabbitmq_vhost`: a virtual host with its limits. */
export const vhostResource: ResourceKind<'vhosts' | 'parameters', 'tags'> = {
  type: 'rabbitmq_vhost',
  identity: ['name'],
  unread: ['default_queue_type'],
  unused: computed,
  lacks: { tags: 'has no attribute for it' },
  render: ({ vhosts, parameters }) => {
    const { name, description, default_queue_type, tracing } = first(vhosts);
    const limits = (parameters[0]?.value ?? {}) as Readonly<Record<string, number | undefined>>;
    return {
      name,
      description,
      default_queue_type,
      tracing,
      max_connections: limits['max-connections']?.toString(),
      max_queues: limits['max-queues']?.toString(),
    };
  },
  read: (attributes) => {
    const [name, description] = [stringOf(attributes['name']), stringOf(attributes['description'])];
    const type = stringOf(attributes['default_queue_type']);
    const value = Object.fromEntries([
      ...limit('max-connections', attributes['max_connections']),
      ...limit('max-queues', attributes['max_queues']),
    ]);
    return {
      vhosts: [
        {
          name,
          ...(description === '' ? {} : { description }),
          // Whatever stands there: the broker judges it.
          ...(type === '' ? {} : { default_queue_type: type as QueueType }),
          ...(booleanOf(attributes['tracing']) ? { tracing: true } : {}),
        },
      ],
      parameters:
        Object.keys(value).length === 0 ? [] : [{ component: 'vhost-limits', name: 'limits', vhost: name, value }],
    };
  },
  importId: ({ name }: Attributes) => stringOf(name),
};

/** The provider sends 0 for what Go's `strconv.Atoi` cannot read. */
function limit(key: string, value: unknown): [string, number][] {
  const text = stringOf(value);
  if (text === '' || text.includes('${')) return [];
  return [[key, /^[+-]?\d+$/.test(text) ? Number(text) : 0]];
}
