import { printable } from '../printable';
import type { DiagramEdge, DiagramNode, EdgeKind } from './diagram';

/** The most characters of a name that are drawn. */
const MOST_CHARACTERS = 40;

/** The most keys of a way that are drawn. */
const MOST_LINES = 3;

/** What is said of a way that is no binding, so that its colour need not be seen. */
const kindWords: Readonly<Record<EdgeKind, string | undefined>> = {
  binding: undefined,
  alternate: 'alternate',
  'dead-letter': 'dead letter',
};

/** What is written in a node: its name and its type, safe to show and short. */
export function nodeLines({ kind, name, type }: DiagramNode): readonly [string, string] {
  return [kind === 'exchange' && name === '' ? '(default exchange)' : short(name), `${printable(type)} ${kind}`];
}

/** What is written on an edge, a line each: its kind, and the first of its keys. */
export function edgeLines({ kind, lines }: DiagramEdge): readonly string[] {
  const word = kindWords[kind];
  const shown = lines.slice(0, MOST_LINES).map(short);
  const rest = lines.length - shown.length;
  return [...(word === undefined ? [] : [word]), ...shown, ...(rest === 0 ? [] : [`and ${rest} more`])];
}

function short(text: string): string {
  const characters = [...printable(text)];
  return characters.length <= MOST_CHARACTERS
    ? characters.join('')
    : `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`;
}
