import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isStack } from '../../model/provider/stack';
import { brokersOfStack } from '../../model/provider/stack-brokers';
import { NEWEST_SERVER_VERSION, parseServerVersion } from '../../model/server/server-version';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import type { Topology } from '../../model/topology/topology';
import type { Compared } from '../../model/comparison/compare';
import { brokerDefinitions } from '../broker/broker-definitions';
import { contentOf } from '../check/content';
import { importedDefinitions } from '../check/definitions-file';
import { addressOfUrl, isUrl } from '../health/address';
import { manifestsTopology } from '../operator/manifests-topology';
import { isManifests } from '../operator/manifests-within';
import { UserError } from '../program/user-error';
import { brokersBeside } from '../stack/brokers-beside';
import { stackTopology } from '../stack/stack-topology';

/** One side of a comparison. */
export interface Side extends Compared {
  /** What it is called in a report: never with credentials. */
  readonly name: string;
  /** Whether it is what somebody declares, and not what a broker has. */
  readonly isDeclared: boolean;
}

/**
 * Reads one side: a live broker by the URL of its management API, a definitions file, a synthesized `cdk.tf.json`, a file or folder
 * of the operator's custom resources, or a stack of the app in the current folder.
 * @param broker - the construct path of the broker, where a stack declares on several
 * @throws UserError when it cannot be read
 */
export async function sideOf(target: string, broker?: string): Promise<Side> {
  if (isUrl(target)) return liveSide(target);
  if (target !== '-' && isManifests(target)) {
    const topology = await manifestsTopology(target);
    return { name: `'${target}'`, topology, version: NEWEST_SERVER_VERSION, isDeclared: true };
  }
  // The name of a stack is no path.
  if (target !== '-' && !existsSync(target) && !/[/\\]|\.json$/.test(target))
    return declaredSide(`stack '${target}'`, await stackTopology(target, broker));
  const content = await contentOf(target);
  if (isStack(content)) {
    const all = brokersOfStack(content, target, brokersBeside(dirname(target)));
    const chosen = broker === undefined ? all : all.filter((one) => one.broker === broker);
    const [only, another] = chosen;
    if (only === undefined || another !== undefined)
      throw new UserError(
        `'${target}' declares on ${chosen.length} brokers${broker === undefined ? '' : ` called '${broker}'`}; ` +
          `give one by '--broker': ${all.map((one) => `'${one.broker}'`).join(', ')}`,
      );
    return declaredSide(`'${target}'`, only);
  }
  const read = importedDefinitions(content, target);
  const said = parseServerVersion(read.exportedBy ?? '');
  return {
    name: `'${target}'`,
    topology: withReferred(read.topology),
    version: said ?? NEWEST_SERVER_VERSION,
    isDeclared: false,
  };
}

async function liveSide(target: string): Promise<Side> {
  const { broker } = addressOfUrl(target, process.env);
  const { topology, serverVersion } = await brokerDefinitions(broker);
  // An export does not tell of tracing; the broker does, of every virtual host.
  const vhosts = topology.vhosts.map((vhost) => ({ ...vhost, tracing: vhost.tracing ?? false }));
  return {
    name: broker.url,
    topology: { ...topology, vhosts },
    version: parseServerVersion(serverVersion) ?? NEWEST_SERVER_VERSION,
    isDeclared: false,
  };
}

/** A file need not list the virtual hosts and users that its elements name: they must be there when it is imported. */
function withReferred(topology: Topology): Topology {
  const { vhosts, users, permissions, topicPermissions } = topology;
  const named = [...permissions, ...topicPermissions];
  const inVhost: readonly { readonly vhost: string }[] = [
    ...[...topology.queues, ...topology.exchanges, ...topology.bindings, ...topology.policies],
    ...[...topology.operatorPolicies, ...topology.parameters, ...named],
  ];
  const isThere = (name: string) => ({ name, imported: true });
  const missing = (names: readonly string[], listed: readonly { readonly name: string }[]) =>
    [...new Set(names)].filter((name) => listed.every((one) => one.name !== name));
  return {
    ...topology,
    vhosts: [
      ...vhosts,
      ...missing(
        inVhost.map(({ vhost }) => vhost),
        vhosts,
      ).map(isThere),
    ],
    users: [
      ...users,
      ...missing(
        named.map(({ user }) => user),
        users,
      ).map((name) => ({ ...isThere(name), tags: [] })),
    ],
  };
}

/** The administrator that a broker makes at its first boot is there, though no resource declares it. */
function declaredSide(name: string, { topology, serverVersion, deployment }: DeclaredOnBroker): Side {
  const own = deployment === undefined ? [] : [{ name: deployment.adminUser, tags: [], imported: true }];
  return {
    name,
    topology: { ...topology, users: [...topology.users, ...own] },
    version: parseServerVersion(serverVersion) ?? NEWEST_SERVER_VERSION,
    isDeclared: true,
  };
}
