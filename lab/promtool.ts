import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDebianAsRoot } from './debian';
import { cacheFolder } from './folders';
import { Unavailable } from './unavailable';

/** What promtool said. */
export interface PromtoolOutcome {
  readonly isOk: boolean;
  /** Standard output and error. */
  readonly output: string;
}

/** Prometheus' own judge of rules and configurations. */
export type Promtool = (args: readonly string[]) => PromtoolOutcome;

/**
 * Finds promtool: on the path, or else in Debian's package prometheus, which is unpacked into the cache folder rather than
 * installed, so that no service starts.
 * @throws Unavailable when it is neither
 */
export function findPromtool(): Promtool {
  const program = isThere('promtool') ? 'promtool' : unpackedPromtool();
  return (args) => {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    return { isOk: status === 0, output: `${stdout}${stderr}` };
  };
}

function unpackedPromtool(): string {
  const folder = join(cacheFolder, 'promtool');
  const program = join(folder, 'usr/bin/promtool');
  if (existsSync(program)) return program;
  if (!isDebianAsRoot()) throw new Unavailable('promtool is not installed, and only on Debian as root it is fetched');
  mkdirSync(cacheFolder, { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  const fetch =
    'apt-get --quiet update && apt-get --quiet download prometheus && dpkg-deb --extract prometheus_*.deb .';
  const { status, stderr } = spawnSync('sh', ['-c', fetch], { cwd: unfinished, encoding: 'utf8' });
  if (status !== 0) {
    rmSync(unfinished, { recursive: true });
    throw new Unavailable(`promtool is not installed and cannot be fetched: ${stderr.trim().split('\n').at(-1)}`);
  }
  renameSync(unfinished, folder);
  return program;
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}
