import { docker } from '../host/docker';
import { removeNetworks } from '../lab/networks';

/** Removes containers, the volume of each, and networks with whatever is on them; also what was never made. */
export async function removeDeployed(containers: readonly string[], networks: readonly string[]): Promise<void> {
  await docker(['rm', '--force', '--volumes', ...containers]);
  await removeNetworks(networks);
  await docker(['volume', 'rm', '--force', ...containers.map((name) => `${name}-data`)]);
}
