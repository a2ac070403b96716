import { printable } from '../printable';
import { colours, dashes, type Colours } from './colours';
import { hasChanges } from './compare-diagrams';
import { changeKinds, type ChangeKind, type Diagram, type EdgeKind } from './diagram';
import { edgeLines, nodeLines } from './labels';
import { FONT_SIZE, layoutOf, LINE_HEIGHT, type PlacedEdge, type PlacedNode, type Point } from './layout';

/** A diagram as an SVG picture, which is dark where the page or the reader prefers that. */
export async function asSvg(diagram: Diagram): Promise<string> {
  const { width, height, nodes, edges } = await layoutOf(diagram);
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  const isCompared = hasChanges(diagram);
  const title = `Exchanges and queues of virtual host '${diagram.vhost}'`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${styleSheet(isCompared)}</style>`,
    `<defs>${[...kinds, ...(isCompared ? changeKinds : [])].map(arrowHead).join('')}</defs>`,
    `<rect class="background" width="${w}" height="${h}"/>`,
    ...edges.map(edgeLine),
    ...nodes.map(nodeBox),
    ...edges.map(edgeLabel),
    '</svg>',
    '',
  ].join('\n');
}

const kinds = ['binding', 'alternate', 'dead-letter'] as const satisfies readonly EdgeKind[];

function styleSheet(isCompared: boolean): string {
  const font = `text{font:${FONT_SIZE}px system-ui,sans-serif;text-anchor:middle;dominant-baseline:central}path{fill:none}.name{font-weight:600}.missing{stroke-dasharray:4 3}`;
  const lines = kinds.map((kind) => {
    const dash = dashes[kind].length === 0 ? '' : `;stroke-dasharray:${dashes[kind].join(' ')}`;
    return `path.${kind}{stroke-width:${kind === 'dead-letter' ? 2 : 1.5}${dash}}`;
  });
  const changes = `.box.change,path.change{stroke-width:3}.box.removed{stroke-dasharray:7 4}.name.removed{text-decoration:line-through}`;
  const [light, dark] = [colours.light, colours.dark].map(
    (one) => `${paint(one)}${isCompared ? paintChanges(one) : ''}`,
  );
  return `${font}${lines.join('')}${isCompared ? changes : ''}${light}@media (prefers-color-scheme:dark){${dark}}`;
}

function paint({ background, text, faint, exchange, queue, border, edges }: Colours): string {
  return [
    `.background{fill:${background}}text{fill:${text}}.type{fill:${faint}}`,
    `.exchange{fill:${exchange}}.queue{fill:${queue}}.box{stroke:${border}}`,
    `.label{stroke:${background};stroke-width:9px;paint-order:stroke;stroke-linejoin:round}`,
    ...kinds.map((kind) => `path.${kind}{stroke:${edges[kind]}}text.${kind},.head-${kind}{fill:${edges[kind]}}`),
  ].join('');
}

function paintChanges({ changes }: Colours): string {
  return changeKinds
    .map((kind) => {
      const colour = changes[kind];
      return `.box.${kind},path.${kind}{stroke:${colour}}text.${kind}:not(.name),.head-${kind}{fill:${colour}}`;
    })
    .join('');
}

function arrowHead(kind: EdgeKind | ChangeKind): string {
  return (
    `<marker id="${kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">` +
    `<polygon class="head-${kind}" points="0 0 10 5 0 10"/></marker>`
  );
}

function edgeLine({ edge: { kind, change }, points }: PlacedEdge): string {
  return `<path class="${kind}${lookOf(change)}" d="${smooth(points)}" marker-end="url(#${change ?? kind})"/>`;
}

function lookOf(change: ChangeKind | undefined): string {
  return change === undefined ? '' : ` change ${change}`;
}

/** A line through the points, rounded at each. */
function smooth(points: readonly Point[]): string {
  return points
    .map((point, at) => {
      const [before, after] = [points[at - 1], points[at + 1]];
      if (before === undefined) return `M${place(point)}`;
      if (after === undefined) return `L${place(point)}`;
      return `L${place(towards(point, before))}Q${place(point)} ${place(towards(point, after))}`;
    })
    .join('');
}

/** How far from a point its corner is rounded. */
const RADIUS = 24;

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function place({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function nodeBox({ node, x, y, width, height }: PlacedNode): string {
  const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2].map(round) as [
    number,
    number,
    number,
    number,
  ];
  const look = `class="box ${node.kind}${node.type === 'missing' ? ' missing' : ''}${lookOf(node.change)}"`;
  const inset = 14;
  const corners = [
    ...[left, round(y), left + inset, top, right - inset, top],
    ...[right, round(y), right - inset, bottom, left + inset, bottom],
  ];
  const shape =
    node.kind === 'exchange'
      ? `<polygon ${look} points="${corners.join(' ')}"/>`
      : `<rect ${look} x="${left}" y="${top}" width="${width}" height="${height}" rx="6"/>`;
  const lines = nodeLines(node).map((line, at, all) => {
    const kind = at === 0 ? 'name' : 'type';
    const down = round(y + (at - (all.length - 1) / 2) * LINE_HEIGHT);
    return `<text class="${[kind, node.change].filter(Boolean).join(' ')}" x="${round(x)}" y="${down}">${escaped(line)}</text>`;
  });
  return `<g><title>${escaped(node.name)}</title>${shape}${lines.join('')}</g>`;
}

function edgeLabel({ edge, x, y }: PlacedEdge): string {
  const lines = edgeLines(edge);
  return lines
    .map((line, at) => {
      const down = round(y + (at - (lines.length - 1) / 2) * LINE_HEIGHT);
      return `<text class="${['label', edge.kind, edge.change].filter(Boolean).join(' ')}" x="${round(x)}" y="${down}">${escaped(line)}</text>`;
    })
    .join('');
}

/** Text in XML; characters that XML does not know are written out. */
function escaped(text: string): string {
  return printable(text)
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
