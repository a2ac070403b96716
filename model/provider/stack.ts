import { field, isTable, text, type Entries, type Entry, type Fields } from '../definitions/entry';
import { toTopology } from '../definitions/to-topology';
import type { Json, Topology } from '../topology/topology';

/** Whether a text is a synthesized stack, `cdk.tf.json`, and not a definitions file. */
export function isStack(content: string): boolean {
  // Most files are none, and large ones take long to read.
  if (!content.includes('"terraform"')) return false;
  const root = parse(content);
  return root !== undefined && isTable(field(root, 'terraform')) && field(root, 'queues') === undefined;
}

/**
 * Reads the topology that a synthesized stack declares: its `rabbitmq_*` resources, as the provider sends them.
 * References to other resources (`${…}`) stay as they are.
 * @param content - the text of a `cdk.tf.json`
 * @param file - what to call the file
 * @see https://registry.terraform.io/providers/cyrilgdn/rabbitmq/latest/docs
 */
export function readStack(content: string, file: string): Topology {
  const resources = field(parse(content) ?? {}, 'resource');
  const of = (type: string, read: (fields: Fields) => Fields): readonly Entry[] => {
    const byId = isTable(resources) ? field(resources, type) : undefined;
    return Object.entries(isTable(byId) ? byId : {}).flatMap(([id, fields]) =>
      isTable(fields)
        ? [{ fields: read(fields), declaredAt: pathOf(fields) ?? `${file}#/resource/${type}/${id}` }]
        : [],
    );
  };
  const entries: Entries = {
    users: of('rabbitmq_user', (fields) => ({ name: fields['name'], tags: fields['tags'] ?? [] })),
    vhosts: of('rabbitmq_vhost', (fields) => ({
      name: fields['name'],
      metadata: { default_queue_type: fields['default_queue_type'] ?? 'undefined' },
    })),
    permissions: of('rabbitmq_permissions', (fields) => ({
      ...block(fields, 'permissions'),
      user: fields['user'],
      vhost: fields['vhost'] ?? '/',
    })),
    topic_permissions: of('rabbitmq_topic_permissions', (fields) => ({
      ...block(fields, 'permissions'),
      user: fields['user'],
      vhost: fields['vhost'] ?? '/',
    })),
    exchanges: of('rabbitmq_exchange', settled),
    global_parameters: [],
    policies: of('rabbitmq_policy', policyFields),
    parameters: [],
    queues: of('rabbitmq_queue', settled),
    bindings: of('rabbitmq_binding', (fields) => ({ ...fields, arguments: argumentsOf(fields) })),
  };
  const operatorPolicies = { ...noEntries, policies: of('rabbitmq_operator_policy', policyFields) };
  return {
    ...toTopology(entries).topology,
    operatorPolicies: toTopology(operatorPolicies).topology.policies,
  };
}

const noEntries: Entries = {
  users: [],
  vhosts: [],
  permissions: [],
  topic_permissions: [],
  exchanges: [],
  global_parameters: [],
  policies: [],
  parameters: [],
  queues: [],
  bindings: [],
};

function parse(content: string): Fields | undefined {
  try {
    const root: unknown = JSON.parse(content);
    return isTable(root) ? root : undefined;
  } catch {
    return undefined;
  }
}

/** The construct path, which cdktf leaves in a comment. */
function pathOf(fields: Fields): string | undefined {
  const comment = field(fields, '//');
  const metadata = isTable(comment) ? field(comment, 'metadata') : undefined;
  return isTable(metadata) ? text(metadata, 'path')?.replace(/\/Default$/, '') : undefined;
}

/** A queue or an exchange: the provider's `durable` is false by default. */
function settled(fields: Fields): Fields {
  const settings = block(fields, 'settings');
  return {
    name: fields['name'],
    vhost: fields['vhost'] ?? '/',
    type: settings['type'],
    durable: settings['durable'] ?? false,
    auto_delete: settings['auto_delete'] ?? false,
    internal: false,
    arguments: argumentsOf(settings),
  };
}

function policyFields(fields: Fields): Fields {
  const policy = block(fields, 'policy');
  const definition = policy['definition'];
  return {
    name: fields['name'],
    vhost: fields['vhost'] ?? '/',
    pattern: policy['pattern'],
    priority: policy['priority'],
    'apply-to': policy['apply_to'],
    definition: isTable(definition)
      ? Object.fromEntries(Object.entries(definition).map(([key, value]) => [key, providerValue(value)]))
      : definition,
  };
}

// The provider sends every text that reads as a whole number as one.
function providerValue(value: Json): Json {
  return typeof value === 'string' && /^[+-]?\d{1,18}$/.test(value) ? Number(value) : value;
}

/** Blocks that may stand once are objects, or lists of one. */
function block(fields: Fields, name: string): Fields {
  const value = field(fields, name);
  const first: Json | undefined = Array.isArray(value) ? (value as readonly Json[])[0] : value;
  return isTable(first) ? first : {};
}

/** Arguments as the provider sends them: a map of texts, or JSON. */
function argumentsOf(fields: Fields): Json {
  const json = text(fields, 'arguments_json');
  const parsed = json === undefined ? undefined : parse(json);
  if (parsed !== undefined) return parsed as Json;
  const plain = field(fields, 'arguments');
  if (!isTable(plain)) return {};
  return Object.fromEntries(
    Object.entries(plain).map(([key, value]) => [key, typeof value === 'string' ? value : String(value)]),
  );
}
