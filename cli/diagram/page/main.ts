import { printable } from '../../../model/printable';
import type { PageData } from '../page-data';
import { detailsView } from './details';
import { element } from '../../page/browser/elements';
import { showChanges } from './changes';
import { showGraph } from './graph';
import { publishForm } from './publish';
import { search } from './search';

const data = JSON.parse(element('data').textContent ?? '') as PageData;
const byId = new Map(data.nodes.map((node) => [node.id, node]));
element('title').textContent = printable(`Virtual host '${data.vhost}'`);

const container = element('graph');
const graph = showGraph(container, data, (id) => (id === undefined ? deselect() : choose(id)));
const chooseExchange = publishForm(data, { select: goTo, emphasize: graph.emphasize });
const describe = detailsView(data, goTo);
search(data, goTo);
if (data.isCompared) showChanges(data, goTo);

/** Shows what is known of a node. */
function choose(id: string): void {
  const node = byId.get(id);
  element('details').replaceChildren(...describe(id));
  if (node?.kind === 'exchange' && node.type !== 'missing') chooseExchange(node.name);
}

/** Brings a node into view, and what is known of it. */
function goTo(id: string): void {
  graph.select(id);
  choose(id);
  element('details').querySelector('h2')?.focus();
}

function deselect(): void {
  element('details').replaceChildren();
}

element('zoom-in').addEventListener('click', () => graph.zoom(1.25));
element('zoom-out').addEventListener('click', () => graph.zoom(0.8));
element('fit').addEventListener('click', graph.fit);

const STEP = 80;
const keys: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => graph.pan(STEP, 0),
  ArrowRight: () => graph.pan(-STEP, 0),
  ArrowUp: () => graph.pan(0, STEP),
  ArrowDown: () => graph.pan(0, -STEP),
  '+': () => graph.zoom(1.25),
  '-': () => graph.zoom(0.8),
  '0': graph.fit,
};
container.addEventListener('keydown', (event) => {
  const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
  if (act === undefined) return;
  act();
  event.preventDefault();
});
document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof Element && event.target.matches('input, select, textarea');
  if (event.key !== '/' || isTyping) return;
  element('search').focus();
  event.preventDefault();
});
