import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../host/command';
import { projectRoot } from './folders';
import { during } from './progress';
import { Unavailable } from './unavailable';

/** A Kubernetes cluster for tests. */
export interface StartedKubernetes {
  /** The file that says how to reach it. */
  readonly kubeConfig: string;
  /** The address of one of its machines, on which node ports answer. */
  readonly address: string;
  /** Ends the cluster, if it was started for this use. */
  stop(): Promise<void>;
}

/** Programs that start a Kubernetes on this machine, where they lie beside the project. */
const lab = join(projectRoot, '..', 'shared', 'lab', 'kubernetes');

/** @throws Unavailable when there is no Kubernetes to test on */
export function requireKubernetes(): void {
  if (!process.env['KUBECONFIG'] && !existsSync(join(lab, 'up')))
    throw new Unavailable('KUBECONFIG names none; docs/kubernetes.md says how to get one with kind');
}

/**
 * Finds the Kubernetes that `KUBECONFIG` names, or starts one beside the project, and makes sure that it has the image.
 * @param image - an image of the local engine; a cluster that `KUBECONFIG` names must have it, or pull it, by itself
 * @throws Unavailable when there is none
 */
export async function startKubernetes(image: string): Promise<StartedKubernetes> {
  requireKubernetes();
  const given = process.env['KUBECONFIG'];
  if (given) return { kubeConfig: given, address: await nodeAddress(given), stop: async () => undefined };
  const state =
    process.env['LAB'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kubernetes-lab');
  const kubeConfig = join(state, 'run', 'conf', 'admin.kubeconfig');
  const isUp = await answers(kubeConfig);
  if (!isUp) {
    // One that was killed, or whose machine restarted, left its folder.
    if (existsSync(join(state, 'run'))) await run(join(lab, 'down'), []);
    await during('building Kubernetes', () => run(join(lab, 'build'), []));
    await during('starting Kubernetes', () => run(join(lab, 'up'), []));
  }
  await during(`loading ${image}`, () => run('sh', ['-c', 'docker save "$1" | "$2"', 'sh', image, join(lab, 'load')]));
  return {
    kubeConfig,
    address: await nodeAddress(kubeConfig),
    stop: async () => {
      if (!isUp) await run(join(lab, 'down'), []);
    },
  };
}

async function answers(kubeConfig: string): Promise<boolean> {
  if (!existsSync(kubeConfig)) return false;
  return kubectl(kubeConfig, ['get', '--raw', '/readyz', '--request-timeout=10s']).then(
    () => true,
    () => false,
  );
}

/**
 * Runs kubectl.
 * @returns its standard output
 * @throws CommandError with what it said
 */
export function kubectl(kubeConfig: string, args: readonly string[], input?: string): Promise<string> {
  return run('kubectl', args, { env: { KUBECONFIG: kubeConfig }, ...(input === undefined ? {} : { input }) });
}

function nodeAddress(kubeConfig: string): Promise<string> {
  const path = '{.items[0].status.addresses[?(@.type=="InternalIP")].address}';
  return kubectl(kubeConfig, ['get', 'nodes', '-o', `jsonpath=${path}`]);
}
