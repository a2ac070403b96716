import fc from 'fast-check';
import { docker } from '../../../host/docker';
import { until } from '../../../host/until';
import { administrationOf, type StartedBroker } from '../../../lab/broker';
import type { Management } from '../../../host/management';
import type { ServerVersion } from '../../../model/server/server-version';
import { definitionsFiles } from './files';
import { judge, placeholder } from './imports';
import { verdictOf } from './trial';

/**
 * Random definitions files of which none is said to break a broker, each about a virtual host of its own.
 * @returns their texts
 */
export function unbreakingFiles(version: ServerVersion, seed: number, count: number): readonly string[] {
  const unbreaking = definitionsFiles(placeholder, `${placeholder}-user`, version).filter(
    (file) => !judge(file, version).findings.some(({ kind }) => kind === 'breaks'),
  );
  return fc
    .sample(unbreaking, { seed, numRuns: count })
    .map((file, index) => JSON.stringify(file).replaceAll(placeholder, `boots-${index}`));
}

/** In seconds: some files have the boot of 4.0 wait for ever. */
const LONGEST_BOOT = 90;

/**
 * Imports files into a broker of their own, whether it takes them or not, and boots its node with what they left.
 * @returns what does not work afterwards: the boot, the export, or virtual hosts
 */
export async function brokenByBoot(
  start: () => Promise<StartedBroker>,
  files: readonly string[],
): Promise<readonly string[]> {
  const broker = await start();
  try {
    const { container } = broker;
    if (container === undefined) throw new Error('the node of a given broker is not ours to boot');
    const api = administrationOf(broker);
    for (const file of files) await verdictOf(() => api.post('definitions', JSON.parse(file)));
    const rabbitmqctl = (command: string) =>
      docker(['exec', container, 'timeout', '--verbose', `${LONGEST_BOOT}`, 'rabbitmqctl', '--quiet', command]);
    await rabbitmqctl('stop_app');
    const refusal = await rabbitmqctl('start_app').then(
      () => undefined,
      (error: Error) => error.message,
    );
    return refusal === undefined ? await whatDoesNotWork(api) : [`boot: ${refusal}`];
  } finally {
    await broker.stop();
  }
}

async function whatDoesNotWork(api: Management): Promise<readonly string[]> {
  // A node may say that it has started, and end soon after.
  const ended = await until('the management API answers', () => api.get('overview'), {
    within: 30_000,
    every: 200,
  }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (ended !== undefined) return [ended];
  const exported = await api.get('definitions').then(
    () => [],
    (error: Error) => [`export: ${error.message}`],
  );
  const vhosts =
    await api.get<readonly { readonly name: string; readonly cluster_state?: Readonly<Record<string, string>> }[]>(
      'vhosts',
    );
  const stopped = vhosts.filter(({ cluster_state: state = {} }) =>
    Object.values(state).some((each) => each !== 'running'),
  );
  return [...exported, ...stopped.map(({ name }) => `virtual host '${name}' does not run`)];
}

/** The fewest of some files after which a node does not boot, found by halves; all of them where no half alone breaks it. */
export async function fewestThatBreak(
  start: () => Promise<StartedBroker>,
  files: readonly string[],
): Promise<readonly string[]> {
  if (files.length === 1) return files;
  const middle = Math.ceil(files.length / 2);
  for (const half of [files.slice(0, middle), files.slice(middle)]) {
    if ((await brokenByBoot(start, half)).length > 0) return fewestThatBreak(start, half);
  }
  return files;
}
