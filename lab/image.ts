import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, run } from '../host/command';
import { debianMirror, installPackages, isDebianAsRoot, proxiesOf } from './debian';
import { docker } from '../host/docker';
import { cacheFolder } from './folders';
import { during, say } from './progress';
import { Unavailable } from './unavailable';

/** An image, and how to make one that behaves like it where no registry answers. */
export interface ImageRecipe {
  /** The official image to pull: `rabbitmq:4.2-management`. */
  readonly official: string;
  /** The official images that serve as well when the engine has them, as a pattern: `rabbitmq:4*-management`. */
  readonly alike: string;
  /** The name of the one made here. */
  readonly tag: string;
  /** Packages of {@link debianSuite}. */
  readonly packages: readonly string[];
  /**
   * The folder that makes packages behave like the official image: `rootfs/` is copied onto the root, then `customize.sh` is
   * run with the root as its argument; `essential.sh`, if there is one, is run in the same way before the packages come.
   */
  readonly folder: string;
  /** The image's settings, as instructions of a Dockerfile: `EXPOSE 5672`. */
  readonly settings: readonly string[];
}

/** The Debian release that images are made from. */
export const debianSuite = 'trixie';

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
  const present = await newestAlike(recipe.alike);
  if (present !== undefined) return present;
  if (await isMadeBy(recipe, recipe.tag)) return recipe.tag;
  return (await isPulled(recipe.official)) ? recipe.official : makeImage(recipe);
}

/**
 * Makes sure that the engine has the image that a stack names, official or the lab's own, or failing that the lab's image of
 * the same software.
 * @returns the image's name on the engine
 * @throws Unavailable when there is neither
 */
export async function provideImage(name: string, recipes: readonly ImageRecipe[]): Promise<string> {
  const own = recipes.find(({ tag }) => tag === name);
  if (own !== undefined) return makeImage(own);
  if (await isOfficial(name)) return name;
  const recipe = recipes.find(({ official }) => repositoryOf(official) === repositoryOf(name));
  const isMade = recipe !== undefined && (await isMadeBy(recipe, recipe.tag));
  if (!isMade && (await isPulled(name))) return name;
  if (recipe === undefined)
    throw new Unavailable(`there is no image '${name}' here, and no recipe for one that is alike`);
  const standIn = await makeImage(recipe);
  say(`${standIn} stands in for ${name}`);
  return standIn;
}

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
  if (await isMadeBy(recipe, recipe.tag)) return recipe.tag;
  const hash = recipeHash(recipe);
  const archive = join(cacheFolder, `${recipe.tag.replaceAll(/[/:]/g, '_')}-${hash}.tar`);
  if (!existsSync(archive))
    await during(`making ${recipe.tag} from Debian's packages`, () => bootstrap(recipe, archive));
  const changes = [...recipe.settings, `LABEL ${recipeLabel}=${hash}`].flatMap((setting) => ['--change', setting]);
  await during(`loading ${recipe.tag}`, () => docker(['import', ...changes, archive, recipe.tag]));
  return recipe.tag;
}

/** Tells one recipe from another: changes with anything that goes into the image. */
export function recipeHash(recipe: ImageRecipe): string {
  const hash = createHash('sha256').update(JSON.stringify([debianSuite, recipe.packages, recipe.settings]));
  for (const path of filesOf(recipe.folder)) hash.update(`\n${path}\n`).update(readFileSync(join(recipe.folder, path)));
  return hash.digest('hex').slice(0, 16);
}

function filesOf(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => statSync(join(folder, path)).isFile()).sort();
}

async function newestAlike(pattern: string): Promise<string | undefined> {
  const listed = await docker([
    'image',
    'ls',
    '--filter',
    `reference=${pattern}`,
    '--format',
    '{{.Repository}}:{{.Tag}}',
  ]);
  const newestLast = new Intl.Collator('en', { numeric: true }).compare;
  for (const image of listed.split('\n').filter(Boolean).sort(newestLast).reverse())
    if (await isOfficial(image)) return image;
  return undefined;
}

/** Whether the engine has an image that was not made here: one of ours may go by an official name. */
async function isOfficial(image: string): Promise<boolean> {
  return (await labelOf(image)) === '';
}

async function isMadeBy(recipe: ImageRecipe, image: string): Promise<boolean> {
  return (await labelOf(image)) === recipeHash(recipe);
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
    await run('mmdebstrap', [
      '--quiet',
      '--variant=essential',
      `--keyring=${archiveKeyring}`,
      ...proxiesOf(await run('apt-config', ['dump'])).map((proxy) => `--aptopt=${proxy}`),
      ...unwantedPaths.map((path) => `--dpkgopt=path-exclude=${path}`),
      `--include=${recipe.packages.join(',')}`,
      ...essential,
      `--customize-hook=sync-in ${script('rootfs')} /`,
      `--customize-hook=${script('customize.sh')} "$1"`,
      debianSuite,
      unfinished,
      `deb ${await debianMirror()} ${debianSuite} main`,
    ]);
    renameSync(unfinished, archive);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

const archiveKeyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The suite's key as a file of its own, in keyring packages that are recent enough to know the suite. */
const suiteKeyring = `/usr/share/keyrings/debian-archive-${debianSuite}-stable.gpg`;

/** What no container reads. */
const unwantedPaths = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/info/*', '/usr/share/locale/*'];

async function prepareBootstrap(): Promise<void> {
  const missing = [
    ...(existsSync('/usr/bin/mmdebstrap') ? [] : ['mmdebstrap']),
    ...(existsSync(suiteKeyring) ? [] : ['debian-archive-keyring']),
  ];
  if (missing.length === 0) return;
  if (!isDebianAsRoot())
    throw new Unavailable(
      `no registry gives the image, and making it from Debian's packages needs ${missing.join(' and ')}, ` +
        'which are installed by themselves only on Debian as root; install them, or pull the image',
    );
  await installPackages(missing);
}
