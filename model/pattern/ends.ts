import type { PatternNode, Place } from './syntax';

/** The ASCII text with which every name begins in which a pattern is found; empty when there is none such. */
export function prefixOf(node: PatternNode): string {
  if (node.kind !== 'sequence') return '';
  const [first, ...rest] = node.nodes;
  return isAt(first, 'start') ? lettersOf(rest).join('') : '';
}

/**
 * The ASCII text with which every name ends in which a pattern is found, but for a line break that may follow; empty when
 * there is none such.
 */
export function suffixOf(node: PatternNode): string {
  if (node.kind !== 'sequence') return '';
  const [last, ...rest] = [...node.nodes].reverse();
  return isAt(last, 'end') || isAt(last, 'end-or-last-newline') ? lettersOf(rest).reverse().join('') : '';
}

/**
 * The longest ASCII text that every name holds in which a pattern is found, but for its prefix; empty when there is none
 * such.
 */
export function innerOf(node: PatternNode): string {
  if (node.kind !== 'sequence') return '';
  const nodes = node.nodes.slice(prefixOf(node).length);
  const runs = nodes.map((_, start) => lettersOf(nodes.slice(start)).join(''));
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}

function isAt(node: PatternNode | undefined, place: Place): boolean {
  return node?.kind === 'at' && node.place === place;
}

/** The letters at the beginning of a sequence, as far as only one can stand in each place. */
function lettersOf(nodes: readonly PatternNode[]): string[] {
  const letters: string[] = [];
  for (const node of nodes) {
    const letter = node.kind === 'byte' ? node.set.indexOf(true) : -1;
    if (node.kind !== 'byte' || letter < 0 || letter > 0x7f || node.set.includes(true, letter + 1)) break;
    letters.push(String.fromCharCode(letter));
  }
  return letters;
}
