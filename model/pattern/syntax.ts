import type { ByteSet } from './byte-set';

/** A pattern as a tree. Groups that only capture are gone: without references nothing depends on them. */
export type PatternNode =
  | { readonly kind: 'byte'; readonly set: ByteSet }
  | { readonly kind: 'sequence'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'either'; readonly nodes: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly node: PatternNode;
      readonly min: number;
      readonly max: number;
      readonly possessive: boolean;
    }
  | { readonly kind: 'atomic'; readonly node: PatternNode }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly node: PatternNode }
  | { readonly kind: 'at'; readonly place: Place };

/** A place between two bytes; the `line-` ones are those of multi-line mode. */
export type Place = 'start' | 'end' | 'end-or-last-newline' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

/** Why a pattern has no certain meaning: the broker refuses it, or we can't tell. */
export class PatternFault extends Error {
  override readonly name = 'PatternFault';

  constructor(
    readonly kind: 'refused' | 'unknown',
    message: string,
  ) {
    super(message);
  }
}

/**
 * How many bytes a node matches, when that is always the same number.
 * @returns undefined when it varies
 */
export function fixedLength(node: PatternNode): number | undefined {
  const length = lengthOf(node, {
    either: ([first = Number.NaN, ...others]) => (others.every((other) => other === first) ? first : Number.NaN),
    repeat: (one, { min, max }) => (min === max ? one * min : Number.NaN),
  });
  return Number.isNaN(length) ? undefined : length;
}

/** How many bytes a node matches at most. */
export function longest(node: PatternNode): number {
  return lengthOf(node, {
    either: (lengths) => Math.max(...lengths),
    repeat: (one, { max }) => (one === 0 ? 0 : one * max),
  });
}

/** What becomes of the lengths of alternatives, and of what is repeated. */
interface Lengths {
  either(lengths: readonly number[]): number;
  repeat(one: number, repeated: Extract<PatternNode, { readonly kind: 'repeat' }>): number;
}

function lengthOf(node: PatternNode, lengths: Lengths): number {
  switch (node.kind) {
    case 'byte':
      return 1;
    case 'at':
    case 'look':
      return 0;
    case 'atomic':
      return lengthOf(node.node, lengths);
    case 'sequence':
      return node.nodes.reduce((sum, part) => sum + lengthOf(part, lengths), 0);
    case 'either':
      return lengths.either(node.nodes.map((part) => lengthOf(part, lengths)));
    case 'repeat':
      return lengths.repeat(lengthOf(node.node, lengths), node);
  }
}

/** About how many bytes PCRE compiles a node to: it copies what is repeated a given number of times. */
export function compiledBytes(node: PatternNode): number {
  switch (node.kind) {
    case 'byte':
      return isClass(node.set) ? 34 : 3;
    case 'at':
      return 2;
    case 'sequence':
    case 'either':
      return node.nodes.reduce((sum, part) => sum + compiledBytes(part), 6);
    case 'atomic':
    case 'look':
      return compiledBytes(node.node) + 6;
    case 'repeat': {
      const copies = node.node.kind === 'byte' ? 1 : node.max === Infinity ? node.min + 1 : node.max;
      return compiledBytes(node.node) * copies + 6;
    }
  }
}

/** Whether a set is more than a letter in both cases. */
function isClass(set: ByteSet): boolean {
  const first = set.indexOf(true);
  return set.indexOf(true, set.indexOf(true, first + 1) + 1) > first;
}
