import type { PageData, PageNode } from '../page-data';
import { button, element } from '../../page/browser/elements';

/** The most names that are listed. */
const MOST = 50;

/** Finds exchanges and queues by a part of their name: arrow keys go through the list, Enter takes one. */
export function search({ nodes }: PageData, select: (id: string) => void): void {
  const input = element<HTMLInputElement>('search');
  const results = element('results');
  const found = element('found');
  const names = nodes.map((node) => ({ node, text: `${node.name} ${node.type}`.toLowerCase() }));
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matching = words.length === 0 ? [] : names.filter(({ text }) => words.every((word) => text.includes(word)));
    results.replaceChildren(...matching.slice(0, MOST).map(({ node }) => choice(node, select)));
    found.textContent =
      words.length === 0
        ? countOf(nodes)
        : `${matching.length} found${matching.length > MOST ? `, the first ${MOST} listed` : ''}`;
  };
  input.addEventListener('input', show);
  input.addEventListener('keydown', (event) => {
    const first = results.querySelector('button');
    if (event.key === 'Enter') first?.click();
    else if (event.key === 'ArrowDown') first?.focus();
    else return;
    event.preventDefault();
  });
  results.addEventListener('keydown', (event) => {
    const at = document.activeElement?.parentElement;
    const next = { ArrowDown: at?.nextElementSibling, ArrowUp: at?.previousElementSibling }[event.key];
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    (next?.querySelector('button') ?? (event.key === 'ArrowUp' ? input : undefined))?.focus();
    event.preventDefault();
  });
  show();
}

function choice(node: PageNode, select: (id: string) => void): HTMLElement {
  const item = document.createElement('li');
  item.append(
    button(`${node.name === '' ? '(default exchange)' : node.name}, ${node.type} ${node.kind}`, () => select(node.id)),
  );
  return item;
}

function countOf(nodes: readonly PageNode[]): string {
  const exchanges = nodes.filter(({ kind }) => kind === 'exchange').length;
  const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
  return `${counted(exchanges, 'exchange')}, ${counted(nodes.length - exchanges, 'queue')}`;
}
