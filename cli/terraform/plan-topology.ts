import {
  emptyTopology,
  type ApplyTo,
  type Arguments,
  type Json,
  type PolicyDefinition,
  type QueueType,
  type Topology,
} from '../../model/topology/topology';
import { blockOf, type Attributes, type PlannedResource } from './plan';

/** Which side of a plan. */
export type Side = 'before' | 'after';

/**
 * The topology that a plan's resources are, or will be. `declaredAt` is the address of the resource.
 * @param resources - those of one broker
 */
export function planTopology(resources: readonly PlannedResource[], side: Side): Topology {
  const parts: { [K in keyof Topology]: Topology[K][number][] } = structuredClone(emptyTopology) as never;
  for (const resource of resources) {
    const attributes = resource[side];
    if (attributes === undefined || !Object.hasOwn(readers, resource.type)) continue;
    for (const [kind, elements] of Object.entries(readers[resource.type]?.(attributes) ?? {})) {
      const into = parts[kind as keyof Topology] as object[];
      for (const element of elements) into.push({ ...element, declaredAt: resource.address });
    }
  }
  return parts as Topology;
}

/** Arguments as the broker has them, from the provider's two ways of writing them. */
export function argumentsOf(attributes: Attributes): Arguments {
  const json = attributes['arguments_json'];
  if (typeof json === 'string' && json !== '') return JSON.parse(json);
  return (attributes['arguments'] ?? {}) as Arguments;
}

const readers: Readonly<Record<string, (attributes: Attributes) => Partial<Topology>>> = {
  rabbitmq_vhost: (vhost) => ({
    vhosts: [
      {
        name: text(vhost['name']),
        default_queue_type: (vhost['default_queue_type'] || undefined) as QueueType | undefined,
      },
    ],
  }),
  rabbitmq_queue: (queue) => {
    const settings = blockOf(queue, 'settings');
    return {
      queues: [
        {
          ...named(queue),
          durable: settings['durable'] === true,
          auto_delete: settings['auto_delete'] === true,
          arguments: argumentsOf(settings),
        },
      ],
    };
  },
  rabbitmq_exchange: (exchange) => {
    const settings = blockOf(exchange, 'settings');
    return {
      exchanges: [
        {
          ...named(exchange),
          type: text(settings['type']),
          durable: settings['durable'] === true,
          auto_delete: settings['auto_delete'] === true,
          internal: false,
          arguments: argumentsOf(settings),
        },
      ],
    };
  },
  rabbitmq_binding: (binding) => ({
    bindings: [
      {
        vhost: text(binding['vhost']),
        source: text(binding['source']),
        destination: text(binding['destination']),
        destination_type: binding['destination_type'] === 'exchange' ? 'exchange' : 'queue',
        routing_key: text(binding['routing_key']),
        arguments: argumentsOf(binding),
      },
    ],
  }),
  rabbitmq_policy: (policy) => ({ policies: [policyOf(policy)] }),
  rabbitmq_operator_policy: (policy) => ({ operatorPolicies: [policyOf(policy)] }),
  rabbitmq_user: (user) => ({ users: [{ name: text(user['name']), tags: (user['tags'] ?? []) as readonly string[] }] }),
  rabbitmq_permissions: (permissions) => {
    const { configure, write, read } = blockOf(permissions, 'permissions');
    return {
      permissions: [{ ...userIn(permissions), configure: text(configure), write: text(write), read: text(read) }],
    };
  },
  rabbitmq_topic_permissions: (permissions) => ({
    topicPermissions: ((permissions['permissions'] ?? []) as readonly Attributes[]).map(
      ({ exchange, write, read }) => ({
        ...userIn(permissions),
        exchange: text(exchange),
        write: text(write),
        read: text(read),
      }),
    ),
  }),
};

function policyOf(resource: Attributes): PolicyDefinition {
  const { pattern, apply_to: applyTo, priority, definition } = blockOf(resource, 'policy');
  const entries = Object.entries((definition ?? {}) as Readonly<Record<string, string>>);
  return {
    ...named(resource),
    pattern: text(pattern),
    'apply-to': text(applyTo) as ApplyTo,
    priority: Number(priority ?? 0),
    definition: Object.fromEntries(entries.map(([key, value]) => [key, sent(value)])),
  };
}

/** The provider sends what reads as a whole number as one. */
function sent(value: string): Json {
  return /^[+-]?\d+$/.test(value) ? Number(value) : value;
}

function named(attributes: Attributes): { readonly name: string; readonly vhost: string } {
  return { name: text(attributes['name']), vhost: text(attributes['vhost']) };
}

function userIn(attributes: Attributes): { readonly user: string; readonly vhost: string } {
  return { user: text(attributes['user']), vhost: text(attributes['vhost']) };
}

/** What only the apply will tell is absent: an empty text stands for it. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
