import type { Diagram, DiagramEdge } from './diagram';

/** What of a diagram changes, and how much of that is left out. */
export interface OnlyChanges {
  readonly diagram: Diagram;
  /** The number of changed nodes and edges that are not drawn. */
  readonly omitted: number;
}

/**
 * The part of a diagram of two topologies that changes: changed nodes, changed edges, and what these connect.
 * @param most - the greatest number of nodes that are drawn; removed ones come first, then changed ones
 */
export function onlyChanges({ vhost, nodes, edges }: Diagram, most: number): OnlyChanges {
  const places = new Map(nodes.map(({ id }, at) => [id, at]));
  // The same for the same change, in whatever order the bindings are told.
  const changed = edges
    .filter(({ change }) => change !== undefined)
    .sort(
      (one, other) =>
        byChange(one, other) ||
        one.kind.localeCompare(other.kind) ||
        (places.get(one.source) ?? 0) - (places.get(other.source) ?? 0) ||
        (places.get(one.target) ?? 0) - (places.get(other.target) ?? 0),
    );
  const kept = new Set<string>();
  const drawn: DiagramEdge[] = [];
  for (const edge of changed) {
    const ends = [edge.source, edge.target].filter((id) => !kept.has(id));
    if (kept.size + ends.length > most || drawn.length >= 2 * most) continue;
    for (const id of ends) kept.add(id);
    drawn.push(edge);
  }
  const alone = nodes.filter(({ id, change }) => change !== undefined && !kept.has(id)).sort(byChange);
  for (const { id } of alone.slice(0, most - kept.size)) kept.add(id);
  const missing = nodes.filter(({ id, change }) => change !== undefined && !kept.has(id)).length;
  const part = nodes.filter(({ id }) => kept.has(id));
  return { diagram: { vhost, nodes: part, edges: drawn }, omitted: missing + changed.length - drawn.length };
}

const order = ['removed', 'changed', 'added'];

function byChange(one: { readonly change?: string }, other: { readonly change?: string }): number {
  return order.indexOf(one.change ?? '') - order.indexOf(other.change ?? '');
}
