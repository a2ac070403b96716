import cytoscape from 'cytoscape';
import { colours, dashes } from '../../../model/diagram/colours';
import { changeKinds, type ChangeKind, type EdgeKind } from '../../../model/diagram/diagram';
import type { PageData, PageEdge, PageNode } from '../page-data';
import { MovingPicture } from './moving-picture';

/** The graph that is shown. */
export interface ShownGraph {
  /** Marks a node, and brings it to the middle. */
  select(id: string): void;
  /** Shows some nodes and edges of all; none of them: all are alike. */
  emphasize(ids: ReadonlySet<string>): void;
  /** Brings all of it into view. */
  fit(): void;
  zoom(factor: number): void;
  pan(x: number, y: number): void;
}

/**
 * Draws the graph on a canvas.
 * @param onSelect - is told of a node that is clicked, and of the background by undefined
 */
export function showGraph(
  container: HTMLElement,
  { nodes, edges, size }: PageData,
  onSelect: (id: string | undefined) => void,
): ShownGraph {
  const isDark = matchMedia('(prefers-color-scheme: dark)');
  const isLarge = nodes.length > MOST_AT_ONCE;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const graph = cytoscape({
    container,
    style: styleOf(isDark.matches),
    ...{ minZoom: 0.01, maxZoom: 4, autoungrabify: true, boxSelectionEnabled: false, selectionType: 'single' },
    // While fingers move a large one, a picture of it is moved.
    textureOnViewport: isLarge,
  });
  const moving = isLarge ? new MovingPicture(container, graph) : undefined;
  const fit = () => {
    moving?.reset();
    const [width, height] = [container.clientWidth, container.clientHeight];
    const zoom = Math.min(1.2, width / size.width, height / size.height);
    graph.viewport({ zoom, pan: { x: (width - size.width * zoom) / 2, y: (height - size.height * zoom) / 2 } });
  };
  fit();
  addInParts(graph, [...nodes.map(nodeElement), ...edges.map((edge) => edgeElement(edge, byId))]);
  isDark.addEventListener('change', () => graph.style(styleOf(isDark.matches)));
  graph.on('tap', ({ target }) => {
    if (moving?.isDrag !== true) onSelect(target === graph || !target.isNode() ? undefined : target.id());
  });
  const middle = () => ({ x: container.clientWidth / 2, y: container.clientHeight / 2 });
  return {
    select: (id) => {
      const node = graph.getElementById(id);
      moving?.reset();
      graph.batch(() => {
        graph.elements(':selected').unselect();
        node.select();
      });
      const zoom = Math.max(graph.zoom(), 0.9);
      graph.viewport({ zoom, pan: graph.pan() });
      graph.center(node);
    },
    emphasize: (ids) =>
      graph.batch(() => {
        graph.elements('.on').removeClass('on');
        let on = graph.collection();
        for (const id of ids) on = on.union(graph.getElementById(id));
        on.addClass('on');
        if (isLarge) return;
        graph.elements('.dim').removeClass('dim');
        if (ids.size > 0) graph.elements().not(on).addClass('dim');
      }),
    fit,
    zoom: (factor) => {
      if (moving === undefined) graph.zoom({ level: graph.zoom() * factor, renderedPosition: middle() });
      else moving.zoom(factor, middle());
    },
    pan: (x, y) => {
      if (moving === undefined) graph.panBy({ x, y });
      else moving.pan(x, y);
    },
  };
}

/** Of more nodes than this the others are not dimmed, which takes long, and a picture moves. */
const MOST_AT_ONCE = 300;

/** How many elements are drawn before the page hears the user again. */
const PART = 250;

/** Adds elements, nodes before edges, without keeping the page from its user. */
function addInParts(graph: cytoscape.Core, elements: readonly cytoscape.ElementDefinition[]): void {
  graph.add(elements.slice(0, PART));
  if (elements.length > PART) setTimeout(() => addInParts(graph, elements.slice(PART)));
  else document.documentElement.dataset['drawn'] = 'all';
}

function nodeElement({ id, kind, type, label, change, x, y, width, height }: PageNode): cytoscape.ElementDefinition {
  return {
    data: { id, label, width, height },
    position: { x, y },
    classes: [kind, type === 'missing' ? 'missing' : [], change ?? []].flat().join(' '),
  };
}

/** An edge that bends where the layout says: cytoscape counts along the line between the nodes, and away from it. */
function edgeElement(
  { id, source, target, kind, label, change, bends }: PageEdge,
  nodes: ReadonlyMap<string, PageNode>,
): cytoscape.ElementDefinition {
  const data = { id, source, target, label };
  const look = change === undefined ? kind : `${kind} ${change}`;
  const [from, to] = [nodes.get(source), nodes.get(target)];
  if (from === undefined || to === undefined || from === to || bends.length === 0) return { data, classes: look };
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const weights = bends.map(({ x, y }) => ((x - from.x) * dx + (y - from.y) * dy) / length ** 2);
  const distances = bends.map(({ x, y }) => ((y - from.y) * dx - (x - from.x) * dy) / length);
  return { data: { ...data, weights, distances }, classes: `${look} bent` };
}

function styleOf(isDark: boolean): cytoscape.StylesheetJson {
  const { background, text, exchange, queue, border, edges, changes } = colours[isDark ? 'dark' : 'light'];
  const kind = (name: EdgeKind) => ({
    selector: `edge.${name}`,
    style: {
      ...{ 'line-color': edges[name], 'target-arrow-color': edges[name], color: edges[name] },
      ...(dashes[name].length === 0
        ? {}
        : { 'line-style': 'dashed' as const, 'line-dash-pattern': [...dashes[name]], width: 2 }),
    },
  });
  const changed = (name: ChangeKind) => [
    { selector: `node.${name}`, style: { 'border-color': changes[name], 'border-width': 3 } },
    {
      selector: `edge.${name}`,
      style: {
        ...{ 'line-color': changes[name], 'target-arrow-color': changes[name] },
        color: changes[name],
        width: 3,
      },
    },
  ];
  return [
    {
      selector: 'node',
      style: {
        ...{ label: 'data(label)', 'text-wrap': 'wrap', 'text-valign': 'center', 'text-halign': 'center' },
        ...{ width: 'data(width)', height: 'data(height)', 'min-zoomed-font-size': 5 },
        ...{ 'font-family': 'system-ui, sans-serif', 'font-size': 13, color: text },
        ...{ 'border-width': 1, 'border-color': border, 'background-color': queue, shape: 'round-rectangle' },
      },
    },
    { selector: 'node.exchange', style: { shape: 'hexagon', 'background-color': exchange } },
    { selector: 'node.missing', style: { 'border-style': 'dashed', 'border-width': 2 } },
    {
      selector: 'edge',
      style: {
        ...{ label: 'data(label)', 'text-wrap': 'wrap', 'font-size': 12, 'min-zoomed-font-size': 6 },
        ...{ 'font-family': 'system-ui, sans-serif', 'text-background-color': background },
        ...{ 'text-background-opacity': 0.85, 'text-background-padding': '1px' },
        ...{ width: 1.5, 'curve-style': 'bezier', 'target-arrow-shape': 'triangle', 'arrow-scale': 0.9 },
      },
    },
    {
      selector: 'edge.bent',
      style: {
        ...{ 'curve-style': 'round-segments', 'segment-radii': [24], 'edge-distances': 'node-position' },
        'segment-weights': ((edge: cytoscape.EdgeSingular) => edge.data('weights')) as never,
        'segment-distances': ((edge: cytoscape.EdgeSingular) => edge.data('distances')) as never,
      },
    },
    ...(['binding', 'alternate', 'dead-letter'] as const).map(kind),
    ...changeKinds.flatMap(changed),
    { selector: 'node.removed', style: { 'border-style': 'dashed' } },
    { selector: '.dim', style: { opacity: 0.25 } },
    { selector: 'edge.on', style: { width: 4, 'z-index': 10 } },
    { selector: 'node.on', style: { 'border-width': 3 } },
    { selector: 'node:selected', style: { 'border-width': 4, 'border-color': edges.alternate } },
  ];
}
