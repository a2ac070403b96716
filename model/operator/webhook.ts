import { isDeepStrictEqual } from 'node:util';
import type { ReadKind, Spec } from './custom-resource';
import { isObject } from '../json/is-object';

/** A change or a value that the operator's webhook refuses. */
export interface WebhookRefusal {
  /** `spec.vhost` */
  readonly field: string;
  /** `'shop' → 'store'`, or what is wrong. */
  readonly message: string;
}

/**
 * The fields of each kind that the operator's webhook lets nobody change, beside the reference to the cluster.
 * @see https://github.com/rabbitmq/messaging-topology-operator/tree/main/internal/webhook/v1beta1 the functions `ValidateUpdate`
 */
const immutable: Readonly<Record<ReadKind, readonly string[]>> = {
  Vhost: ['name'],
  User: [],
  Exchange: ['name', 'vhost', 'type', 'autoDelete', 'durable'],
  Queue: ['name', 'vhost', 'type', 'autoDelete', 'durable', 'arguments'],
  Binding: ['vhost', 'source', 'destination', 'destinationType', 'routingKey', 'arguments'],
  Policy: ['name', 'vhost'],
  OperatorPolicy: ['name', 'vhost'],
  Permission: ['user', 'userReference', 'vhost'],
  TopicPermission: ['permissions.exchange', 'user', 'userReference', 'vhost'],
  Federation: ['name', 'vhost'],
  Shovel: ['name', 'vhost'],
  SuperStream: ['name', 'vhost'],
};

/** What the webhook takes a field for that is not written: the defaults of the CRDs, and Go's. */
const defaults: Readonly<Record<string, unknown>> = { vhost: '/', autoDelete: false, durable: false };

/** What the operator's webhook refuses of a change of one resource. */
export function refusedUpdate(kind: ReadKind, before: Spec, after: Spec): readonly WebhookRefusal[] {
  const others = [...immutable[kind], 'rabbitmqClusterReference'].flatMap((field) => {
    const [old, now] = [before, after].map((spec) => valueOf(kind, field, spec));
    // It makes queues durable that do not say, when they are created; who says nothing afterwards changes nothing.
    const isQueueDurability = kind === 'Queue' && field === 'durable';
    const was = isQueueDurability && before['durable'] === undefined ? true : old;
    const becomes = isQueueDurability && before['durable'] === undefined && after['durable'] === undefined ? true : now;
    if (isDeepStrictEqual(was, becomes)) return [];
    return [{ field: `spec.${field}`, message: `${show(was)} → ${show(becomes)}` }];
  });
  return kind === 'SuperStream' ? [...others, ...fewerPartitions(before, after)] : others;
}

/** Partitions may only be added, after those that there are. */
function fewerPartitions(before: Spec, after: Spec): readonly WebhookRefusal[] {
  const [old, now] = [partitionsOf(before), partitionsOf(after)];
  const isLonger = old.keys.length > 0 || now.keys.length === 0;
  const keepsKeys = isLonger && old.keys.every((key, order) => key === now.keys[order]);
  return [
    ...(keepsKeys
      ? []
      : [
          { field: 'spec.routingKeys', message: `${show(old.keys)} → ${show(now.keys)}, which may only become longer` },
        ]),
    ...(now.partitions >= old.partitions
      ? []
      : [{ field: 'spec.partitions', message: `${old.partitions} → ${now.partitions}, which may only become more` }]),
  ];
}

/** How a super stream is divided. */
function partitionsOf({ routingKeys, partitions = 3 }: Spec): {
  readonly keys: readonly unknown[];
  readonly partitions: number;
} {
  return { keys: Array.isArray(routingKeys) ? routingKeys : [], partitions: Number(partitions) };
}

/** What the operator's webhook refuses of a resource, whether it is new or not. */
export function refusedResource(kind: ReadKind, spec: Spec): readonly WebhookRefusal[] {
  return [...clusterFaults(spec), ...(faultsOf[kind]?.(spec) ?? [])];
}

const faultsOf: { readonly [Kind in ReadKind]?: (spec: Spec) => readonly WebhookRefusal[] } = {
  Queue: ({ type, durable }) =>
    type === 'quorum' && durable === false
      ? [{ field: 'spec.durable', message: 'is false, which quorum queues cannot be' }]
      : [],
  Permission: userFaults,
  TopicPermission: userFaults,
  Shovel: (spec) =>
    (['src', 'dest'] as const)
      .filter((end) => spec[`${end}Protocol`] === 'amqp10' && (spec[`${end}Address`] ?? '') === '')
      .map((end) => ({ field: `spec.${end}Address`, message: `is missing, which '${end}Protocol: amqp10' needs` })),
};

function clusterFaults({ rabbitmqClusterReference: reference }: Spec): readonly WebhookRefusal[] {
  const { name = '', connectionSecret } = isObject(reference) ? reference : {};
  if ((name !== '') !== (connectionSecret !== undefined)) return [];
  const fault = name === '' ? "has neither 'name' nor 'connectionSecret'" : "has both 'name' and 'connectionSecret'";
  return [{ field: 'spec.rabbitmqClusterReference', message: `${fault}, of which the operator wants one` }];
}

function userFaults({ user = '', userReference }: Spec): readonly WebhookRefusal[] {
  if ((user !== '') !== (userReference !== undefined)) return [];
  const said = user === '' ? 'and userReference are both missing' : 'and userReference are both given';
  return [{ field: 'spec.user', message: `${said}, of which the operator wants one` }];
}

function valueOf(kind: ReadKind, field: string, spec: Spec): unknown {
  const value = field.split('.').reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), spec);
  if (value !== undefined) return value;
  return kind === 'Exchange' && field === 'type' ? 'direct' : defaults[field];
}

function show(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}
