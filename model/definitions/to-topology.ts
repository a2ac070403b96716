import {
  emptyTopology,
  type ApplyTo,
  type Arguments,
  type BindingDefinition,
  type ExchangeDefinition,
  type GlobalParameterDefinition,
  type Json,
  type ParameterDefinition,
  type PermissionDefinition,
  type PolicyDefinition,
  type QueueDefinition,
  type QueueType,
  type Topology,
  type TopicPermissionDefinition,
  type UserDefinition,
  type VhostDefinition,
} from '../topology/topology';
import { field, text, type DefinitionsFault, type Entries, type Entry, type Fields } from './entry';
import { isObject } from '../json/is-object';

/**
 * Takes what is well-formed into a topology, with the defaults of an import.
 * @param entries - the elements as they were written
 * @param vhost - the virtual host of a file that is about one alone; what its elements say is then ignored
 * @returns the topology, and a fault for each element that isn't in it
 */
export function toTopology(
  entries: Entries,
  vhost?: string,
): { readonly topology: Topology; readonly faults: readonly DefinitionsFault[] } {
  const faults: DefinitionsFault[] = [];
  const take = <T>(list: readonly Entry[], read: (fields: Fields) => T | string): (T & { declaredAt: string })[] =>
    list.flatMap(({ fields, declaredAt }) => {
      const element = read(vhost === undefined ? fields : { ...fields, vhost });
      if (typeof element !== 'string') return [{ ...element, declaredAt }];
      faults.push({ at: declaredAt, message: element });
      return [];
    });
  const isOperatorPolicy = ({ fields }: Entry) => field(fields, 'component') === 'operator_policy';
  const topology: Topology = {
    ...emptyTopology,
    vhosts: take(entries.vhosts, readVhost),
    exchanges: take(entries.exchanges, readExchange),
    queues: take(entries.queues, readQueue),
    bindings: take(entries.bindings, readBinding),
    policies: take(entries.policies, readPolicy),
    operatorPolicies: take(entries.parameters.filter(isOperatorPolicy), readOperatorPolicy),
    users: take(entries.users, readUser),
    permissions: take(entries.permissions, readPermission),
    topicPermissions: take(entries.topic_permissions, readTopicPermission),
    parameters: take(
      entries.parameters.filter((entry) => !isOperatorPolicy(entry)),
      readParameter,
    ),
    globalParameters: take(entries.global_parameters, readGlobalParameter),
  };
  return { topology, faults };
}

/** The element's texts, or what is wrong with them. */
function texts<K extends string>(fields: Fields, names: readonly K[]): Record<K, string> | string {
  const found: Partial<Record<K, string>> = {};
  for (const name of names) found[name] = text(fields, name);
  const wrong = names.filter((name) => found[name] === undefined);
  if (wrong.length > 0) return `${wrong.map((name) => `'${name}'`).join(', ')} must be a string`;
  return found as Record<K, string>;
}

function readVhost(fields: Fields): VhostDefinition | string {
  const found = texts(fields, ['name']);
  if (typeof found === 'string') return found;
  const metadata = field(fields, 'metadata');
  const type = isObject(metadata) ? field(metadata, 'default_queue_type') : undefined;
  const description = text(fields, 'description') ?? (isObject(metadata) ? text(metadata, 'description') : undefined);
  const tags = tagsOf(field(fields, 'tags') ?? (isObject(metadata) ? field(metadata, 'tags') : undefined));
  return {
    ...found,
    ...(description === undefined ? {} : { description }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(isQueueType(type) ? { default_queue_type: type } : {}),
    ...(field(fields, 'tracing') === true ? { tracing: true } : {}),
  };
}

function readQueue(fields: Fields): QueueDefinition | string {
  const found = texts(fields, ['name', 'vhost']);
  if (typeof found === 'string') return found;
  return {
    ...found,
    durable: field(fields, 'durable') !== false,
    auto_delete: field(fields, 'auto_delete') === true,
    arguments: table(field(fields, 'arguments')),
  };
}

function readExchange(fields: Fields): ExchangeDefinition | string {
  const found = texts(fields, ['name', 'vhost', 'type']);
  if (typeof found === 'string') return found;
  return {
    ...found,
    durable: field(fields, 'durable') !== false,
    auto_delete: field(fields, 'auto_delete') === true,
    internal: field(fields, 'internal') === true,
    arguments: table(field(fields, 'arguments')),
  };
}

function readBinding(fields: Fields): BindingDefinition | string {
  const found = texts(fields, ['source', 'vhost', 'destination', 'destination_type']);
  if (typeof found === 'string') return found;
  const type = found.destination_type;
  if (type !== 'queue' && type !== 'exchange') return `'destination_type' must be queue or exchange`;
  return {
    ...found,
    destination_type: type,
    routing_key: text(fields, 'routing_key') ?? '',
    arguments: table(field(fields, 'arguments')),
  };
}

function readPolicy(fields: Fields): PolicyDefinition | string {
  const found = texts(fields, ['name', 'vhost', 'pattern']);
  if (typeof found === 'string') return found;
  const definition = field(fields, 'definition');
  if (!isObject(definition)) return "'definition' must be an object";
  const applyTo = field(fields, 'apply-to') ?? 'all';
  if (!isApplyTo(applyTo)) return "'apply-to' must be one of " + applyTos.join(', ');
  const priority = field(fields, 'priority') ?? 0;
  if (typeof priority !== 'number') return "'priority' must be a number";
  return { ...found, 'apply-to': applyTo, definition, priority };
}

function readOperatorPolicy(fields: Fields): PolicyDefinition | string {
  const value = field(fields, 'value');
  if (!isObject(value)) return "'value' must be an object";
  return readPolicy({ ...value, name: field(fields, 'name'), vhost: field(fields, 'vhost') });
}

function readUser(fields: Fields): UserDefinition | string {
  const found = texts(fields, ['name']);
  if (typeof found === 'string') return found;
  const hash = text(fields, 'password_hash');
  const algorithm = text(fields, 'hashing_algorithm');
  const limits = field(fields, 'limits');
  return {
    ...found,
    tags: tagsOf(field(fields, 'tags')),
    ...(hash === undefined ? {} : { password_hash: hash }),
    ...((field(fields, 'password') ?? '') === '' ? {} : { hasPlainPassword: true }),
    ...(algorithm === undefined ? {} : { hashing_algorithm: algorithm }),
    ...(isObject(limits) ? { limits: numbers(limits) } : {}),
  };
}

function readPermission(fields: Fields): PermissionDefinition | string {
  return texts(fields, ['user', 'vhost', 'configure', 'write', 'read']);
}

function readTopicPermission(fields: Fields): TopicPermissionDefinition | string {
  return texts(fields, ['user', 'vhost', 'exchange', 'write', 'read']);
}

function readParameter(fields: Fields): ParameterDefinition | string {
  const found = texts(fields, ['component', 'vhost', 'name']);
  return typeof found === 'string' ? found : { ...found, value: field(fields, 'value') ?? null };
}

function readGlobalParameter(fields: Fields): GlobalParameterDefinition | string {
  const found = texts(fields, ['name']);
  return typeof found === 'string' ? found : { ...found, value: field(fields, 'value') ?? null };
}

/** Tags as the broker reads them: a list, or one text with commas. */
export function tagsOf(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') {
    return value
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '');
  }
  return Array.isArray(value) ? value.filter((tag): tag is string => typeof tag === 'string') : [];
}

function table(value: Json | undefined): Arguments {
  return isObject(value) ? value : {};
}

function numbers(limits: Arguments): Record<string, number> {
  return Object.fromEntries(
    Object.entries(limits).filter((entry): entry is [string, number] => Number.isInteger(entry[1])),
  );
}

const applyTos: readonly ApplyTo[] = ['all', 'queues', 'classic_queues', 'quorum_queues', 'streams', 'exchanges'];

function isApplyTo(value: Json): value is ApplyTo {
  return applyTos.some((known) => known === value);
}

function isQueueType(value: Json | undefined): value is QueueType {
  return value === 'classic' || value === 'quorum' || value === 'stream';
}
