/** A package as a lock file has it. */
export interface LockedPackage {
  readonly version?: string;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
}

/**
 * Installs the packages of package-lock.json when some are missing or of another version.
 * @throws Error when Node.js is too old or npm fails
 */
export function ensureDependencies(): void;

/**
 * The packages of a lock file that are not installed as it says, by their place: `node_modules/jest`.
 * Optional ones may be for other platforms.
 */
export function missingPackages(
  locked: Readonly<Record<string, LockedPackage>>,
  installed: Readonly<Record<string, LockedPackage>>,
): readonly string[];
