import { idOf } from '../topology/object-id';
import { describeHeaders } from '../routing/describe';
import type { Router } from '../routing/router';
import type { BindingDefinition } from '../topology/topology';
import { builtInExchanges } from '../validity/names';

/** The exchanges and queues of one virtual host, and the ways of messages between them. */
export interface Diagram {
  readonly vhost: string;
  /** Exchanges first; each kind by name. */
  readonly nodes: readonly DiagramNode[];
  /** At most one of a kind between two nodes. */
  readonly edges: readonly DiagramEdge[];
}

/** An exchange or a queue. */
export interface DiagramNode {
  /** `e0`, `q12`: made of no name, so that it may stand in any language. */
  readonly id: string;
  readonly kind: 'exchange' | 'queue';
  readonly name: string;
  /** `topic`, `quorum`; `missing` for what is referred to and not there. */
  readonly type: string;
  /** What becomes of it, in a diagram of two topologies; absent for what stays as it is. */
  readonly change?: ChangeKind;
  /** What is set otherwise, where it is changed: `max-length: 10 → 20`. */
  readonly settings?: readonly string[];
}

/** A way that messages take. */
export interface DiagramEdge {
  /** `b0`, `a1`, `d2` */
  readonly id: string;
  /** Ids of nodes. */
  readonly source: string;
  readonly target: string;
  /** `alternate` and `dead-letter` lead to the exchange, and where that is the default one and the key known, to the queue. */
  readonly kind: EdgeKind;
  /** What is said of it, a line each: the keys and headers of its bindings, or the key of dead letters. */
  readonly lines: readonly string[];
  /** What becomes of it, in a diagram of two topologies; absent for what stays as it is. */
  readonly change?: ChangeKind;
  /** Of a changed one the lines that only the later topology has, and those that only the earlier one has. */
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

/** What becomes of a node or an edge. */
export type ChangeKind = (typeof changeKinds)[number];

/** All that may become of one. */
export const changeKinds = ['added', 'removed', 'changed'] as const;

/** Why messages take a way. */
export type EdgeKind = 'binding' | 'alternate' | 'dead-letter';

/** The type of a node that is referred to and not there. */
export const MISSING = 'missing';

/**
 * Draws a virtual host: all that is declared, and of the exchanges that every virtual host has those that are used.
 * @param router - knows the topology
 */
export function diagramOf(router: Router, vhost: string): Diagram {
  const { queues, topology } = router.index;
  const within = <T extends { readonly vhost: string }>(all: readonly T[]) => all.filter((one) => one.vhost === vhost);
  const ways = new Ways();
  for (const binding of within(topology.bindings)) {
    const { source, destination_type: kind, destination } = binding;
    ways.add('binding', { kind: 'exchange', name: source }, { kind, name: destination }, describeKey(binding));
  }
  const exchanges = new Set([...builtInExchanges.keys(), ...within(topology.exchanges).map(({ name }) => name)]);
  for (const name of exchanges) {
    const alternate = router.exchange(vhost, name)?.alternate;
    if (alternate !== undefined)
      ways.add('alternate', { kind: 'exchange', name }, { kind: 'exchange', name: alternate });
  }
  const own = within(topology.queues).flatMap(({ name }) => queues.get(idOf(vhost, name)) ?? []);
  for (const { queue, settings, type } of own) {
    const exchange = settings.get('dead-letter-exchange');
    const key = settings.get('dead-letter-routing-key');
    if (typeof exchange !== 'string' || type === 'stream') continue;
    const from: End = { kind: 'queue', name: queue.name };
    if (exchange === '' && typeof key === 'string') ways.add('dead-letter', from, { kind: 'queue', name: key });
    else
      ways.add(
        'dead-letter',
        from,
        { kind: 'exchange', name: exchange },
        typeof key === 'string' ? `key ${key}` : undefined,
      );
  }
  const drawn = new Set([
    ...ways.ends(),
    ...within(topology.exchanges).flatMap(({ name }) =>
      builtInExchanges.has(name) ? [] : [keyOf({ kind: 'exchange', name })],
    ),
    ...own.map(({ queue: { name } }) => keyOf({ kind: 'queue', name })),
  ]);
  const typeOf = ({ kind, name }: End) =>
    kind === 'exchange'
      ? (router.exchange(vhost, name)?.type ?? MISSING)
      : queues.has(idOf(vhost, name))
        ? (queues.get(idOf(vhost, name))?.type ?? 'unknown type')
        : MISSING;
  const sorted = (kind: End['kind']) =>
    [...drawn]
      .map(endOf)
      .filter((end) => end.kind === kind)
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map((end, at): DiagramNode => ({ id: `${kind === 'exchange' ? 'e' : 'q'}${at}`, ...end, type: typeOf(end) }));
  const nodes = [...sorted('exchange'), ...sorted('queue')];
  const ids = new Map(nodes.map((node) => [keyOf(node), node.id]));
  return { vhost, nodes, edges: ways.edges((end) => ids.get(end) ?? '') };
}

/** `order.*`, `{region: "eu"}`, or `any` for a binding that says neither. */
function describeKey({ routing_key: key, arguments: args }: BindingDefinition): string | undefined {
  const parts = [...(key === '' ? [] : [key]), ...(Object.keys(args).length === 0 ? [] : [describeHeaders(args)])];
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** What a way leads from or to. */
interface End {
  readonly kind: 'exchange' | 'queue';
  readonly name: string;
}

function keyOf({ kind, name }: End): string {
  return `${kind} ${name}`;
}

function endOf(key: string): End {
  const space = key.indexOf(' ');
  return { kind: key.slice(0, space) as End['kind'], name: key.slice(space + 1) };
}

/** The ways between ends, each kind once. */
class Ways {
  private readonly found = new Map<string, { kind: EdgeKind; source: string; target: string; lines: Set<string> }>();

  add(kind: EdgeKind, from: End, to: End, line?: string): void {
    const [source, target] = [keyOf(from), keyOf(to)];
    const id = JSON.stringify([kind, source, target]);
    const way = this.found.get(id) ?? { kind, source, target, lines: new Set() };
    this.found.set(id, way);
    if (line !== undefined) way.lines.add(line);
  }

  ends(): readonly string[] {
    return [...this.found.values()].flatMap(({ source, target }) => [source, target]);
  }

  edges(idOfEnd: (key: string) => string): readonly DiagramEdge[] {
    return [...this.found.values()].map(({ kind, source, target, lines }, at) => ({
      id: `${kind[0]}${at}`,
      source: idOfEnd(source),
      target: idOfEnd(target),
      kind,
      lines: [...lines].sort(),
    }));
  }
}
