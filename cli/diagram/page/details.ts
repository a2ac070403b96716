import type { PageData, PageEdge } from '../page-data';
import { button, made, section } from '../../page/browser/elements';

/** What the page says of a node; its neighbours are buttons, so that the graph can be walked without a pointer. */
export function detailsView(
  { nodes, edges, details }: PageData,
  select: (id: string) => void,
): (id: string) => readonly Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const neighbour = ({ label }: PageEdge, id: string, arrow: string) => {
    const node = byId.get(id);
    const said = label === '' ? '' : ` (${label.replaceAll('\n', ', ')})`;
    return button(`${arrow} ${node?.kind} '${node?.name}'${said}`, () => select(id));
  };
  return (id) => {
    const node = byId.get(id);
    const known = details[id];
    if (node === undefined || known === undefined) return [];
    const heading = made('h2', node.name === '' ? 'the default exchange' : node.name);
    heading.tabIndex = -1;
    const out = edges.filter(({ source }) => source === id).map((edge) => neighbour(edge, edge.target, '→'));
    const into = edges.filter(({ target }) => target === id).map((edge) => neighbour(edge, edge.source, '←'));
    return [
      heading,
      made('div', `${node.change === undefined ? '' : `${node.change}: `}${node.type} ${node.kind}`),
      ...section('What changes', node.settings ?? []),
      ...section('Findings', known.findings),
      ...section('About', known.about),
      ...section('Settings in the end', known.settings),
      ...section('Effective policy', known.policy),
      ...section('Permissions', known.permissions),
      ...section('From it', out.slice(0, MOST)),
      ...rest(out.length),
      ...section('To it', into.slice(0, MOST)),
      ...rest(into.length),
    ];
  };
}

/** The most neighbours that are listed. */
const MOST = 100;

function rest(count: number): readonly Node[] {
  return count > MOST ? [made('p', `and ${count - MOST} more`)] : [];
}
