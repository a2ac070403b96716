import { readClusters, type ReadCluster } from '../../model/operator/read-clusters';
import { impliedBy, mergeTopologies, readResources, type ReadResources } from '../../model/operator/read-resources';
import type { Topology } from '../../model/topology/topology';
import { UserError } from '../program/user-error';
import { anyManifestsWithin, manifestsWithin, type Manifests } from './manifests-within';

/**
 * What the manifests of a folder or file declare, with the virtual hosts and users that they name.
 * @throws UserError when one of them is malformed
 */
export async function manifestsTopology(path: string): Promise<Topology> {
  return topologyOf(await manifestsWithin(path));
}

/**
 * The same, and the brokers that the cluster operator runs by them.
 * @throws UserError when one of them is malformed
 */
export async function manifestsBrokers(
  path: string,
): Promise<{ readonly topology: Topology; readonly clusters: readonly ReadCluster[] }> {
  const files = await manifestsWithin(path);
  return { topology: topologyOf(files), clusters: files.flatMap(({ content }) => readClusters(content)) };
}

function topologyOf(files: readonly Manifests[]): Topology {
  const declared = mergeTopologies(wellFormed(files).map(({ topology }) => topology));
  return mergeTopologies([declared, impliedBy(declared)]);
}

/**
 * The custom resources of a folder or file, by file; there may be none.
 * @throws UserError when one of them is malformed
 */
export async function readManifests(path: string): Promise<readonly ReadResources[]> {
  return wellFormed(await anyManifestsWithin(path));
}

function wellFormed(files: readonly Manifests[]): readonly ReadResources[] {
  const read = files.map(({ content, file }) => readResources(content, file));
  const faults = read.flatMap((one) => one.faults);
  if (faults.length > 0) throw new UserError(faults.map(({ at, message }) => `${at}: ${message}`).join('\n'));
  return read;
}
