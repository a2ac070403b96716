import type * as yamlLibrary from 'yaml';
import type { Pair, YAMLMap } from 'yaml';
import {
  sections,
  type DefinitionsFault,
  type Entries,
  type Entry,
  type Fields,
  type Section,
} from '../definitions/entry';
import { toTopology } from '../definitions/to-topology';
import { lazily } from '../lazily';
import { emptyTopology, type Json, type Topology } from '../topology/topology';
import { API_VERSION, operatorKinds, SUPER_STREAM_API_VERSION, type ReadKind, type Spec } from './custom-resource';
import { parameterFields } from './parameter-fields';
import { omitUndefined } from '../omit-undefined';
import { isObject } from '../json/is-object';

// Few files that are read are YAML.
const yaml = lazily<typeof yamlLibrary>(() => require('yaml'));

/** A custom resource as it is written. */
export interface ReadResource {
  readonly kind: ReadKind;
  readonly name: string;
  readonly namespace?: string;
  readonly spec: Spec;
  /** Like `queues.yaml#Queue/orders`: what it comes to in a topology is declared there. */
  readonly declaredAt: string;
}

/** The custom resources of a file of manifests. */
export interface ReadResources {
  readonly resources: readonly ReadResource[];
  /** Each `declaredAt` is like `queues.yaml#Queue/orders`. */
  readonly topology: Topology;
  /** What is in no topology, and why. */
  readonly faults: readonly DefinitionsFault[];
  /** Where in the text a resource stands, or the first key of a name within it. */
  locate(declaredAt: string, key?: string): number | undefined;
}

/** Whether a text is YAML or JSON with custom resources of the operators. */
export function hasResources(content: string): boolean {
  return [API_VERSION, SUPER_STREAM_API_VERSION].some((version) => content.includes(version)) && kindLine.test(content);
}

const kindLine = new RegExp(
  `["']?kind["']?\\s*:\\s*["']?(?:${[...operatorKinds, 'SuperStream', 'RabbitmqCluster'].join('|')})\\b`,
);

/**
 * Reads manifests: one or several documents, as they are written or as kustomize prints them. What is of other kinds is passed
 * over. A user is called as its resource, since its name stands in a Secret.
 * @param file - what to call the file
 */
export function readResources(content: string, file: string): ReadResources {
  const { isMap, LineCounter, parseAllDocuments } = yaml();
  const lines = new LineCounter();
  const entries = new Map<Section, Entry[]>(sections.map((section) => [section, []]));
  const faults: DefinitionsFault[] = [];
  const places = new Map<string, YAMLMap>();
  const resources: ReadResource[] = [];
  for (const document of parseAllDocuments(content, { lineCounter: lines, uniqueKeys: false })) {
    // What follows the first error follows from it.
    for (const { message, pos } of document.errors.slice(0, 1)) {
      const { line, col } = lines.linePos(pos[0]);
      faults.push({ at: file, message: `line ${line}, column ${col}: ${message.replace(/ at line \d.*/s, '')}` });
    }
    const { contents } = document;
    if (!isMap(contents)) continue;
    const nodes = isList(contents) ? itemsOf(contents) : [contents];
    for (const node of nodes) {
      const resource: unknown = node.toJS(document);
      if (!isResource(resource)) continue;
      const { kind, metadata, spec } = resource;
      const name = String(metadata?.['name'] ?? '');
      const namespace = metadata?.['namespace'] as string | undefined;
      const declaredAt = `${file}#${kind}/${name}`;
      places.set(declaredAt, node);
      if (!isObject<Json>(spec)) {
        faults.push({ at: declaredAt, message: "'spec' must be an object" });
        continue;
      }
      resources.push({ kind, name, namespace, spec, declaredAt });
      for (const [section, fields] of elementsOf[kind](spec, name)) entries.get(section)?.push({ fields, declaredAt });
    }
  }
  const read = toTopology(Object.fromEntries(entries) as unknown as Entries);
  return {
    resources,
    topology: read.topology,
    faults: [...faults, ...read.faults],
    locate: (declaredAt, key) => {
      const node = places.get(declaredAt);
      if (node === undefined) return undefined;
      return (key === undefined ? undefined : keyWithin(node, key)) ?? node.range?.[0];
    },
  };
}

/** Topologies that are declared on one broker. */
export function mergeTopologies(topologies: readonly Topology[]): Topology {
  const together = Object.keys(emptyTopology).map((section) => [
    section,
    topologies.flatMap((topology) => topology[section as keyof Topology] as readonly object[]),
  ]);
  return Object.fromEntries(together) as unknown as Topology;
}

/** Virtual hosts and users that are named and not declared: they exist already. */
export function impliedBy(topology: Topology): Topology {
  const named = Object.values(topology) as readonly (readonly { readonly vhost?: string }[])[];
  const vhosts = new Set(named.flat().flatMap(({ vhost }) => (vhost === undefined ? [] : [vhost])));
  const users = new Set([...topology.permissions, ...topology.topicPermissions].map(({ user }) => user));
  for (const { name } of topology.vhosts) vhosts.delete(name);
  for (const { name } of topology.users) users.delete(name);
  return {
    ...emptyTopology,
    vhosts: [...vhosts].map((name) => ({ name, imported: true })),
    users: [...users].map((name) => ({ name, tags: [], imported: true })),
  };
}

/** A topology beside which another is judged: all of it is there already. */
export function asImported(topology: Topology): Topology {
  return Object.fromEntries(
    Object.entries(topology).map(([section, elements]) => [
      section,
      (elements as readonly object[]).map((element) => ({ ...element, imported: true })),
    ]),
  ) as unknown as Topology;
}

type Read = (spec: Fields, name: string) => readonly (readonly [Section, Fields])[];

/** The elements of a definitions file that a resource comes to, with the operator's defaults. */
const elementsOf: Readonly<Record<ReadKind, Read>> = {
  Vhost: (spec) => {
    const { name, tags, defaultQueueType, limits } = spec;
    const { connections, queues } = isObject<Json>(limits) ? limits : {};
    const value = omitUndefined({ 'max-connections': connections, 'max-queues': queues });
    return [
      ['vhosts', { name, tags, metadata: omitUndefined({ default_queue_type: defaultQueueType }) as Json }],
      ...(Object.keys(value).length === 0
        ? []
        : [['parameters', { component: 'vhost-limits', vhost: name, name: 'limits', value: value as Json }] as const]),
    ];
  },
  User: ({ tags, limits }, name) => {
    const { connections, channels } = isObject<Json>(limits) ? limits : {};
    const given = omitUndefined({ 'max-connections': connections, 'max-channels': channels });
    const limited = Object.keys(given).length === 0 ? {} : { limits: given as Json };
    return [['users', { name, tags: tags ?? [], password_hash: '', ...limited }]];
  },
  Exchange: ({ name, vhost = '/', type = 'direct', durable = false, autoDelete = false, arguments: table = {} }) => [
    ['exchanges', { name, vhost, type, durable, auto_delete: autoDelete, internal: false, arguments: table }],
  ],
  Queue: ({ name, vhost = '/', type, durable = true, autoDelete = false, arguments: table = {} }) => [
    [
      'queues',
      {
        ...{ name, vhost, durable, auto_delete: autoDelete },
        arguments: type === undefined || !isObject<Json>(table) ? table : { ...table, 'x-queue-type': type },
      },
    ],
  ],
  Binding: (spec) => {
    const { source, vhost = '/', destination, destinationType, routingKey = '', arguments: table = {} } = spec;
    return [
      [
        'bindings',
        { source, vhost, destination, destination_type: destinationType, routing_key: routingKey, arguments: table },
      ],
    ];
  },
  Policy: ({ name, vhost = '/', pattern, applyTo = 'all', definition, priority = 0 }) => [
    ['policies', { name, vhost, pattern, 'apply-to': applyTo, definition, priority }],
  ],
  OperatorPolicy: ({ name, vhost = '/', pattern, applyTo = 'queues', definition, priority = 0 }) => [
    [
      'parameters',
      {
        ...{ component: 'operator_policy', name, vhost },
        value: omitUndefined({ pattern, 'apply-to': applyTo, definition, priority }) as Json,
      },
    ],
  ],
  Permission: ({ vhost, user, userReference, permissions }) => {
    const { configure = '', write = '', read = '' } = isObject<Json>(permissions) ? permissions : {};
    return [['permissions', { vhost, user: user ?? nameIn(userReference), configure, write, read }]];
  },
  TopicPermission: ({ vhost, user, userReference, permissions }) => {
    const { exchange, write = '', read = '' } = isObject<Json>(permissions) ? permissions : {};
    return [['topic_permissions', { vhost, user: user ?? nameIn(userReference), exchange, write, read }]];
  },
  Federation: (spec) => [parameterOf('federation-upstream', spec)],
  Shovel: (spec) => [parameterOf('shovel', spec)],
  // The operator calls it as its resource, whatever its field `name` says.
  SuperStream: ({ vhost = '/', partitions = 3, routingKeys }, name) => {
    const count = typeof partitions === 'number' ? Math.max(0, Math.trunc(partitions)) : 0;
    const keys = Array.isArray(routingKeys) ? routingKeys.map(String) : Array.from({ length: count }, (_, i) => `${i}`);
    const always = { vhost, durable: true, auto_delete: false };
    return [
      ['exchanges', { ...always, name, type: 'direct', internal: false, arguments: {} }],
      ...keys.flatMap((key, order): readonly (readonly [Section, Fields])[] => [
        ['queues', { ...always, name: `${name}-${key}`, arguments: { 'x-queue-type': 'stream' } }],
        [
          'bindings',
          {
            ...{ source: name, vhost, destination: `${name}-${key}`, destination_type: 'queue', routing_key: key },
            arguments: { 'x-stream-partition-order': order },
          },
        ],
      ]),
    ];
  },
};

/** A parameter by the fields of its kind; its URIs stand in a Secret, and are as good as any here. */
function parameterOf(component: string, { name, vhost = '/', ...spec }: Fields): readonly ['parameters', Fields] {
  const kind = parameterFields[component];
  const uris = (kind?.uris ?? []).map(({ key }) => [key, 'amqp://'] as const);
  const fields = Object.entries(kind?.fields ?? {}).map(([key, field]) => [key, spec[field]] as const);
  const value = omitUndefined(Object.fromEntries<Json | undefined>([...uris, ...fields])) as Json;
  return ['parameters', { component, vhost, name, value }];
}

function nameIn(reference: Json | undefined): Json | undefined {
  return isObject<Json>(reference) ? reference['name'] : undefined;
}

interface Resource {
  readonly kind: ReadKind;
  readonly metadata?: Fields;
  readonly spec?: unknown;
}

function isResource(value: unknown): value is Resource {
  const { apiVersion, kind } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (apiVersion === SUPER_STREAM_API_VERSION) return kind === 'SuperStream';
  return apiVersion === API_VERSION && operatorKinds.some((one) => one === kind);
}

/** Whether it is a `List` of objects, as `kubectl get` prints it. */
function isList(node: YAMLMap): boolean {
  return node.get('kind') === 'List';
}

function itemsOf(node: YAMLMap): readonly YAMLMap[] {
  const items: unknown = node.get('items', true);
  const all = (items as { readonly items?: readonly unknown[] } | undefined)?.items ?? [];
  return all.filter((item) => yaml().isMap(item));
}

/** Where the first key of a name, as RabbitMQ or the operator spells it, stands within an object. */
function keyWithin(node: YAMLMap, key: string): number | undefined {
  const { isMap, isScalar } = yaml();
  const spelt = new Set([key, key.replaceAll(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase())]);
  const search = (map: YAMLMap): number | undefined => {
    for (const { key: found, value } of map.items as readonly Pair[]) {
      if (isScalar(found) && spelt.has(String(found.value))) return found.range?.[0];
      const inner = isMap(value) ? search(value) : undefined;
      if (inner !== undefined) return inner;
    }
    return undefined;
  };
  const spec: unknown = node.get('spec', true);
  return isMap(spec) ? search(spec) : undefined;
}
