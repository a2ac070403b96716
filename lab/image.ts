import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CommandError, run } from '../host/command';
import { debianMirror, installPackages, isDebianAsRoot, proxiesOf, upstreamVersion } from './debian';
import { docker } from '../host/docker';
import { exclusive } from './exclusive';
import { cacheFolder } from './folders';
import { during, say } from './progress';
import { distance, seriesOf } from './series';
import { Unavailable } from './unavailable';

/** An image, and how to make one that behaves like it where no registry answers. */
export interface ImageRecipe {
  /** The official image to pull: `rabbitmq:4.3-management`. */
  readonly official: string;
  /** The official images that serve as well when the engine has them, as a pattern: `rabbitmq:4.3*-management`. */
  readonly alike: string;
  /** The name of the one made here, without its tag: `rabbitmq-cdk/lab-rabbitmq`. */
  readonly repository: string;
  /**
   * What follows the version in the tag of the one made here.
   * @default '' - nothing
   */
  readonly variant?: string;
  /** The Debian release whose packages it is made from: `trixie`. */
  readonly suite: string;
  /** The packages; the first is the software itself, whose version the image has. */
  readonly packages: readonly string[];
  /**
   * The folder that makes packages behave like the official image: `rootfs/` is copied onto the root, then `customize.sh` is
   * run with the root as its argument; `essential.sh`, if there is one, is run in the same way before the packages come.
   */
  readonly folder: string;
  /** The image's settings, as instructions of a Dockerfile: `EXPOSE 5672`. */
  settings(version: string): readonly string[];
}

/** How long a registry may take to hand over one image, in milliseconds. */
const pullLimit = 300_000;

/** The label that tells which recipe an image was made by. */
const recipeLabel = 'rabbitmq-cdk.lab.recipe';

/**
 * Makes sure that the engine has the image, by the first way that works: an official one that it has, the one made here before,
 * an official one that it can pull, one made from Debian's packages (kept in the cache folder for the next engine).
 * @returns the image's name on the engine
 * @throws Unavailable when none works
 */
export async function ensureImage(recipe: ImageRecipe): Promise<string> {
  const present = (await newestAlike(recipe.alike)) ?? (await madeBy(recipe));
  if (present !== undefined) return present;
  return (await isPulled(recipe.official)) ? recipe.official : makeImage(recipe);
}

/**
 * Makes sure that the engine has the image that a stack names, official or the lab's own, or failing that the lab's image of
 * the same software, of the version that comes nearest.
 * @returns the image's name on the engine
 * @throws Unavailable when there is neither
 */
export async function provideImage(name: string, recipes: readonly ImageRecipe[]): Promise<string> {
  if (await isOfficial(name)) return name;
  const repository = repositoryOf(name);
  const own = nearest(
    name,
    recipes.filter((recipe) => recipe.repository === repository),
  );
  if (own !== undefined) return standIn(await makeImage(own), name);
  const recipe = nearest(
    name,
    recipes.filter(({ official }) => repositoryOf(official) === repository),
  );
  const isMade = recipe !== undefined && (await madeBy(recipe)) !== undefined;
  if (!isMade && (await isPulled(name))) return name;
  if (recipe === undefined)
    throw new Unavailable(`there is no image '${name}' here, and no recipe for one that is alike`);
  return standIn(await makeImage(recipe), name);
}

/** Says that one image takes the place of another. */
function standIn(made: string, name: string): string {
  if (made !== name) say(`${made} stands in for ${name}`);
  return made;
}

/** The recipe whose series comes nearest to that of an image: the newest for a tag without a version, such as `latest`. */
export function nearest(image: string, recipes: readonly ImageRecipe[]): ImageRecipe | undefined {
  const newestFirst = [...recipes].sort((one, other) => byVersion(other.official, one.official));
  return newestFirst.sort((one, other) => distance(one.official, image) - distance(other.official, image))[0];
}

const byVersion = new Intl.Collator('en', { numeric: true }).compare;

/** An image's name without tag and digest. */
export function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}

/**
 * Makes the image from Debian's packages, or loads it from the cache folder, whatever the engine or a registry has.
 * @returns the image's name on the engine
 * @throws Unavailable when this machine cannot make it
 */
export async function makeImage(recipe: ImageRecipe): Promise<string> {
  const made = await madeBy(recipe);
  if (made !== undefined) return made;
  const hash = recipeHash(recipe);
  const [software = ''] = recipe.packages;
  const archive = join(cacheFolder, `${software}-${recipe.suite}-${hash}.tar`);
  if (!existsSync(archive))
    await during(`making ${recipe.repository} from ${software} of Debian ${recipe.suite}`, () =>
      bootstrap(recipe, archive),
    );
  const version = upstreamVersion(
    await run('tar', ['--extract', '--to-stdout', '--file', archive, packageStatus]),
    software,
  );
  const tag = `${recipe.repository}:${version}${recipe.variant ?? ''}`;
  if (seriesOf(tag) !== seriesOf(recipe.official))
    say(`${tag} is what Debian ${recipe.suite} has now, and is taken as ${recipe.official}`);
  const changes = [...recipe.settings(version), `LABEL ${recipeLabel}=${hash}`].flatMap((it) => ['--change', it]);
  await during(`loading ${tag}`, () => docker(['import', ...changes, archive, tag]));
  return tag;
}

/** What dpkg knows of the packages of a root, as a path in its archive. */
const packageStatus = './var/lib/dpkg/status';

/** Tells one recipe from another: changes with anything that goes into the image. */
export function recipeHash(recipe: ImageRecipe): string {
  const { suite, packages, repository } = recipe;
  const settings = recipe.settings('');
  const hash = createHash('sha256').update(JSON.stringify([suite, packages, repository, settings]));
  for (const path of filesOf(recipe.folder)) hash.update(`\n${path}\n`).update(readFileSync(join(recipe.folder, path)));
  return hash.digest('hex').slice(0, 16);
}

function filesOf(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => statSync(join(folder, path)).isFile()).sort();
}

async function newestAlike(pattern: string): Promise<string | undefined> {
  const listed = await listImages(`reference=${pattern}`);
  for (const image of [...listed].sort(byVersion).reverse()) if (await isOfficial(image)) return image;
  return undefined;
}

/** Whether the engine has an image that was not made here: one of ours may go by an official name. */
async function isOfficial(image: string): Promise<boolean> {
  return (await labelOf(image)) === '';
}

/** The image of the engine that was made by a recipe, if there is one. */
async function madeBy(recipe: ImageRecipe): Promise<string | undefined> {
  const [made] = await listImages(`reference=${recipe.repository}`, `label=${recipeLabel}=${recipeHash(recipe)}`);
  return made;
}

async function listImages(...filters: readonly string[]): Promise<readonly string[]> {
  const options = filters.flatMap((filter) => ['--filter', filter]);
  const listed = await docker(['image', 'ls', ...options, '--format', '{{.Repository}}:{{.Tag}}']);
  return listed.split('\n').filter(Boolean);
}

/** The recipe's hash that an image of the engine carries: empty when it has none, undefined when there is no such image. */
async function labelOf(image: string): Promise<string | undefined> {
  try {
    return await docker(['image', 'inspect', '--format', `{{index .Config.Labels "${recipeLabel}"}}`, image]);
  } catch (error) {
    if (error instanceof CommandError && error.reason.includes('No such image')) return undefined;
    throw error;
  }
}

async function isPulled(image: string): Promise<boolean> {
  try {
    await during(`pulling ${image}`, () => docker(['pull', '--quiet', image], { timeout: pullLimit }));
    return true;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(`cannot pull ${image}: ${error.reason.split('\n').at(-1)}`);
    return false;
  }
}

async function bootstrap(recipe: ImageRecipe, archive: string): Promise<void> {
  await prepareBootstrap();
  const script = (name: string) => join(recipe.folder, name);
  const essential = existsSync(script('essential.sh')) ? [`--essential-hook=${script('essential.sh')} "$1"`] : [];
  const unfinished = `${archive}.${process.pid}.tar`;
  mkdirSync(cacheFolder, { recursive: true });
  try {
    const command = [
      'mmdebstrap',
      '--quiet',
      '--variant=essential',
      `--keyring=${archiveKeyring}`,
      `--aptopt=${acceptOldIndex}`,
      ...proxiesOf(await run('apt-config', ['dump'])).map((proxy) => `--aptopt=${proxy}`),
      ...unwantedPaths.map((path) => `--dpkgopt=path-exclude=${path}`),
      `--include=${recipe.packages.join(',')}`,
      ...essential,
      `--customize-hook=sync-in ${script('rootfs')} /`,
      `--customize-hook=${script('customize.sh')} "$1"`,
      recipe.suite,
      unfinished,
      `deb ${await debianMirror()} ${recipe.suite} main`,
    ];
    // Who waited for another process that made the same one takes that.
    const unlessMade = '[ -e "$0" ] || { unfinished=$1; shift; "$@" && mv "$unfinished" "$0"; }';
    await run(...exclusive(basename(archive), 'sh', ['-c', unlessMade, archive, unfinished, ...command]));
  } finally {
    rmSync(unfinished, { force: true });
  }
}

const archiveKeyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** A key as a file of its own, in keyring packages that are recent enough to know who signs the suites. */
const recentKeyring = '/usr/share/keyrings/debian-archive-trixie-stable.gpg';

/** A mirror that is refreshed rarely keeps an index of a moving suite beyond the week that it is valid for; its signature holds. */
const acceptOldIndex = 'Acquire::Check-Valid-Until "false"';

/** What no container reads. */
const unwantedPaths = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/info/*', '/usr/share/locale/*'];

async function prepareBootstrap(): Promise<void> {
  const missing = [
    ...(existsSync('/usr/bin/mmdebstrap') ? [] : ['mmdebstrap']),
    ...(existsSync(recentKeyring) ? [] : ['debian-archive-keyring']),
  ];
  if (missing.length === 0) return;
  if (!isDebianAsRoot())
    throw new Unavailable(
      `no registry gives the image, and making it from Debian's packages needs ${missing.join(' and ')}, ` +
        'which are installed by themselves only on Debian as root; install them, or pull the image',
    );
  await installPackages(missing);
}
