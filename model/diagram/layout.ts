import type { Graph, layout } from '@dagrejs/dagre' with { 'resolution-mode': 'import' };
import type { Diagram, DiagramEdge, DiagramNode } from './diagram';
import { groupBy } from '../group-by';
import { edgeLines, nodeLines } from './labels';

/** Where everything is drawn, in pixels from the upper left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** A node and its box, by its centre. */
export interface PlacedNode {
  readonly node: DiagramNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An edge, the points that it goes through, and the centre of its label. */
export interface PlacedEdge {
  readonly edge: DiagramEdge;
  readonly points: readonly Point[];
  readonly x: number;
  readonly y: number;
}

/** A place. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The size of the text that is written, in pixels. */
export const FONT_SIZE = 13;

/** The height of a line of text. */
export const LINE_HEIGHT = 16;

const MARGIN = 24;
const GAP = 48;

/** More nodes than this are layered by a method that takes a second for a thousand, where the best would take fifteen. */
const MOST_FOR_THE_BEST = 150;

/** Places a diagram in layers from the left to the right: what hangs together each for itself, in rows. */
export async function layoutOf({ nodes, edges }: Diagram): Promise<Layout> {
  const dagre = await import('@dagrejs/dagre');
  const parts = connected(nodes, edges)
    .map((part) => place(dagre, part))
    .sort((one, other) => other.height - one.height);
  const area = parts.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  const most = Math.max(Math.sqrt(area) * 1.5, ...parts.map(({ width }) => width));
  const placed: Layout[] = [];
  let [x, y, row, width] = [MARGIN, MARGIN, 0, 0];
  for (const part of parts) {
    if (x > MARGIN && x + part.width > most + MARGIN) [x, y, row] = [MARGIN, y + row + GAP, 0];
    placed.push(moved(part, x, y));
    row = Math.max(row, part.height);
    width = Math.max(width, x + part.width);
    x += part.width + GAP;
  }
  return {
    width: width + MARGIN,
    height: y + row + MARGIN,
    nodes: placed.flatMap((part) => part.nodes),
    edges: placed.flatMap((part) => part.edges),
  };
}

interface Dagre {
  readonly Graph: typeof Graph;
  readonly layout: typeof layout;
}

interface Part {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}

/** What hangs together, in the order of its first nodes. */
function connected(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): readonly Part[] {
  const neighbours = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { source, target } of edges) {
    neighbours.get(source)?.push(target);
    neighbours.get(target)?.push(source);
  }
  const partOf = new Map<string, number>();
  let count = 0;
  for (const { id } of nodes) {
    if (partOf.has(id)) continue;
    const work = [id];
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      if (partOf.has(next)) continue;
      partOf.set(next, count);
      work.push(...(neighbours.get(next) ?? []));
    }
    count += 1;
  }
  const parts = Array.from({ length: count }, () => ({ nodes: [] as DiagramNode[], edges: [] as DiagramEdge[] }));
  for (const node of nodes) parts[partOf.get(node.id) ?? 0]?.nodes.push(node);
  for (const edge of edges) parts[partOf.get(edge.source) ?? 0]?.edges.push(edge);
  return parts;
}

function place({ Graph, layout }: Dagre, { nodes, edges }: Part): Layout {
  const graph = new Graph({ multigraph: true });
  const ranker = nodes.length > MOST_FOR_THE_BEST ? 'longest-path' : 'network-simplex';
  graph.setGraph({ rankdir: 'LR', ranker, nodesep: 18, edgesep: 14, ranksep: 56 });
  for (const node of nodes) graph.setNode(node.id, nodeSize(node));
  for (const edge of edges) {
    const lines = edgeLines(edge);
    const size = { width: 8 + widthOf(lines), height: lines.length * LINE_HEIGHT };
    graph.setEdge(edge.source, edge.target, { ...size, labelpos: 'c' }, edge.id);
  }
  layout(graph);
  const placed = nodes.map((node): PlacedNode => {
    const { x, y } = graph.node(node.id) as Point;
    return { node, x, y, ...nodeSize(node) };
  });
  const layers = [...groupBy(placed, ({ x }) => String(x)).values()].sort(
    ([one], [other]) => (one?.x ?? 0) - (other?.x ?? 0),
  );
  if (layers.some((layer) => layer.length > MOST_IN_A_COLUMN)) return inBlocks(layers, edges);
  const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
  const placedEdges = edges.map((edge): PlacedEdge => {
    const { points = [], x = 0, y = 0 } = graph.edge(edge.source, edge.target, edge.id) as Partial<PlacedEdge>;
    return { edge, points, x, y };
  });
  return { width, height, nodes: placed, edges: placedEdges };
}

/** A layer of more nodes than this becomes a block of several columns, which a screen shows. */
const MOST_IN_A_COLUMN = 60;

/** Makes blocks of layers, in the order of the layout; edges become straight lines. */
function inBlocks(layers: readonly (readonly PlacedNode[])[], edges: readonly DiagramEdge[]): Layout {
  const nodes = new Map<string, PlacedNode>();
  let x = 0;
  const blocks = layers.map((layer) => {
    const rows = Math.max(MOST_IN_A_COLUMN / 2, Math.ceil(Math.sqrt(layer.length) * 1.5));
    const width = Math.max(...layer.map((node) => node.width));
    const step = Math.max(...layer.map((node) => node.height)) + 18;
    return { layer: [...layer].sort((one, other) => one.y - other.y), rows, width, step };
  });
  const height = Math.max(...blocks.map(({ layer, rows, step }) => Math.min(rows, layer.length) * step));
  for (const { layer, rows, width, step } of blocks) {
    const columns = Math.ceil(layer.length / rows);
    const inColumn = Math.ceil(layer.length / columns);
    layer.forEach((node, at) => {
      const [column, row] = [Math.floor(at / inColumn), at % inColumn];
      const down = (height - inColumn * step) / 2;
      nodes.set(node.node.id, { ...node, x: x + column * (width + 40) + width / 2, y: down + (row + 0.5) * step });
    });
    x += columns * (width + 40) + 160;
  }
  return {
    ...{ width: x - 200, height },
    nodes: [...nodes.values()],
    edges: edges.flatMap((edge) => {
      const [from, to] = [nodes.get(edge.source), nodes.get(edge.target)];
      if (from === undefined || to === undefined) return [];
      const side = to.x >= from.x ? 1 : -1;
      const start = { x: from.x + (side * from.width) / 2, y: from.y };
      const end = { x: to.x - (side * to.width) / 2, y: to.y };
      return [{ edge, points: [start, end], x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }];
    }),
  };
}

function nodeSize(node: DiagramNode): { readonly width: number; readonly height: number } {
  const lines = nodeLines(node);
  return { width: widthOf(lines) + (node.kind === 'exchange' ? 44 : 24), height: lines.length * LINE_HEIGHT + 10 };
}

/** How wide text is about, whatever the font: those of East Asia and emoji are twice as wide. */
function widthOf(lines: readonly string[]): number {
  const widths = lines.map((line) =>
    [...line].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) >= 0x1100 ? 1 : 0.6), 0),
  );
  return Math.ceil(Math.max(0, ...widths) * FONT_SIZE);
}

function moved({ width, height, nodes, edges }: Layout, right: number, down: number): Layout {
  const move = <T extends Point>(point: T): T => ({ ...point, x: point.x + right, y: point.y + down });
  return {
    ...{ width, height },
    nodes: nodes.map(move),
    edges: edges.map((edge) => ({ ...move(edge), points: edge.points.map(move) })),
  };
}
