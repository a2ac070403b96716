import { checkCall } from '../props/check-call';

/** A version of the RabbitMQ server; what it does not say (`4.2`) is its latest patch. */
export interface ServerVersion {
  readonly major: number;
  readonly minor: number;
  /** `Infinity` when only major and minor are known: the newest patch of that series. */
  readonly patch: number;
}

/** The newest series of servers whose verdicts are known here: what is meant where nobody says which server. */
export const NEWEST_SERVER_VERSION: ServerVersion = { major: 4, minor: 3, patch: Infinity };

/** The newest series that is known, by which a server of a later one is judged; undefined for servers that are known themselves. */
export function judgedBy({ major, minor }: ServerVersion): ServerVersion | undefined {
  const newest = NEWEST_SERVER_VERSION;
  const isNewer = major > newest.major || (major === newest.major && minor > newest.minor);
  return isNewer ? newest : undefined;
}

/**
 * Reads a version: `4.2`, `4.0.5`, `4.2.9-rc.1`, `v4.1.0`.
 * @returns undefined when the text is no version
 */
export function parseServerVersion(text: string): ServerVersion | undefined {
  checkCall('parseServerVersion', [text]);
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?:[-+].*)?$/.exec(text);
  if (match === null) return undefined;
  const [, major, minor, patch] = match;
  return { major: Number(major), minor: Number(minor), patch: patch === undefined ? Infinity : Number(patch) };
}

/**
 * Reads the version from an image's tag: `rabbitmq:4.2-management` is 4.2.
 * @returns undefined when the tag names none (`latest`, `4-management`, a digest)
 */
export function serverVersionOfImage(image: string): ServerVersion | undefined {
  const tag = /:([^:/@]+)(?:@[^@]*)?$/.exec(image)?.[1];
  const version = tag === undefined ? undefined : /^v?\d+\.\d+(?:\.\d+)?/.exec(tag)?.[0];
  return version === undefined ? undefined : parseServerVersion(version);
}

/**
 * Whether a server has what came with a release. What later series got in a patch of their own is said with that patch:
 * `isAtLeast(version, '4.2.8', '4.3.2')` holds for 4.2.8 and 4.3.2, and not for 4.3.1.
 * @param version - the server's
 * @param since - the first release of the oldest series that has it
 * @param later - the first releases of later series, where those are not their first
 */
export function isAtLeast(version: ServerVersion, since: string, ...later: readonly string[]): boolean {
  const first = milestones.get(since) ?? milestone(since);
  const own = later
    .map((text) => milestones.get(text) ?? milestone(text))
    .find((other) => isSameSeries(version, other));
  const other = own ?? first;
  if (version.major !== other.major) return version.major > other.major;
  if (version.minor !== other.minor) return version.minor > other.minor;
  return version.patch >= (other.patch === Infinity ? 0 : other.patch);
}

function isSameSeries(one: ServerVersion, other: ServerVersion): boolean {
  return one.major === other.major && one.minor === other.minor;
}

/** Versions that were asked about: the same few are, for every element. */
const milestones = new Map<string, ServerVersion>();

function milestone(text: string): ServerVersion {
  const version = parseServerVersion(text);
  if (version === undefined) throw new Error(`'${text}' is no version`);
  milestones.set(text, version);
  return version;
}

/** The version as text: `4.0.5`, or `4.2` when the patch is not known. */
export function formatServerVersion({ major, minor, patch }: ServerVersion): string {
  return patch === Infinity ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}
