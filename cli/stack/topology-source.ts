import type { Command } from 'commander';
import type { Definitions } from '../../model/definitions/definitions';
import { NEWEST_SERVER_VERSION, parseServerVersion, type ServerVersion } from '../../model/server/server-version';
import type { DeclaredOnBroker } from '../../model/topology/declared-on-broker';
import type { Topology } from '../../model/topology/topology';
import { liveTopology } from '../broker/live-topology';
import { definitionsFile } from '../check/definitions-file';
import { addressOfUrl } from '../health/address';
import { optionalServerVersion } from '../program/server-version-option';
import { manifestsTopology } from '../operator/manifests-topology';
import { isManifests } from '../operator/manifests-within';
import { UserError } from '../program/user-error';
import { stackTopology } from './stack-topology';

/** Where a command takes a topology from: what {@link withSource} adds to it. */
export interface SourceOptions {
  readonly definitions?: string;
  readonly stack?: string;
  readonly broker?: string;
  readonly url?: string;
  readonly serverVersion?: ServerVersion;
}

/** A topology, and where it comes from. */
export interface TopologySource {
  readonly topology: Topology;
  /** The server that has it, or would. */
  readonly version: ServerVersion;
  /** The virtual host that was asked for, or the only one there is. */
  readonly vhost: string;
  /** The file as it is written, where it comes from one. */
  readonly file?: { readonly name: string; readonly definitions: Definitions };
  /** The broker of the stack, where it comes from one. */
  readonly declared?: DeclaredOnBroker;
}

/** Adds the options that say where a command takes a topology from: a definitions file, a stack, or a running broker. */
export function withSource(command: Command): Command {
  return command
    .option(
      '--definitions <file>',
      "a definitions file of any broker, or a file or folder of the operator's custom resources",
    )
    .option('--stack <stack>', 'what a stack declares')
    .option('--broker <path>', 'the construct path of the broker, where the stack declares on several')
    .option(
      '--url <url>',
      'a running broker: http://HOST:15672, its user in the URL or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD',
    )
    .addOption(optionalServerVersion());
}

/**
 * Reads the topology that the options name.
 * @param vhost - the virtual host that is meant; undefined for the only one there is
 * @throws UserError when there is none, or no such virtual host
 */
export async function topologySource(options: SourceOptions, vhost: string | undefined): Promise<TopologySource> {
  const { definitions, stack, broker, url, serverVersion } = options;
  if ([definitions, stack, url].filter((given) => given !== undefined).length !== 1)
    throw new UserError(`give one of '--definitions', '--stack' and '--url'`);
  if (broker !== undefined && stack === undefined) throw new UserError(`'--broker' is for '--stack' only`);
  if (url !== undefined) {
    const live = await liveTopology(addressOfUrl(url, process.env), vhost);
    return { ...live, version: serverVersion ?? live.version };
  }
  if (stack !== undefined) {
    const declared = await stackTopology(stack, broker);
    const { topology } = declared;
    const own = parseServerVersion(declared.serverVersion) ?? NEWEST_SERVER_VERSION;
    const within = vhostWithin(topology, vhost, `stack '${stack}'`);
    return { topology, vhost: within, version: serverVersion ?? own, declared };
  }
  const name = definitions ?? '';
  if (isManifests(name)) {
    const topology = await manifestsTopology(name);
    return {
      topology,
      vhost: vhostWithin(topology, vhost, `'${name}'`),
      version: serverVersion ?? NEWEST_SERVER_VERSION,
    };
  }
  const read = await definitionsFile(name, vhost);
  const { topology } = read;
  const within = vhostWithin(topology, vhost, `'${definitions}'`);
  return {
    topology,
    vhost: within,
    version: serverVersion ?? NEWEST_SERVER_VERSION,
    file: { name, definitions: read },
  };
}

/** A misspelt virtual host would have only the exchanges that every one has. */
function vhostWithin({ vhosts, queues }: Topology, vhost: string | undefined, source: string): string {
  const names = new Set([...vhosts.map(({ name }) => name), ...queues.map((queue) => queue.vhost)]);
  const there = [...names].map((name) => `'${name}'`).join(', ');
  if (vhost === undefined) {
    const [first = '/', second] = names;
    if (second === undefined) return first;
    throw new UserError(`${source} declares several virtual hosts; give '--vhost' with one of ${there}`);
  }
  if (!names.has(vhost) && vhost !== '/') {
    throw new UserError(`${source} declares no virtual host '${vhost}'${there === '' ? '' : `; there are: ${there}`}`);
  }
  return vhost;
}
