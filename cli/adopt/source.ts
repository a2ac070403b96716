import { NEWEST_SERVER_VERSION, parseServerVersion, type ServerVersion } from '../../model/server/server-version';
import type { Declared, Topology } from '../../model/topology/topology';
import type { AdoptOptions } from '../../model/adoption/adopt';
import { brokerDefinitions, type QueueKey } from '../broker/broker-definitions';
import { contentOf } from '../check/content';
import { importedDefinitions } from '../check/definitions-file';
import { manifestsTopology } from '../operator/manifests-topology';
import { isManifests } from '../operator/manifests-within';
import { addressOfUrl, isUrl } from '../health/address';

/** What is adopted, and all that is known of where it comes from. */
export interface AdoptSource extends Pick<AdoptOptions, 'broker' | 'version' | 'isExclusive' | 'isUntyped'> {
  readonly topology: Topology;
}

/**
 * Reads what a broker has, from itself or from an export, or what the operator's manifests declare.
 * @param target - the URL of its management API, a definitions file, or a file or folder of manifests
 * @param vhosts - those to take; the first is that of a file about a single one
 * @param version - the server that judges, where the source does not say it
 * @throws UserError when it cannot be read
 */
export async function adoptSource(
  target: string,
  vhosts: readonly string[],
  version: ServerVersion | undefined,
): Promise<AdoptSource> {
  if (target !== '-' && isManifests(target))
    return {
      topology: asDeclared(await manifestsTopology(target)),
      broker: { nodeCount: 1 },
      version: version ?? NEWEST_SERVER_VERSION,
    };
  if (!isUrl(target)) {
    const { topology, exportedBy } = importedDefinitions(await contentOf(target), target, vhosts[0] ?? '/');
    const said = parseServerVersion(exportedBy ?? '');
    const isSupported = said !== undefined && said.major >= 4;
    return {
      topology,
      broker: { nodeCount: 1 },
      version: version ?? (isSupported ? said : NEWEST_SERVER_VERSION),
    };
  }
  const { broker } = addressOfUrl(target, process.env);
  const live = await brokerDefinitions(broker);
  return {
    topology: live.topology,
    broker: { endpoint: broker.url, username: broker.username, nodeCount: live.nodeCount },
    version: version ?? parseServerVersion(live.serverVersion) ?? NEWEST_SERVER_VERSION,
    isExclusive: among(live.exclusiveQueues),
    isUntyped: among(live.untypedQueues),
  };
}

/** What manifests name and do not declare is there, and is taken over like the rest. */
function asDeclared(topology: Topology): Topology {
  const taken = <T extends Declared>(elements: readonly T[]): T[] =>
    elements.map((one) => ({ ...one, imported: false }));
  return { ...topology, vhosts: taken(topology.vhosts), users: taken(topology.users) };
}

function among(queues: readonly QueueKey[]): (vhost: string, name: string) => boolean {
  const keys = new Set(queues.map(({ vhost, name }) => JSON.stringify([vhost, name])));
  return (vhost, name) => keys.has(JSON.stringify([vhost, name]));
}
