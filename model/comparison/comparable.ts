import { resourceKinds } from '../provider/resource-kinds';
import { WITHHELD_URI } from '../definitions/withheld';
import type { FindingObject } from '../finding';
import type { ServerVersion } from '../server/server-version';
import { queueTypeOf } from '../topology/queue-type';
import { isReserved } from '../topology/reserved-global-parameters';
import type { Arguments, Declared, Json, ParameterDefinition, Topology } from '../topology/topology';
import { ownValue } from '../own-value';

/** An object as it is compared: what says the same is written in one way. */
export interface Comparable {
  readonly object: FindingObject;
  /** What tells it from all others. */
  readonly key: string;
  /** What is set of it; undefined is not said, and so is not compared. */
  readonly settings: Readonly<Record<string, Json | undefined>>;
  /** Other values that the object may have as well, by setting: what the provider makes of what is declared. */
  readonly sent?: Readonly<Record<string, Json | undefined>>;
  /** Whether it is only referred to, so that nothing is known but that it shall be there. */
  readonly isReferred: boolean;
}

/** The objects of a topology, as they are compared. */
export function comparables(topology: Topology, version: ServerVersion): readonly Comparable[] {
  const defaults = new Map(topology.vhosts.map(({ name, default_queue_type: type }) => [name, type]));
  return [
    ...topology.vhosts.map((vhost) => {
      const { name, description = '', tags = [], default_queue_type, tracing } = vhost;
      const settings = { description, tags: [...tags].sort(), default_queue_type, tracing };
      return comparable(vhost, { type: 'vhost', vhost: name, name }, settings);
    }),
    ...topology.users.map((user) => {
      const { name, tags, password_hash, limits = {} } = user;
      return comparable(user, { type: 'user', vhost: null, name }, { tags: [...tags].sort(), password_hash, limits });
    }),
    ...topology.queues.map((queue) => {
      const { name, vhost, durable, auto_delete, arguments: args } = queue;
      // The server adds the type to the arguments of what is declared without one.
      const type = queueTypeOf(queue, defaults.get(vhost), version);
      const typed = type === undefined ? args : { ...args, 'x-queue-type': type };
      return comparable(queue, { type: 'queue', vhost, name }, { durable, auto_delete, arguments: typed });
    }),
    ...topology.exchanges
      .filter(({ name }) => name !== '' && !name.startsWith('amq.'))
      .map((exchange) => {
        const { name, vhost, type, durable, auto_delete, internal, arguments: args } = exchange;
        return comparable(
          exchange,
          { type: 'exchange', vhost, name },
          { type, durable, auto_delete, internal, arguments: args },
        );
      }),
    ...topology.bindings
      .filter(({ source }) => source !== '')
      .map((binding) => {
        const { vhost, source, destination, destination_type: kind, routing_key: key, arguments: args } = binding;
        const more = [...(key === '' ? [] : [key]), ...(Object.keys(args).length === 0 ? [] : [canonical(args)])];
        const name = `${source} -> ${destination}${more.length === 0 ? '' : ` (${more.join(' ')})`}`;
        return comparable(
          binding,
          { type: 'binding', vhost, name },
          {},
          canonical([source, kind, destination, key, args]),
        );
      }),
    ...[...topology.policies.map(policy('policy')), ...topology.operatorPolicies.map(policy('operator policy'))],
    ...topology.permissions.map((permission) => {
      const { user, vhost, configure, write, read } = permission;
      return comparable(permission, { type: 'permission', vhost, name: user }, { configure, write, read });
    }),
    ...topology.topicPermissions.map((permission) => {
      const { user, vhost, exchange, write, read } = permission;
      const name = `${user} for ${exchange}`;
      return comparable(
        permission,
        { type: 'topic permission', vhost, name },
        { write, read },
        canonical([user, exchange]),
      );
    }),
    ...topology.parameters.filter((one) => !isNothing(one)).map(parameter),
    ...topology.globalParameters
      .filter(({ name }) => !isReserved(name))
      .map((one) => comparable(one, { type: 'global parameter', vhost: null, name: one.name }, { value: one.value })),
  ];
}

/** JSON with its keys in one order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner !== 'object' || inner === null || Array.isArray(inner)
      ? inner
      : Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1))),
  );
}

function comparable(
  { imported = false }: Declared,
  object: FindingObject,
  settings: Comparable['settings'],
  id = object.name,
): Comparable {
  return { object, key: canonical([object.type, object.vhost, id]), settings, isReferred: imported };
}

function policy(type: 'policy' | 'operator policy') {
  return (one: Topology['policies'][number]): Comparable => {
    const { name, vhost, pattern, priority, definition, 'apply-to': applyTo } = one;
    return comparable(one, { type, vhost, name }, { pattern, 'apply-to': applyTo, priority, definition });
  };
}

function parameter(one: ParameterDefinition): Comparable {
  const { component, vhost, name, value } = one;
  const object = { type: component, vhost, name };
  const compared = comparable(one, object, { value: withOneUri(value) });
  const resource = ownValue(resources, component);
  return resource === undefined ? compared : { ...compared, sent: { value: withOneUri(sentBy(resource, one)) } };
}

const resources: Readonly<Record<string, 'rabbitmq_shovel' | 'rabbitmq_federation_upstream' | undefined>> = {
  shovel: 'rabbitmq_shovel',
  'federation-upstream': 'rabbitmq_federation_upstream',
};

/** The value with the provider's own defaults. */
function sentBy(type: 'rabbitmq_shovel' | 'rabbitmq_federation_upstream', one: ParameterDefinition): Json {
  const kind = resourceKinds[type] as { render(all: object): object; read(all: object): Partial<Topology> };
  return kind.read(kind.render({ parameters: [one] })).parameters?.[0]?.value ?? null;
}

/** A URI may be a list of one; one that only Terraform knows is not said. */
function withOneUri(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value as Arguments).map(([key, inner]): [string, Json] => {
    const [first, ...more] = Array.isArray(inner) ? (inner as readonly Json[]) : [inner];
    return [key, key.endsWith('uri') && more.length === 0 ? (first ?? null) : inner];
  });
  return Object.fromEntries(entries.filter(([, inner]) => inner !== WITHHELD_URI));
}

/** Limits that limit nothing. */
function isNothing({ component, value }: ParameterDefinition): boolean {
  return component === 'vhost-limits' && Object.keys(value ?? {}).length === 0;
}
