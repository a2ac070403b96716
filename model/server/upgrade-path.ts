import { formatServerVersion, isAtLeast, type ServerVersion } from './server-version';

/** What upgrading the nodes of a broker in place comes to, where that does not work. */
export interface ImpossibleUpgrade {
  /** Why, as a clause. */
  readonly reason: string;
  /** The way that works. */
  readonly remedy: string;
}

/**
 * The series from which the nodes of a series boot in place, the oldest first.
 * @see https://www.rabbitmq.com/docs/upgrade; 4.3.0's release notes for 4.3. Tried: 4.0.5 to 4.3.6 node by node ends in
 * `BOOT FAILED {incompatible_feature_flags, unsupported}`, and a 4.0.5 on the volume of a 4.3.6 does not boot.
 */
export const bootsFrom: Readonly<Record<string, readonly string[]>> = {
  '4.0': ['3.13', '4.0'],
  '4.1': ['3.13', '4.0', '4.1'],
  '4.2': ['3.13', '4.0', '4.1', '4.2'],
  '4.3': ['4.2', '4.3'],
};

/** Whether it is known from which versions nodes of that one boot. */
export function isUpgradeTarget(version: ServerVersion): boolean {
  return Object.hasOwn(bootsFrom, seriesOf(version));
}

/**
 * Whether the nodes of a broker can go from one version to another in place, with their data.
 * @returns undefined when they can, or when one of the versions is unknown
 */
export function impossibleUpgrade(from: ServerVersion, to: ServerVersion): ImpossibleUpgrade | undefined {
  const [old, now] = [seriesOf(from), seriesOf(to)];
  const possible = bootsFrom[now];
  if (possible === undefined || possible.includes(old)) return undefined;
  if (isAtLeast(from, now) && old !== now) {
    return {
      reason: `${formatServerVersion(from)} cannot become ${formatServerVersion(to)}: a node does not boot on the data of a newer series`,
      remedy: `keep ${old}, or make a second broker with ${now}, import the definitions there, and move the messages by shovels`,
    };
  }
  const step = possible.find((series) => series !== now && bootsFrom[series]?.includes(old) === true);
  return {
    reason: `${formatServerVersion(from)} cannot become ${formatServerVersion(to)} in place: ${now} boots on the data of ${possible.join(', ')} only`,
    remedy:
      step === undefined
        ? `make a second broker with ${now}, import the definitions there, and move the messages by shovels`
        : `go to ${step} first, wait until all nodes run, enable all feature flags ('rabbitmqctl enable_feature_flag all'), then go to ${now}`,
  };
}

function seriesOf({ major, minor }: ServerVersion): string {
  return `${major}.${minor}`;
}
