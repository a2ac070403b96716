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

/** What is written in a node: its name, its type, and what is set otherwise; safe to show and short. */
export function nodeLines({ kind, name, type, change, settings = [] }: DiagramNode): readonly [string, ...string[]] {
  const what = `${printable(type)} ${kind}`;
  return [
    kind === 'exchange' && name === '' ? '(default exchange)' : short(name),
    change === undefined ? what : `${change}: ${what}`,
    ...shortened(settings),
  ];
}

/** What is written on an edge, a line each: what becomes of it, its kind, and the first of its keys. */
export function edgeLines({ kind, lines, change, added = [], removed = [] }: DiagramEdge): readonly string[] {
  const words = [change, kindWords[kind]].filter((word) => word !== undefined);
  const marked = [...removed.map((line) => `− ${line}`), ...added.map((line) => `+ ${line}`), ...lines];
  return [...(words.length === 0 ? [] : [words.join(' ')]), ...shortened(marked)];
}

function shortened(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, MOST_LINES).map(short);
  const rest = lines.length - shown.length;
  return rest === 0 ? shown : [...shown, `and ${rest} more`];
}

function short(text: string): string {
  const characters = [...printable(text)];
  return characters.length <= MOST_CHARACTERS
    ? characters.join('')
    : `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`;
}
