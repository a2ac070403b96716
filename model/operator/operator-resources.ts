import type { Fields } from '../definitions/entry';
import { omitEmpty, parameterFields } from './parameter-fields';
import { idOf } from '../topology/object-id';
import { isServersOwn } from '../topology/servers-own';
import type { Declared, Json, ParameterDefinition, Topology } from '../topology/topology';
import { API_VERSION, operatorKinds, type CustomResource, type OperatorKind, type Spec } from './custom-resource';
import { digest, resourceName, withinVhost } from './resource-name';

/** The broker that an object belongs to: a RabbitmqCluster, or a Secret with `uri`, `username` and `password` of any broker. */
export type ClusterReference =
  { readonly name: string; readonly namespace?: string } | { readonly connectionSecret: { readonly name: string } };

/** How objects are written. */
export interface OperatorOptions {
  readonly cluster: ClusterReference;
  /**
   * The namespace of the resources.
   * @default - the one in which they are applied
   */
  readonly namespace?: string;
  /** What becomes of virtual hosts, queues, upstreams and shovels on the broker when their resources are deleted. */
  readonly deletionPolicy: 'delete' | 'retain';
}

/** A topology as the messaging topology operator takes it. */
export interface OperatorResources {
  /** In an order in which they can be applied. */
  readonly resources: readonly CustomResource[];
  /** The Secrets that they name, with their keys: nothing that is declared holds a password. */
  readonly secrets: readonly { readonly name: string; readonly keys: readonly string[] }[];
  /** What is to be known of it, a sentence each: what is left out since no message depends on it, what the operator never deletes. */
  readonly notes: readonly string[];
  /** What the operator cannot carry, with the remedy, a sentence each: without it the topology would be another. */
  readonly faults: readonly string[];
}

/**
 * The objects of a topology as custom resources of the messaging topology operator. What is imported is left out: it exists
 * already.
 * @see https://github.com/rabbitmq/messaging-topology-operator/tree/main/config/crd/bases the fields
 */
export function operatorResources(topology: Topology, options: OperatorOptions): OperatorResources {
  const writer = new Writer(topology, options);
  writer.write();
  return writer;
}

class Writer implements OperatorResources {
  readonly secrets: { readonly name: string; readonly keys: readonly string[] }[] = [];
  readonly notes: string[] = [];
  readonly faults: string[] = [];
  private readonly written: CustomResource[] = [];

  constructor(
    private readonly topology: Topology,
    private readonly options: OperatorOptions,
  ) {}

  get resources(): readonly CustomResource[] {
    return operatorKinds.flatMap((kind) => this.written.filter((resource) => resource.kind === kind));
  }

  write(): void {
    const { topology } = this;
    this.vhosts();
    this.users();
    this.exchanges();
    this.queues();
    this.bindings();
    for (const kind of ['policies', 'operatorPolicies'] as const) this.policies(kind);
    this.permissions();
    this.topicPermissions();
    for (const parameter of declaredHere(topology.parameters)) this.parameter(parameter);
    for (const { name, ...at } of declaredHere(topology.globalParameters)) {
      if (isServersOwn(name)) continue;
      this.refuse(at, `global parameter '${name}'`, 'the operator has no kind for it', 'set it through the HTTP API');
    }
    this.refuseTwins();
  }

  private vhosts(): void {
    const { vhosts, parameters } = this.topology;
    for (const { name, description, tags = [], default_queue_type: type, tracing } of declaredHere(vhosts)) {
      if (description !== undefined && description !== '')
        this.notes.push(`the description of virtual host '${name}' is left out: the operator has no field for it`);
      const limits = parameters.find(({ component, vhost }) => component === 'vhost-limits' && vhost === name);
      const value = (limits?.value ?? {}) as Fields;
      this.add('Vhost', [name], {
        name,
        ...omitEmpty({
          tags: [...tags],
          defaultQueueType: type,
          tracing,
          limits: omitEmpty({ connections: count(value['max-connections']), queues: count(value['max-queues']) }),
        }),
        deletionPolicy: this.options.deletionPolicy,
      });
    }
  }

  private users(): void {
    for (const { name, tags, limits, declaredAt } of declaredHere(this.topology.users)) {
      const unknown = tags.filter((tag) => !knownTags.has(tag));
      if (unknown.length > 0) {
        const known = [...knownTags].join(', ');
        this.refuse(
          { declaredAt },
          `user '${name}'`,
          `the operator takes the tags ${known}, got ${unknown.join(', ')}`,
        );
      }
      const resource = resourceName([name]);
      const secret = `${resource}-credentials`;
      this.secrets.push({ name: secret, keys: ['username', 'password'] });
      this.add('User', [name], {
        ...omitEmpty({
          tags: [...tags],
          limits: omitEmpty({ connections: limits?.['max-connections'], channels: limits?.['max-channels'] }),
        }),
        importCredentialsSecret: { name: secret },
      });
    }
  }

  private exchanges(): void {
    for (const { name, vhost, type, durable, auto_delete, internal, ...rest } of declaredHere(
      this.topology.exchanges,
    )) {
      if (internal) {
        this.refuse(
          rest,
          `exchange '${name}'`,
          "the operator has no field for 'internal'",
          `declare it without 'internal', and let permissions say who may publish to it`,
        );
      }
      this.add('Exchange', withinVhost(vhost, name), {
        ...{ name, vhost, type, durable, autoDelete: auto_delete },
        ...omitEmpty({ arguments: rest.arguments }),
      });
    }
  }

  private queues(): void {
    for (const { name, vhost, durable, auto_delete, arguments: all } of declaredHere(this.topology.queues)) {
      const { 'x-queue-type': type, ...others } = all;
      this.add('Queue', withinVhost(vhost, name), {
        ...{ name, vhost, durable, autoDelete: auto_delete },
        // The operator puts it among the arguments.
        ...omitEmpty({ type, arguments: others }),
        deletionPolicy: this.options.deletionPolicy,
      });
    }
  }

  private bindings(): void {
    for (const binding of declaredHere(this.topology.bindings)) {
      const { source, vhost, destination, destination_type: kind, routing_key: key, arguments: table } = binding;
      this.add('Binding', [...withinVhost(vhost, source, destination), digest([kind, key, JSON.stringify(table)])], {
        ...{ source, vhost, destination, destinationType: kind, routingKey: key },
        ...omitEmpty({ arguments: table }),
      });
    }
  }

  private policies(section: 'policies' | 'operatorPolicies'): void {
    for (const policy of declaredHere(this.topology[section])) {
      const { name, vhost, pattern, 'apply-to': applyTo, definition, priority } = policy;
      if (section === 'operatorPolicies' && (applyTo === 'all' || applyTo === 'exchanges'))
        this.refuse(
          policy,
          `operator policy '${name}'`,
          `the operator takes 'apply-to' of queues only, got '${applyTo}'`,
          `use 'queues': an operator policy governs nothing else`,
        );
      this.add(section === 'policies' ? 'Policy' : 'OperatorPolicy', withinVhost(vhost, name), {
        ...{ name, vhost, pattern, applyTo, priority },
        definition,
      });
    }
  }

  private permissions(): void {
    for (const { user, vhost, configure, write, read } of declaredHere(this.topology.permissions)) {
      this.add('Permission', [user, ...withinVhost(vhost)], {
        vhost,
        ...this.userOf(user),
        // An empty pattern matches nothing, as does one that is left out.
        permissions: omitEmpty({ configure, write, read }),
      });
    }
  }

  private topicPermissions(): void {
    for (const { user, vhost, exchange, write, read } of declaredHere(this.topology.topicPermissions)) {
      this.add('TopicPermission', [user, ...withinVhost(vhost, exchange)], {
        vhost,
        ...this.userOf(user),
        permissions: { exchange, ...omitEmpty({ write, read }) },
      });
    }
  }

  private userOf(name: string): Spec {
    const isDeclared = declaredHere(this.topology.users).some((user) => user.name === name);
    return isDeclared ? { userReference: { name: resourceName([name]) } } : { user: name };
  }

  private parameter(parameter: ParameterDefinition): void {
    const { component, vhost, name, value } = parameter;
    if (component === 'vhost-limits') {
      // They are part of the virtual host.
      if (declaredHere(this.topology.vhosts).some((one) => one.name === vhost)) return;
      const remedy = 'declare the virtual host as well';
      this.refuse(
        parameter,
        `limits of virtual host '${vhost}'`,
        'the operator sets them with the virtual host',
        remedy,
      );
      return;
    }
    const kind = parameterFields[component];
    if (kind === undefined) {
      const remedy = 'set it through the HTTP API';
      this.refuse(parameter, `${component} '${name}'`, 'the operator has no kind for it', remedy);
      return;
    }
    const given = Object.entries((value ?? {}) as Readonly<Record<string, Json>>);
    const isKnown = (key: string) => kind.uris.some((uri) => uri.key === key) || kind.fields[key] !== undefined;
    for (const [key] of given.filter(([key]) => !isKnown(key) && !predeclared.has(key)))
      this.refuse(parameter, `${component} '${name}'`, `the operator has no field for '${key}'`, 'remove it');
    if (given.some(([key, one]) => predeclared.has(key) && one === true))
      this.notes.push(
        `the shovel '${name}' in '${vhost}' declares a queue that is not there, since the operator has no field for ` +
          `'src-predeclared' and 'dest-predeclared': apply it when its queues are ready`,
      );
    const secret = `${resourceName(withinVhost(vhost, name))}-${kind.kind.toLowerCase()}-uri`;
    this.secrets.push({ name: secret, keys: kind.uris.map(({ secretKey }) => secretKey) });
    const fields = given.flatMap(([key, one]) => (kind.fields[key] === undefined ? [] : [[kind.fields[key], one]]));
    this.add(kind.kind, withinVhost(vhost, name), {
      ...{ name, vhost, uriSecret: { name: secret } },
      ...(Object.fromEntries(fields) as Spec),
      deletionPolicy: this.options.deletionPolicy,
    });
  }

  private add(kind: OperatorKind, parts: readonly string[], spec: Spec): void {
    const { cluster, namespace } = this.options;
    const rabbitmqClusterReference = cluster as unknown as Json;
    this.written.push({
      apiVersion: API_VERSION,
      kind,
      metadata: { name: resourceName(parts), ...(namespace === undefined ? {} : { namespace }) },
      spec: { ...spec, rabbitmqClusterReference },
    });
  }

  private refuse({ declaredAt }: Declared, object: string, fault: string, remedy = 'remove them'): void {
    this.faults.push(`${declaredAt === undefined ? '' : `[${declaredAt}] `}${object}: ${fault}; ${remedy}`);
  }

  /** Names differ unless two digests are alike, or an object is declared twice. */
  private refuseTwins(): void {
    const seen = new Set<string>();
    for (const { kind, metadata } of this.written) {
      const id = idOf(kind, metadata.name);
      if (seen.has(id)) this.faults.push(`two objects would both be ${kind} '${metadata.name}'; declare it once`);
      seen.add(id);
    }
  }
}

/** Keys of a shovel by which it waits for queues. */
const predeclared: ReadonlySet<string> = new Set(['src-predeclared', 'dest-predeclared']);

const knownTags = new Set(['management', 'policymaker', 'monitoring', 'administrator']);

function declaredHere<T extends Declared>(elements: readonly T[]): readonly T[] {
  return elements.filter(({ imported }) => imported !== true);
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
