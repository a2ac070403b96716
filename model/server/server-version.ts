/** A version of the RabbitMQ server; what it does not say (`4.2`) is its latest patch. */
export interface ServerVersion {
  readonly major: number;
  readonly minor: number;
  /** `Infinity` when only major and minor are known: the newest patch of that series. */
  readonly patch: number;
}

/**
 * Reads a version: `4.2`, `4.0.5`, `4.2.9-rc.1`, `v4.1.0`.
 * @returns undefined when the text is no version
 */
export function parseServerVersion(text: string): ServerVersion | undefined {
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

/** Whether `version` is `since` or newer. */
export function isAtLeast(version: ServerVersion, since: string): boolean {
  const other = milestones.get(since) ?? milestone(since);
  if (version.major !== other.major) return version.major > other.major;
  if (version.minor !== other.minor) return version.minor > other.minor;
  return version.patch >= (other.patch === Infinity ? 0 : other.patch);
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
