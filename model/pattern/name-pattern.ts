import { escapePattern } from './exact-pattern';
import { maxPatternBytes } from './pattern';
import { isAtLeast, type ServerVersion } from '../server/server-version';

/** Names of queues and exchanges: some by name, others by how they start. */
export interface Names {
  readonly names: readonly string[];
  /** Every name that starts with one of these. */
  readonly prefixes: readonly string[];
}

/**
 * The pattern that matches the names and no other: anchored, escaped, sorted, and without what another part covers. Where
 * it would be long, common beginnings and ends are written once.
 * @returns `^$` for no names, which matches nothing that has a name
 */
export function namePattern(given: Names): string {
  const { names, prefixes } = minimal(given);
  const alternatives = [...names.map(escapePattern), ...prefixes.map((prefix) => `${escapePattern(prefix)}.*`)].sort();
  if (alternatives.length === 0) return '^$';
  const plain = `^(${alternatives.join('|')})$`;
  return Buffer.byteLength(plain) <= maxPatternBytes ? plain : `^${join(render(trieOf({ names, prefixes })))}$`;
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

/** The pattern for what may follow, in pieces that can't be parted: escaped characters and groups. */
function render({ next, end }: Trie): readonly string[] {
  if (end === 'prefix') return ['.*'];
  const ways = [...next]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([character, trie]) => [escapePattern(character), ...render(trie)]);
  const [first = [], ...others] = ways;
  if (end === 'name') return ways.length === 0 ? [] : [`(${ways.map(join).join('|')})?`];
  if (others.length === 0) return first;
  const common = commonEnd(ways);
  return [
    `(${ways.map((way) => join(way.slice(0, way.length - common))).join('|')})`,
    ...first.slice(first.length - common),
  ];
}

function join(pieces: readonly string[]): string {
  return pieces.join('');
}

/** How many pieces at their end all ways have in common. */
function commonEnd(ways: readonly (readonly string[])[]): number {
  const [first = []] = ways;
  let count = 0;
  while (count < first.length && ways.every((way) => way.at(-1 - count) === first.at(-1 - count))) count += 1;
  return count;
}
