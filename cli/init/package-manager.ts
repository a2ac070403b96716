import { versions } from './versions';

/** The package managers that an app can be installed with; `yarn` is Yarn 4, `yarn-classic` is Yarn 1. */
export const packageManagerNames = ['npm', 'pnpm', 'yarn', 'yarn-classic'] as const;

export type PackageManagerName = (typeof packageManagerNames)[number];

/** What an app that is installed by a package manager has and says. */
export interface PackageManager {
  readonly name: PackageManagerName;
  /** The field `packageManager` of package.json, by which Corepack runs that version; npm comes with Node.js. */
  readonly field?: string;
  /** What it is called in the settings of setup-node. */
  readonly cache: 'npm' | 'pnpm' | 'yarn';
  readonly lockFile: string;
  readonly install: string;
  /** Installs what the lock file says, and fails where package.json says something else. */
  readonly installLocked: string;
  /** Runs a program of a dependency. */
  readonly exec: string;
  /** What a script of package.json is run with. */
  readonly run: (script: string) => string;
  /** The field of package.json by which all packages get this cdktf. */
  readonly replaceCdktf: (spec: string) => Readonly<Record<string, object>>;
  /** Its own files. */
  readonly files: ReadonlyMap<string, string>;
  /** What git ignores of its own. */
  readonly ignored: readonly string[];
}

/** What makes `pnpm` and `yarn` the version that package.json names. */
export const COREPACK = 'corepack enable';

const noFiles: ReadonlyMap<string, string> = new Map();

const npm: PackageManager = {
  name: 'npm',
  cache: 'npm',
  lockFile: 'package-lock.json',
  install: 'npm install',
  installLocked: 'npm ci',
  exec: 'npx',
  run: (script) => (script === 'test' ? 'npm test' : `npm run ${script}`),
  // The app's own dependency, which cannot be another than the override.
  replaceCdktf: () => ({ overrides: { cdktf: '$cdktf' } }),
  files: noFiles,
  ignored: [],
};

const pnpm: PackageManager = {
  name: 'pnpm',
  field: `pnpm@${versions.pnpm}`,
  cache: 'pnpm',
  lockFile: 'pnpm-lock.yaml',
  install: 'pnpm install',
  installLocked: 'pnpm install --frozen-lockfile',
  exec: 'pnpm exec',
  run: (script) => (script === 'test' ? 'pnpm test' : `pnpm run ${script}`),
  replaceCdktf: (spec) => ({ pnpm: { overrides: { cdktf: spec } } }),
  files: noFiles,
  ignored: [],
};

const yarn: PackageManager = {
  name: 'yarn',
  field: `yarn@${versions.yarn}`,
  cache: 'yarn',
  lockFile: 'yarn.lock',
  install: 'yarn install',
  installLocked: 'yarn install --immutable',
  exec: 'yarn run',
  run: (script) => (script === 'test' ? 'yarn test' : `yarn run ${script}`),
  replaceCdktf: (spec) => ({ resolutions: { cdktf: spec } }),
  // Programs that Node.js runs itself, as the app, find no package of Plug'n'Play.
  files: new Map([['.yarnrc.yml', 'nodeLinker: node-modules\n']]),
  ignored: ['.yarn/'],
};

const yarnClassic: PackageManager = {
  ...yarn,
  name: 'yarn-classic',
  field: `yarn@${versions.yarnClassic}`,
  installLocked: 'yarn install --frozen-lockfile',
  files: noFiles,
  ignored: [],
};

export const packageManagers: Readonly<Record<PackageManagerName, PackageManager>> = {
  npm,
  pnpm,
  yarn,
  'yarn-classic': yarnClassic,
};

/**
 * The package manager that runs a program.
 * @param userAgent - the environment variable `npm_config_user_agent`: `pnpm/10.34.8 npm/? node/v22.1.0 linux x64`
 * @returns npm where it names none
 */
export function packageManagerOf(userAgent: string | undefined): PackageManagerName {
  const [, name, major] = /^(\w+)\/(\d+)/.exec(userAgent ?? '') ?? [];
  if (name === 'yarn') return major === '1' ? 'yarn-classic' : 'yarn';
  return name === 'pnpm' ? 'pnpm' : 'npm';
}
