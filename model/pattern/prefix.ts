import type { PatternNode } from './syntax';

/** The ASCII text with which every name begins in which a pattern is found; empty when there is none such. */
export function prefixOf(node: PatternNode): string {
  if (node.kind !== 'sequence') return '';
  const [start, ...rest] = node.nodes;
  if (start?.kind !== 'at' || start.place !== 'start') return '';
  let prefix = '';
  for (const part of rest) {
    const letter = part.kind === 'byte' ? part.set.indexOf(true) : -1;
    if (part.kind !== 'byte' || letter < 0 || letter > 0x7f || part.set.includes(true, letter + 1)) break;
    prefix += String.fromCharCode(letter);
  }
  return prefix;
}
