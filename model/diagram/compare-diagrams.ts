import type { TopologyIndex } from '../analysis/topology-index';
import type { Router } from '../routing/router';
import { idOf } from '../topology/object-id';
import { builtInExchanges } from '../validity/names';
import { diagramOf, MISSING, type ChangeKind, type Diagram, type DiagramEdge, type DiagramNode } from './diagram';

/**
 * Draws a virtual host as it was and as it is, in one diagram: what was added, removed and changed is marked.
 * @param before - knows the topology as it was
 * @param after - knows it as it is
 */
export function compareDiagrams(before: Router, after: Router, vhost: string): Diagram {
  const [was, is] = [diagramOf(before, vhost), diagramOf(after, vhost)];
  const nodes = numbered(comparedNodes(was, is, before.index, after.index));
  const ids = new Map(nodes.map((node) => [keyOf(node), node.id]));
  return { vhost, nodes, edges: comparedEdges(was, is, (key) => ids.get(key) ?? '') };
}

/** Whether anything is marked. */
export function hasChanges({ nodes, edges }: Diagram): boolean {
  return [...nodes, ...edges].some(({ change }) => change !== undefined);
}

function comparedNodes(was: Diagram, is: Diagram, before: TopologyIndex, after: TopologyIndex): readonly DiagramNode[] {
  const [old, now] = [was, is].map(({ nodes }) => new Map(nodes.map((node) => [keyOf(node), node])));
  return [...new Map([...(old ?? []), ...(now ?? [])]).keys()].flatMap((key): readonly DiagramNode[] => {
    const [earlier, later] = [declared(old?.get(key)), declared(now?.get(key))];
    // What is not there, and what every virtual host has, is drawn where it is used: that is a change of edges.
    const found = later ?? earlier;
    if (found === undefined) return [now?.get(key) ?? old?.get(key) ?? []].flat();
    if (earlier === undefined) return [{ ...found, change: 'added' }];
    if (later === undefined) return [{ ...found, change: 'removed' }];
    const settings = changedSettings(traitsOf(before, was.vhost, earlier), traitsOf(after, is.vhost, later));
    return [settings.length === 0 ? later : { ...later, change: 'changed', settings }];
  });
}

/** A node that the topology declares. */
function declared(node: DiagramNode | undefined): DiagramNode | undefined {
  const isBuiltIn = node?.kind === 'exchange' && builtInExchanges.has(node.name);
  return node === undefined || node.type === MISSING || isBuiltIn ? undefined : node;
}

/** What edges show. */
const drawn: ReadonlySet<string> = new Set([
  'alternate-exchange',
  'dead-letter-exchange',
  'dead-letter-routing-key',
  'queue-type',
]);

/** What a node is and how it is set in the end, but for what its edges show. */
function traitsOf(index: TopologyIndex, vhost: string, { kind, name, type }: DiagramNode): ReadonlyMap<string, string> {
  const id = idOf(vhost, name);
  const queue = kind === 'queue' ? index.queues.get(id) : undefined;
  const object = queue?.queue ?? index.exchanges.get(id)?.exchange;
  const given = Object.entries(object?.arguments ?? {}).map(([key, value]) => [key.replace(/^x-/, ''), value] as const);
  const settings = new Map([...given, ...(queue?.settings ?? [])]);
  return new Map([
    ['type', type],
    ...(['durable', 'auto_delete', 'internal'] as const).flatMap((key) => {
      const value = object !== undefined && key in object && object[key as 'durable'];
      return value ? [[key, 'yes'] as const] : [];
    }),
    ...[...settings]
      .filter(([key]) => !drawn.has(key))
      .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)] as const),
  ]);
}

function changedSettings(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => was.get(key) !== is.get(key))
    .map((key) => `${key}: ${was.get(key) ?? 'none'} → ${is.get(key) ?? 'none'}`);
}

function comparedEdges(was: Diagram, is: Diagram, idOfNode: (key: string) => string): readonly DiagramEdge[] {
  const [old, now] = [edgesByEnds(was), edgesByEnds(is)];
  return [...new Map([...old, ...now]).keys()].flatMap((key, at) => {
    const [earlier, later] = [old.get(key), now.get(key)];
    const found = later ?? earlier;
    if (found === undefined) return [];
    const { kind, source, target, lines } = found;
    const ends = { id: `${kind[0]}${at}`, source: idOfNode(source), target: idOfNode(target), kind };
    if (earlier === undefined || later === undefined) {
      const change: ChangeKind = later === undefined ? 'removed' : 'added';
      return [{ ...ends, lines, change }];
    }
    const added = without(later.lines, earlier.lines);
    const removed = without(earlier.lines, later.lines);
    if (added.length + removed.length === 0) return [{ ...ends, lines }];
    return [{ ...ends, lines: without(lines, added), change: 'changed' as const, added, removed }];
  });
}

function edgesByEnds({ nodes, edges }: Diagram): ReadonlyMap<string, DiagramEdge> {
  const keys = new Map(nodes.map((node) => [node.id, keyOf(node)]));
  return new Map(
    edges.map((edge) => {
      const [source, target] = [keys.get(edge.source) ?? '', keys.get(edge.target) ?? ''];
      return [JSON.stringify([edge.kind, source, target]), { ...edge, source, target }];
    }),
  );
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  return lines.filter((line) => !others.includes(line));
}

function keyOf({ kind, name }: DiagramNode): string {
  return `${kind} ${name}`;
}

/** Exchanges first, each kind by name, with ids in that order. */
function numbered(nodes: readonly DiagramNode[]): readonly DiagramNode[] {
  return (['exchange', 'queue'] as const).flatMap((kind) =>
    nodes
      .filter((node) => node.kind === kind)
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map((node, at) => ({ ...node, id: `${kind === 'exchange' ? 'e' : 'q'}${at}` })),
  );
}
