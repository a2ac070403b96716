import type { Arguments, Declared } from '../topology/topology';
import { call, comment, literal, objectOf, print, raw, type Expression } from './expression';
import { camelCase, idOf, keywords, Names, reservedIds } from './identifiers';
import { serverExchanges } from './server-exchanges';
import { SourceFile } from './source-file';
import type { VhostContent, VhostNames } from './vhost-content';

/** The package that the constructs come from. */
export const PACKAGE = 'rabbitmq-cdk';

/** A queue or an exchange in the file of a virtual host. */
export interface Variable {
  readonly id: string;
  readonly name: string;
  /** Whether it stands in the file already. */
  isMade: boolean;
}

/** The file of a virtual host while it is written. */
export class VhostWriter {
  readonly file = new SourceFile();
  readonly ids = new Names([...reservedIds, 'vhost', 'Policies']);
  readonly variables = new Names([...keywords, ...usedNames, 'scope', 'id', 'vhost', 'broker', 'users']);
  readonly exchanges = new Map<string, Variable>();
  readonly queues = new Map<string, Variable>();
  readonly upstreams = new Map<string, string>();
  /** How often a check says something, of what it says too often to be repeated. */
  readonly common: ReadonlyMap<string, number>;

  /** Begins the file. */
  constructor(
    readonly content: VhostContent,
    readonly names: VhostNames,
  ) {
    this.common = commonRules(content);
  }

  /** Gives every queue and exchange its id and its variable, before the first refers to another. */
  nameEverything(): void {
    const { topology, referred } = this.content;
    const here = <T extends { readonly vhost: string }>(all: readonly T[]) =>
      all.filter(({ vhost }) => vhost === this.content.vhost.name);
    for (const queue of topology.queues) this.nameOne('queue', queue.name);
    for (const exchange of topology.exchanges) this.nameOne('exchange', exchange.name);
    for (const queue of here(referred.queues)) this.nameOne('queue', queue.name);
    for (const exchange of here(referred.exchanges)) this.nameOne('exchange', exchange.name);
    for (const name of this.usedServerExchanges()) this.nameOne('exchange', name);
  }

  /** The server's own exchanges that something refers to. */
  usedServerExchanges(): ReadonlySet<string> {
    const { bindings, topicPermissions } = this.content.topology;
    const named = [
      ...bindings.flatMap(({ source, destination, destination_type: kind }) =>
        kind === 'exchange' ? [source, destination] : [source],
      ),
      ...topicPermissions.map(({ exchange }) => exchange),
    ];
    return new Set(named.filter((name) => serverExchanges.has(name)));
  }

  /** The type of an exchange that something is bound to. */
  exchangeType(name: string): string | undefined {
    const { topology, referred, vhost } = this.content;
    const known = [...topology.exchanges, ...referred.exchanges.filter((one) => one.vhost === vhost.name)];
    return known.find((exchange) => exchange.name === name)?.type ?? serverExchanges.get(name);
  }

  /** Arguments that refer to exchanges by what their constructs say. */
  argumentsOf(args: Arguments): Expression | undefined {
    const entries = Object.entries(args);
    if (entries.length === 0) return undefined;
    return {
      kind: 'object',
      entries: entries.map(([key, value]) => {
        const made = typeof value === 'string' && value !== '' ? this.exchanges.get(value) : undefined;
        const isReference = referringArguments.includes(key) && made?.isMade === true;
        return [key, isReference ? raw(`${made.name}.exchangeName`) : literal(value)];
      }),
    };
  }

  /** Writes a statement that makes a construct. */
  make(start: string, construct: string, id: string, props: Readonly<Record<string, Expression | undefined>>): void {
    this.statement(start, this.construct(construct, id, props));
  }

  /** The expression that makes a construct, in the virtual host's. */
  construct(construct: string, id: string, props: Readonly<Record<string, Expression | undefined>>): Expression {
    this.file.use(PACKAGE, construct);
    return call(`new ${construct}`, raw('this'), literal(id), objectOf(props));
  }

  /** Writes a statement. */
  statement(start: string, expression: Expression): void {
    this.file.add(`    ${start}${print(expression, 4, start.length + 1)};`);
  }

  /** What the check has to say of an element, where it is odd. */
  notes(declaredAt: string | undefined): void {
    for (const { rule, message } of this.content.findings.get(declaredAt ?? '') ?? []) {
      if (!this.common.has(rule)) this.file.add(`    ${comment(message)}`);
    }
  }

  private nameOne(kind: 'queue' | 'exchange', name: string): void {
    const known = kind === 'queue' ? this.queues : this.exchanges;
    const other = kind === 'queue' ? this.exchanges : this.queues;
    if (known.has(name)) return;
    const id = idOf(name, kind);
    const variable = camelCase(name, kind);
    const isShared = other.has(name);
    const suffix = kind === 'queue' ? 'Queue' : 'Exchange';
    known.set(name, {
      id: this.ids.give(isShared ? [`${id}-${kind}`] : [id, `${id}-${kind}`], '-'),
      name: this.variables.give(isShared ? [`${variable}${suffix}`] : [variable, `${variable}${suffix}`], ''),
      isMade: false,
    });
  }
}

/** Arguments that name an exchange. */
export const referringArguments: readonly string[] = ['x-dead-letter-exchange', 'alternate-exchange'];

/** What the file may import, and so nothing in it is called. */
export const usedNames: readonly string[] = [
  ...['DirectExchange', 'FanoutExchange', 'TopicExchange', 'HeadersExchange', 'PluginExchange', 'RandomExchange'],
  ...['ConsistentHashExchange', 'DelayedMessageExchange', 'LocalRandomExchange', 'RecentHistoryExchange'],
  ...['AmqpUri', 'Binding', 'BrokerPolicy', 'BrokerRef', 'ClassicQueue', 'Construct', 'Duration', 'FederationUpstream'],
  ...['Fragment', 'OperatorPolicy', 'Permissions', 'QuorumQueue', 'Shovel', 'Size', 'StreamQueue', 'TerraformStack'],
  ...['TerraformVariable', 'TopicPermissions', 'Users', 'Vhost'],
];

/** What is said of more elements than this is said once. */
const MOST_NOTES = 5;

function commonRules({ topology, findings }: VhostContent): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { declaredAt = '' } of Object.values(topology).flat() as readonly Declared[]) {
    for (const { rule } of findings.get(declaredAt) ?? []) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count > MOST_NOTES));
}
