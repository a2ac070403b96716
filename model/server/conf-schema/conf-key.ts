import { formatServerVersion, isAtLeast, type ServerVersion } from '../server-version';
import { confSchema, recordedVersions } from './schema';
import type { SchemaEntry, VersionRange } from './schema-entry';

/** A key of rabbitmq.conf as the schemas have it: `listeners.tcp.*`, where the star stands for one word. */
export type StarredKey = string;

/** The key of the schemas that a key in a file is one of; undefined when no recorded version knows it. */
export function starredKeyOf(key: string): StarredKey | undefined {
  if (Object.hasOwn(confSchema, key) && !key.includes('*')) return key;
  const words = wordsOf(key);
  if (words === undefined) return undefined;
  return families.find((family) => family.words.length === words.length && isOf(family.words, words))?.key;
}

/** What the schemas say of a key in a version; undefined when that version does not know it. */
export function schemaEntryOf(key: string, version: ServerVersion): SchemaEntry | undefined {
  const entries = confSchema[starredKeyOf(key) ?? ''] ?? [];
  const at = recordedFor(version);
  return entries.find(({ versions }) => versions === undefined || versions.some((range) => holds(range, at)));
}

/** From when on, and up to when, servers know a key, in the order of versions; empty when none does. */
export function rangesOf(key: string): readonly VersionRange[] {
  const entries = confSchema[starredKeyOf(key) ?? ''] ?? [];
  const known = recordedVersions.map((version) =>
    entries.some(({ versions }) => versions === undefined || versions.some((range) => holds(range, indexOf(version)))),
  );
  const ranges: VersionRange[] = [];
  for (const [index, version] of recordedVersions.entries()) {
    if (!known[index] || known[index - 1]) continue;
    const end = known.indexOf(false, index);
    ranges.push(end === -1 ? [version] : [version, recordedVersions[end - 1]]);
  }
  return ranges;
}

/** Versions as people read them: `4.2.7 to 4.2.9, and since 4.3.1`. */
export function formatRanges(ranges: readonly VersionRange[]): string {
  return ranges
    .map(([since, until], index) => {
      if (until === undefined) return `${index > 0 ? 'and ' : ''}since ${since}`;
      return since === until ? since : `${since} to ${until}`;
    })
    .join(', ');
}

/** The version whose schemas are those of a server: the newest recorded one that is not newer, or else the oldest. */
export function recordedVersionOf(version: ServerVersion): string {
  return recordedVersions[recordedFor(version)] ?? formatServerVersion(version);
}

/** The words of a key, between its dots; `\.` is a dot in a word. Undefined when it is no key. */
export function wordsOf(key: string): readonly string[] | undefined {
  return /^(?:\\\.|[A-Za-z0-9_-])+(?:\.(?:\\\.|[A-Za-z0-9_-])+)*$/.test(key) ? key.split(/(?<!\\)\./) : undefined;
}

function recordedFor(version: ServerVersion): number {
  return Math.max(
    0,
    recordedVersions.findLastIndex((recorded) => isAtLeast(version, recorded)),
  );
}

function holds([since, until]: VersionRange, index: number): boolean {
  return indexOf(since) <= index && (until === undefined || index <= indexOf(until));
}

const positions = new Map(recordedVersions.map((version, index) => [version, index]));

function indexOf(version: string): number {
  return positions.get(version) ?? -1;
}

/** Keys with stars; those with fewer come first, as they say more. */
const families = Object.keys(confSchema)
  .filter((key) => key.includes('*'))
  .map((key) => ({ key, words: key.split('.'), stars: key.split('*').length }))
  .sort((one, other) => one.stars - other.stars);

function isOf(family: readonly string[], words: readonly string[]): boolean {
  return family.every((word, index) => word === '*' || word === words[index]);
}
