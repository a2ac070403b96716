import { escapePattern } from './exact-pattern';
import { maxPatternBytes } from './pattern';
import { isAtLeast, type ServerVersion } from './server-version';

/** Names of queues and exchanges: some by name, others by how they start. */
export interface Names {
  readonly names: readonly string[];
  /** Every name that starts with one of these. */
  readonly prefixes: readonly string[];
}

/**
 * The pattern that matches the names and no other: anchored, escaped, sorted, and without what another part covers. Where
 * it would be long, common beginnings are written once.
 * @returns `^$` for no names, which matches nothing that has a name
 */
export function namePattern(given: Names): string {
  const { names, prefixes } = minimal(given);
  const alternatives = [...names.map(escapePattern), ...prefixes.map((prefix) => `${escapePattern(prefix)}.*`)].sort();
  if (alternatives.length === 0) return '^$';
  const plain = `^(${alternatives.join('|')})$`;
  return Buffer.byteLength(plain) <= maxPatternBytes ? plain : `^${render(trieOf({ names, prefixes }))}$`;
}

/**
 * How long a pattern of a permission may be.
 * @returns in bytes
 */
export function longestPattern(version: ServerVersion): number {
  // Before 4.2.8 only PCRE's own limit holds, of 64 KiB for the compiled pattern, in which a byte takes two.
  return isAtLeast(version, '4.2.8') ? maxPatternBytes : 30_000;
}

function minimal({ names, prefixes }: Names): Names {
  const shortest = [...new Set(prefixes)].filter(
    (prefix) => !prefixes.some((other) => other !== prefix && prefix.startsWith(other)),
  );
  return {
    names: [...new Set(names)].filter((name) => !shortest.some((prefix) => name.startsWith(prefix))),
    prefixes: shortest,
  };
}

/** The characters that may come next, and whether a name may end here or go on as it likes. */
interface Trie {
  readonly next: Map<string, Trie>;
  end?: 'name' | 'prefix';
}

function trieOf({ names, prefixes }: Names): Trie {
  const root: Trie = { next: new Map() };
  for (const name of names) leaf(root, name).end = 'name';
  for (const prefix of prefixes) leaf(root, prefix).end = 'prefix';
  return root;
}

function leaf(root: Trie, text: string): Trie {
  let node = root;
  for (const character of text) {
    const next = node.next.get(character) ?? { next: new Map<string, Trie>() };
    node.next.set(character, next);
    node = next;
  }
  return node;
}

function render({ next, end }: Trie): string {
  if (end === 'prefix') return '.*';
  const ways = [...next]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([character, trie]) => escapePattern(character) + render(trie));
  const [only] = ways;
  if (only === undefined) return '';
  if (ways.length === 1 && end === undefined) return only;
  return `(${ways.join('|')})${end === 'name' ? '?' : ''}`;
}
