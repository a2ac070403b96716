import type { PageData } from '../page-data';
import { button, element, section } from '../../page/browser/elements';

/** The most objects that are listed. */
const MOST = 100;

/** Lists what changes, so that it is found without colours and without a pointer. */
export function showChanges({ nodes, edges }: PageData, select: (id: string) => void): void {
  document.body.classList.add('is-compared');
  const names = new Map(nodes.map(({ id, kind, name }) => [id, `${kind} '${name}'`]));
  const changes = [
    ...nodes.flatMap(({ id, change }) => (change === undefined ? [] : [{ id, text: `${change}: ${names.get(id)}` }])),
    ...edges.flatMap(({ source, target, kind, change }) =>
      change === undefined
        ? []
        : [{ id: source, text: `${change} ${kind}: ${names.get(source)} → ${names.get(target)}` }],
    ),
  ];
  const more = changes.length - MOST;
  element('changes').replaceChildren(
    ...section(
      'Changes',
      changes.slice(0, MOST).map(({ id, text }) => button(text, () => select(id))),
    ),
    ...(more > 0 ? [`and ${more} more`] : []),
  );
}
