import { docker } from '../host/docker';
import { until } from '../host/until';

/**
 * Removes networks and the containers that are on them, also those that are not of the stack that made the network: what a test
 * that ran out of time has put there, and is still putting there.
 * @throws Error when one is still there after half a minute
 */
export async function removeNetworks(names: readonly string[]): Promise<void> {
  const probe = async () => {
    for (const name of names) await removeNetwork(name);
  };
  await until(`networks ${names.join(', ')} are removed`, probe, { within: 30_000, every: 500 });
}

async function removeNetwork(name: string): Promise<void> {
  const there = await docker(['network', 'ls', '--quiet', '--no-trunc', '--filter', 'type=custom', ...selecting(name)]);
  if (there === '') return;
  const attached = await docker(['ps', '--all', '--quiet', '--filter', `network=${name}`]);
  if (attached !== '') await docker(['rm', '--force', '--volumes', ...attached.split('\n')]);
  await docker(['network', 'rm', name]);
}

/** The filter finds parts of names and of ids as well, unless they are anchored. */
function selecting(name: string): readonly string[] {
  return /^[0-9a-f]{64}$/.test(name) ? ['--filter', `id=${name}`] : ['--filter', `name=^${name}$`];
}
