import { existsSync, readFileSync } from 'node:fs';
import { run } from '../host/command';
import { exclusive } from './exclusive';
import { during } from './progress';
import { Unavailable } from './unavailable';

/** Whether this machine is Debian, and the user root: then the lab may install packages. */
export function isDebianAsRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/os-release') && isDebian(readFileSync('/etc/os-release', 'utf8'));
}

/** Whether a text in the form of /etc/os-release describes Debian itself, not a derivative with its own archive. */
export function isDebian(osRelease: string): boolean {
  return /^ID="?debian"?$/m.test(osRelease);
}

/** Installs packages from the archive that apt is configured with. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const apt = ['-o', 'DPkg::Lock::Timeout=300', '--quiet', '--yes'];
  await during(`installing ${packages.join(', ')}`, async () => {
    await aptGet([...apt, 'update'], env);
    await aptGet([...apt, 'install', '--no-install-recommends', ...packages], env);
  });
}

/**
 * The Debian mirror that apt is configured with.
 * @throws Unavailable when apt knows none
 */
export async function debianMirror(): Promise<string> {
  const mirror = mirrorOf(await indexTargets());
  if (mirror === undefined)
    throw new Unavailable("apt is configured with no mirror of Debian's main archive; add one to its sources");
  return mirror;
}

/** What `apt-get indextargets` prints with {@link indexTargetFormat}: the first mirror of Debian's main archive in it. */
export function mirrorOf(targets: string): string | undefined {
  const main = targets.split('\n').map((line) => line.split('|'));
  return main.find(([label, component]) => label === 'Debian' && component === 'main')?.[2];
}

/** The proxies in what `apt-config dump` prints, in the same form: another apt needs them to reach the mirror. */
export function proxiesOf(configuration: string): readonly string[] {
  return configuration.split('\n').filter((line) => /^Acquire::https?::proxy(::\S+)? "[^"]+";$/i.test(line));
}

/**
 * The version of the software in a package, without what Debian adds to it: `4.0.5` of `4.0.5-6+deb13u2`.
 * @param status - what dpkg knows of the packages of a root: its file `status`
 * @throws Error when the package is not in it
 */
export function upstreamVersion(status: string, name: string): string {
  const entry = status.split('\n\n').find((one) => one.startsWith(`Package: ${name}\n`));
  const version = /^Version: (?:\d+:)?(\d+(?:\.\d+)*)/m.exec(entry ?? '')?.[1];
  if (version === undefined) throw new Error(`there is no version of the package ${name}`);
  return version;
}

const indexTargetFormat = '$(LABEL)|$(COMPONENT)|$(REPO_URI)';

async function indexTargets(): Promise<string> {
  const ask = () => run('apt-get', ['indextargets', '--format', indexTargetFormat, 'Created-By: Packages']);
  const targets = await ask();
  if (mirrorOf(targets) !== undefined) return targets;
  // The label comes with the lists; a new machine has none yet.
  await during("fetching apt's lists", () => aptGet(['--quiet', 'update']));
  return ask();
}

/** What changes apt's lists or packages: apt waits for nobody who is at the lists. */
function aptGet(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  return run(...exclusive('apt', 'apt-get', args), { env });
}
