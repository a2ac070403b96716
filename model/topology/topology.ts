/**
 * A declared topology as plain data, in the words and units of RabbitMQ's HTTP API (milliseconds, bytes), so that a
 * definitions file nearly is one.
 * @see https://www.rabbitmq.com/docs/definitions
 */
export interface Topology {
  readonly vhosts: readonly VhostDefinition[];
  readonly exchanges: readonly ExchangeDefinition[];
  readonly queues: readonly QueueDefinition[];
  readonly bindings: readonly BindingDefinition[];
  readonly policies: readonly PolicyDefinition[];
  readonly operatorPolicies: readonly PolicyDefinition[];
  readonly users: readonly UserDefinition[];
  readonly permissions: readonly PermissionDefinition[];
  readonly topicPermissions: readonly TopicPermissionDefinition[];
  readonly parameters: readonly ParameterDefinition[];
  readonly globalParameters: readonly GlobalParameterDefinition[];
}

/** Where an element was declared. */
export interface Declared {
  /** A construct path (`single-node/orders`), or a file and JSON pointer (`definitions.json#/queues/3`). */
  readonly declaredAt?: string;
  /** Exists already and is only referred to here: its settings may be other than what stands here. */
  readonly imported?: boolean;
}

/** A value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Arguments of a queue, exchange or binding, or the definition of a policy: keys and values as the HTTP API takes them. */
export type Arguments = Readonly<Record<string, Json>>;

/** A value of an argument that users give: what JSON can carry, without null, which servers refuse in arguments. */
export type ArgumentValue =
  string | number | boolean | readonly ArgumentValue[] | { readonly [key: string]: ArgumentValue };

/** Arguments of a queue, exchange or binding by name: `{ 'x-max-priority': 10 }`. */
export type ArgumentTable = Readonly<Record<string, ArgumentValue>>;

/** The type of a queue, as `x-queue-type` says it. */
export type QueueType = 'classic' | 'quorum' | 'stream';

/** What kind of object a policy applies to. */
export type ApplyTo = 'all' | 'queues' | 'classic_queues' | 'quorum_queues' | 'streams' | 'exchanges';

/** A virtual host: the namespace of exchanges, queues and policies. */
export interface VhostDefinition extends Declared {
  readonly name: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** The type of queues declared without `x-queue-type`. */
  readonly default_queue_type?: QueueType;
  readonly tracing?: boolean;
}

/** A queue, of the type that its `x-queue-type` says. */
export interface QueueDefinition extends Declared {
  readonly name: string;
  readonly vhost: string;
  readonly durable: boolean;
  readonly auto_delete: boolean;
  readonly arguments: Arguments;
}

/** An exchange. */
export interface ExchangeDefinition extends Declared {
  readonly name: string;
  readonly vhost: string;
  readonly type: string;
  readonly durable: boolean;
  readonly auto_delete: boolean;
  readonly internal: boolean;
  readonly arguments: Arguments;
}

/** A binding: from an exchange to a queue or another exchange. */
export interface BindingDefinition extends Declared {
  readonly source: string;
  readonly vhost: string;
  readonly destination: string;
  readonly destination_type: 'queue' | 'exchange';
  readonly routing_key: string;
  readonly arguments: Arguments;
}

/** A policy or an operator policy. */
export interface PolicyDefinition extends Declared {
  readonly name: string;
  readonly vhost: string;
  /** A PCRE pattern that is searched for in object names: unanchored unless it says `^` and `$`. */
  readonly pattern: string;
  readonly 'apply-to': ApplyTo;
  readonly definition: Arguments;
  readonly priority: number;
}

/** A user. Passwords are never part of a topology: only the hash that a definitions file carries may be. */
export interface UserDefinition extends Declared {
  readonly name: string;
  readonly tags: readonly string[];
  readonly password_hash?: string;
  readonly hashing_algorithm?: string;
  /** Whether a definitions file carries the password itself. */
  readonly hasPlainPassword?: boolean;
  readonly limits?: { readonly 'max-connections'?: number; readonly 'max-channels'?: number };
}

/** What a user may do in a virtual host: three PCRE patterns on resource names; the empty one matches nothing. */
export interface PermissionDefinition extends Declared {
  /** Whether everything was granted on purpose, as to whoever administers; absent where nobody says, as in a file. */
  readonly administers?: boolean;
  readonly user: string;
  readonly vhost: string;
  readonly configure: string;
  readonly write: string;
  readonly read: string;
}

/** Patterns on routing keys that narrow what a user may do with a topic exchange. */
export interface TopicPermissionDefinition extends Declared {
  readonly user: string;
  readonly vhost: string;
  readonly exchange: string;
  readonly write: string;
  readonly read: string;
}

/** A runtime parameter of a virtual host: `vhost-limits`, `federation-upstream`, `shovel`, … */
export interface ParameterDefinition extends Declared {
  readonly component: string;
  readonly vhost: string;
  readonly name: string;
  readonly value: Json;
}

/** A runtime parameter of the whole cluster. */
export interface GlobalParameterDefinition extends Declared {
  readonly name: string;
  readonly value: Json;
}

/** The topology in which nothing is declared: the start of every other. */
export const emptyTopology: Topology = {
  vhosts: [],
  exchanges: [],
  queues: [],
  bindings: [],
  policies: [],
  operatorPolicies: [],
  users: [],
  permissions: [],
  topicPermissions: [],
  parameters: [],
  globalParameters: [],
};
