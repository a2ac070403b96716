import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, run } from '../host/command';
import { installPackages, isDebianAsRoot } from './debian';
import { docker } from '../host/docker';
import { stateFolder } from './folders';
import { say } from './progress';
import { Unavailable } from './unavailable';
import { Hopeless, until } from '../host/until';

const pidFile = join(stateFolder, 'dockerd.pid');
const logFile = join(stateFolder, 'dockerd.log');

/**
 * Makes sure that a Docker engine answers: the one that `DOCKER_HOST` or the default socket leads to; otherwise, on Debian as
 * root, one that is installed and started here, and left running for the next use (`npm run lab -- down` stops it).
 * @throws Unavailable when there is none and none may be started
 */
export async function ensureEngine(): Promise<void> {
  const silence = await reasonForSilence();
  if (silence === undefined) return;
  const host = process.env['DOCKER_HOST'];
  if (host) throw new Unavailable(`no Docker engine answers at DOCKER_HOST=${host}: ${silence}`);
  if (!isDebianAsRoot())
    throw new Unavailable(
      `no Docker engine answers (${silence}), and only on Debian as root one is installed and started by itself; ` +
        'start one or set DOCKER_HOST',
    );
  await installEngine();
  await startEngine();
}

/**
 * Stops the engine that {@link ensureEngine} started from this checkout, unless others have containers on it.
 * @returns whether there was one and it is stopped
 */
export async function stopEngine(): Promise<boolean> {
  const pid = startedHere();
  if (pid === undefined) return false;
  const running = (await reasonForSilence()) === undefined ? await docker(['ps', '--format', '{{.Names}}']) : '';
  if (running !== '') {
    say(`the Docker engine is left running for ${running.split('\n').join(', ')}`);
    return false;
  }
  process.kill(pid);
  const ended = async () => {
    if (isEngine(pid)) throw new Error(`process ${pid} is still there`);
  };
  await until('the Docker engine has ended', ended, { within: 30_000 });
  rmSync(pidFile, { force: true });
  say('stopped the Docker engine');
  return true;
}

/** Why no engine answers; undefined when one does. */
async function reasonForSilence(): Promise<string | undefined> {
  try {
    await docker(['version', '--format', '{{.Server.Version}}'], { timeout: 10_000 });
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return error.reason.split('\n').at(-1);
    throw error;
  }
}

async function installEngine(): Promise<void> {
  if (!(await isInstalled('dockerd'))) await installPackages(['docker.io', 'iptables', 'ca-certificates']);
  // From Debian 13 on, the command line is a package of its own.
  if (!(await isInstalled('docker'))) await installPackages(['docker-cli']);
}

async function isInstalled(program: string): Promise<boolean> {
  return run('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  );
}

async function startEngine(): Promise<void> {
  mkdirSync(stateFolder, { recursive: true });
  const log = openSync(logFile, 'w');
  const child = spawn('dockerd', [], { detached: true, stdio: ['ignore', log, log] });
  let ended = false;
  child.on('exit', () => (ended = true)).on('error', () => (ended = true));
  const answers = async () => {
    const silence = await reasonForSilence();
    if (silence === undefined) return;
    throw ended ? new Hopeless(`dockerd ended: ${lastError()}`) : new Error(silence);
  };
  try {
    await until('the Docker engine answers', answers, { within: 60_000, every: 200 });
  } catch (error) {
    throw new Unavailable(`${error instanceof Error ? error.message : String(error)}; its log is ${logFile}`);
  }
  // Two that start one at the same time: one of them wins, and both use it.
  if (ended || child.pid === undefined) return;
  writeFileSync(pidFile, String(child.pid));
  child.unref();
  say(`started a Docker engine (process ${child.pid}, log ${logFile}); 'npm run lab -- down' stops it`);
}

/** What dockerd said last before it ended, from its log of `time=… level=… msg="…"` lines. */
function lastError(): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  return lines.at(-1) || 'it said nothing';
}

/** The engine that was started from this checkout and still runs. */
function startedHere(): number | undefined {
  if (!existsSync(pidFile)) return undefined;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  return isEngine(pid) ? pid : undefined;
}

/** Whether a process is a living dockerd; one that has ended and was not collected by its parent has no command line. */
function isEngine(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return existsSync(commandLine) && readFileSync(commandLine, 'utf8').startsWith('dockerd');
}
