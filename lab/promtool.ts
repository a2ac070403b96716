import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { labels, sweep } from './belongings';
import { remove } from './container';
import { docker } from '../host/docker';
import { isDebianAsRoot } from './debian';
import { exclusive } from './exclusive';
import { ensureEngine } from './engine';
import { cacheFolder } from './folders';
import type { Generation } from './generation';
import { ensureImage } from './image';
import { prometheusImage } from './images/prometheus';
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
  return (args) => runProgram(program, args);
}

/** promtool of one generation. */
export interface StartedPromtool {
  /** Reads the folders of the files that its arguments name. */
  readonly promtool: Promtool;
  stop(): Promise<void>;
}

/**
 * Starts a container with the promtool of a generation's Prometheus.
 * @throws Unavailable when there is no Docker engine or no image
 */
export async function startPromtool(generation: Generation): Promise<StartedPromtool> {
  await ensureEngine();
  await sweep();
  const image = await ensureImage(prometheusImage(generation));
  const idle = ['--network', 'none', '--user', '0', '--entrypoint', 'sleep', image, '1000000'];
  const container = await docker(['run', '--detach', ...labels(), ...idle]);
  return {
    promtool: (args) => {
      for (const folder of new Set(args.filter(isAbsolute).map(dirname))) {
        execFileSync('docker', ['exec', container, 'mkdir', '-p', folder]);
        execFileSync('docker', ['cp', '--quiet', `${folder}/.`, `${container}:${folder}`], { stdio: 'ignore' });
      }
      return runProgram('docker', ['exec', container, 'promtool', ...args]);
    },
    stop: () => remove([container]),
  };
}

function runProgram(program: string, args: readonly string[]): PromtoolOutcome {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return { isOk: status === 0, output: `${stdout}${stderr}` };
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
  const { status, stderr } = spawnSync(...exclusive('apt', 'sh', ['-c', fetch]), { cwd: unfinished, encoding: 'utf8' });
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
