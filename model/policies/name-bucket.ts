import { createHash } from 'node:crypto';
import { escapePattern, exactPatternOf } from '../pattern/exact-pattern';
import { compressNames } from '../pattern/name-trie';

/** Names that share a policy. */
export interface NameBucket {
  /** Empty for the bucket that there always is; others are called by the hash bits of their names. */
  readonly label: string;
  readonly pattern: string;
}

/**
 * Parts names into buckets whose patterns are no longer than a length: they list the names, or write what those have in
 * common once. Which bucket a name is in depends on its hash, so another name changes one bucket, or splits one: then some
 * of its names move to a new bucket, and the others stay. A name more never makes two buckets one.
 * @param names - at least one
 * @param most - the bytes that a pattern may have; a single name may need more
 */
export function bucketNames(names: Iterable<string>, most: number): NameBucket[] {
  const hashed = [...new Set(names)].map((name) => ({
    name,
    bits: hashBits(name),
    bytes: Buffer.byteLength(escapePattern(name)),
  }));
  return split(hashed, '', most);
}

/** The buckets that take the names which leave a bucket when it is split. */
export function splitFrom(label: string, buckets: readonly NameBucket[]): readonly NameBucket[] {
  return buckets.filter((bucket) => bucket.label !== label && bucket.label.startsWith(label));
}

interface Hashed {
  readonly name: string;
  readonly bits: string;
  readonly bytes: number;
}

function split(names: readonly Hashed[], prefix: string, most: number): NameBucket[] {
  if (names.length === 0) return [];
  const pattern = names.length === 1 || prefix.length === HASH_BITS ? listed(names) : patternOf(names, most);
  // Of the two halves of a bucket, that of the zeros keeps its name.
  if (pattern !== undefined) return [{ label: prefix.replace(/0+$/, ''), pattern }];
  return ['0', '1'].flatMap((bit) =>
    split(
      names.filter(({ bits }) => bits[prefix.length] === bit),
      prefix + bit,
      most,
    ),
  );
}

function listed(names: readonly Hashed[]): string {
  return exactPatternOf(names.map(({ name }) => name));
}

/** What the names fit into. Whether they do is decided by lengths that no further name makes shorter. */
function patternOf(hashed: readonly Hashed[], most: number): string | undefined {
  if (hashed.reduce((sum, { bytes }) => sum + bytes + 1, ANCHORS + '()'.length - 1) <= most) return listed(hashed);
  const names = hashed.map(({ name }) => name);
  const longest = compressNames(names, { merged: false });
  if (longest === undefined || Buffer.byteLength(longest) + ANCHORS > most) return undefined;
  return `^${compressNames(names, { merged: true })}$`;
}

const ANCHORS = '^$'.length;

const HASH_BITS = 64;

function hashBits(name: string): string {
  const hash = createHash('sha256').update(name).digest().readBigUInt64BE();
  return hash.toString(2).padStart(HASH_BITS, '0');
}
