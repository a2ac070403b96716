import { escapePattern } from './exact-pattern';
import { compressNames } from './name-trie';
import { maxPatternBytes } from './pattern';
import { PrefixSet } from './prefix-set';
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
  const alternatives = [...names.map(escapePattern), ...prefixes.map(anythingAfter)].sort();
  if (alternatives.length === 0) return '^$';
  const plain = `^(${alternatives.join('|')})$`;
  if (Buffer.byteLength(plain) <= maxPatternBytes) return plain;
  const compressed = [
    ...(names.length === 0 ? [] : [compressNames(names, { merged: true })]),
    ...(prefixes.length === 0 ? [] : [beginnings(prefixes)]),
  ];
  if (compressed.includes(undefined)) return plain;
  return compressed.length === 1 ? `^${compressed.join('')}$` : `^(${compressed.join('|')})$`;
}

/**
 * How long a pattern of a permission may be.
 * @returns in bytes
 */
export function longestPattern(version: ServerVersion): number {
  // Before 4.2.8 only PCRE's own limit holds, of 64 KiB for the compiled pattern, in which a byte takes two.
  return isAtLeast(version, '4.2.8', '4.3.2') ? maxPatternBytes : 30_000;
}

/** Without what another part covers. */
function minimal({ names, prefixes }: Names): Names {
  const set = new PrefixSet(prefixes);
  return { names: [...new Set(names)].filter((name) => !set.covers(name)), prefixes: set.minimal() };
}

function anythingAfter(prefix: string): string {
  return `${escapePattern(prefix)}.*`;
}

function beginnings(prefixes: readonly string[]): string | undefined {
  const compressed = compressNames(prefixes, { merged: true });
  return compressed === undefined ? undefined : `${compressed}.*`;
}
