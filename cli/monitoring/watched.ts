import { existsSync } from 'node:fs';
import type { WatchedBroker } from '../../model/monitoring/alerts/alert';
import { pluginsOfLinkAlerts } from '../../model/monitoring/alerts/links';
import { keptObjective } from '../../model/monitoring/monitored';
import { hasPlugin } from '../../model/server/plugins';
import type { ReadCluster } from '../../model/operator/read-clusters';
import {
  NEWEST_SERVER_VERSION,
  parseServerVersion,
  serverVersionOfImage,
  type ServerVersion,
} from '../../model/server/server-version';
import { brokerDefinitions, type NodeListener } from '../broker/broker-definitions';
import { sideOf } from '../diff/side';
import { addressOfUrl, isUrl } from '../health/address';
import { manifestsBrokers } from '../operator/manifests-topology';
import { isManifests } from '../operator/manifests-within';
import { UserError } from '../program/user-error';
import { stackTopology } from '../stack/stack-topology';

/** What is asked for on the command line. */
export interface WatchOptions {
  readonly name?: string;
  readonly nodes?: number;
  readonly addresses: readonly string[];
  readonly broker?: string;
  readonly serverVersion?: ServerVersion;
}

/** A broker to watch, how it is reached, and what is to be said of it. */
export interface Watched {
  readonly broker: WatchedBroker;
  readonly addresses: readonly string[];
  readonly isTls: boolean;
  /** The `RabbitmqCluster` that runs it, where manifests are read that declare one. */
  readonly cluster?: ReadCluster;
  readonly notes: readonly string[];
}

/**
 * Reads what is to be watched: a stack of the app, a definitions file, the operator's manifests, or a running broker by the URL of
 * its management API.
 * @throws UserError when it cannot be read, or nobody tells how many nodes it has or what it is called
 */
export async function watchedOf(target: string, options: WatchOptions): Promise<Watched> {
  const found = await foundOf(target, options);
  const { topology, listeners = [], plugins, cluster, monitoring } = found;
  const name = options.name ?? found.name;
  if (name === undefined) throw new UserError(`give the broker a name by '--name'; it becomes the label 'broker'`);
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name))
    throw new UserError(`'--name' must be letters, digits, dots, dashes and underscores, got '${name}'`);
  const known = options.addresses.length > 0 ? options.addresses.length : undefined;
  const nodeCount = options.nodes ?? found.nodeCount ?? known;
  if (nodeCount === undefined)
    throw new UserError(
      `'${target}' does not tell how many nodes the broker has; give '--nodes', or each by '--address'`,
    );
  const metrics = listeners.filter(({ protocol }) => /^https?\/prometheus$/.test(protocol));
  return {
    broker: { name, serverVersion: options.serverVersion ?? found.version, nodeCount, topology, ...monitoring },
    addresses: known === undefined ? [...metrics.map(addressOf), ...podsOf(cluster)] : options.addresses,
    isTls:
      cluster?.isTlsOnly === true ||
      (metrics.length > 0 && metrics.every(({ protocol }) => protocol === 'https/prometheus')),
    cluster,
    notes: [...pluginsOfLinkAlerts(topology)]
      .filter(([, plugin]) => plugins === undefined || !hasPlugin(plugins, plugin))
      .map(([alert, plugin]) => `${alert} fires for ever unless the broker has plugin '${plugin}'`),
  };
}

interface Found {
  readonly name?: string;
  readonly topology: WatchedBroker['topology'];
  readonly version: ServerVersion;
  readonly nodeCount?: number;
  readonly monitoring?: Pick<WatchedBroker, 'monitored' | 'kept'>;
  readonly plugins?: readonly string[];
  readonly listeners?: readonly NodeListener[];
  readonly cluster?: ReadCluster;
}

async function foundOf(target: string, { broker, name }: WatchOptions): Promise<Found> {
  if (isUrl(target)) {
    const live = await brokerDefinitions(addressOfUrl(target, process.env).broker);
    return { ...live, version: parseServerVersion(live.serverVersion) ?? NEWEST_SERVER_VERSION };
  }
  if (target !== '-' && !existsSync(target) && !/[/\\]|\.json$/.test(target)) {
    const declared = await stackTopology(target, broker);
    const { monitored = [] } = declared;
    return {
      ...declared,
      monitoring: { monitored, kept: keptObjective(monitored, declared.broker) },
      name: target,
      version: parseServerVersion(declared.serverVersion) ?? NEWEST_SERVER_VERSION,
    };
  }
  if (isManifests(target)) {
    const { topology, clusters } = await manifestsBrokers(target);
    const [only, ...others] = clusters;
    const cluster = clusters.find((one) => one.name === name) ?? (others.length === 0 ? only : undefined);
    const version = cluster?.image === undefined ? undefined : serverVersionOfImage(cluster.image);
    return { ...cluster, topology, version: version ?? NEWEST_SERVER_VERSION, cluster };
  }
  return { ...(await sideOf(target, broker)), name: undefined };
}

/** The pods of a broker that the cluster operator runs, by the names that its headless Service gives them. */
function podsOf(cluster: ReadCluster | undefined): readonly string[] {
  if (cluster?.namespace === undefined) return [];
  const { name, namespace, nodeCount, isTlsOnly } = cluster;
  return Array.from(
    { length: nodeCount },
    (_, index) => `${name}-server-${index}.${name}-nodes.${namespace}.svc:${isTlsOnly ? 15691 : 15692}`,
  );
}

function addressOf({ node, port }: NodeListener): string {
  return `${node.slice(node.indexOf('@') + 1)}:${port}`;
}
