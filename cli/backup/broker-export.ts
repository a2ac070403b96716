import { exactObject, isExactObject, readExactJson, type ExactJson } from '../../model/json/exact-json';
import { stableDefinitions, type StableDefinitions } from '../../model/backup/stable-definitions';
import type { ExchangeDefinition } from '../../model/topology/topology';
import { isReserved } from '../../model/topology/reserved-global-parameters';
import { askedBroker } from '../broker/asked-broker';
import type { BrokerEndpoint } from '../broker/broker-endpoint';
import { unexportedExchanges } from '../broker/internal-exchanges';
import { UserError } from '../program/user-error';

/** All that a broker tells of what it has and is. */
export interface BrokerExport {
  readonly definitions: StableDefinitions;
  readonly server: ServerFacts;
}

/** What a server is: nothing that an import sets. */
export interface ServerFacts {
  readonly productName: string;
  readonly serverVersion: string;
  readonly erlangVersion: string;
  readonly clusterName: string;
  readonly nodes: readonly string[];
  /** Those of any node. */
  readonly plugins: readonly string[];
  readonly exchangeTypes: readonly string[];
  /** The state of each: `enabled`. */
  readonly featureFlags: Readonly<Record<string, string>>;
  /** The state of each deprecated feature: `denied`; empty where the server does not tell. */
  readonly deprecatedFeatures: Readonly<Record<string, string>>;
  /** What the server itself keeps as global parameters: its id, its tags. */
  readonly globalParameters: Readonly<Record<string, unknown>>;
}

/**
 * Asks a broker for all that it has.
 * @throws UserError when it does not answer, refuses, or its export is none
 */
export async function exportOf(endpoint: BrokerEndpoint): Promise<BrokerExport> {
  const { get, getText } = askedBroker(endpoint);
  const [overview, text, vhosts, nodes, flags, exchanges] = await Promise.all([
    get<Overview>('overview'),
    getText('definitions'),
    get<readonly { readonly name: string; readonly tracing?: boolean }[]>('vhosts'),
    get<readonly { readonly name: string; readonly enabled_plugins?: readonly string[] }[]>('nodes'),
    get<readonly Stated[]>('feature-flags'),
    get<readonly ExchangeDefinition[]>('exchanges'),
  ]);
  const { rabbitmq_version: serverVersion } = overview;
  if (typeof serverVersion !== 'string' || ![vhosts, nodes, flags, exchanges].every(Array.isArray))
    throw new UserError(
      `the broker at ${endpoint.url} does not answer as a management API of RabbitMQ does; give the URL of one`,
    );
  // Servers before 3.13 do not know of it.
  const deprecated = await get<readonly Stated[]>('deprecated-features').catch(() => []);
  const traced = new Set(vhosts.filter(({ tracing }) => tracing === true).map(({ name }) => name));
  const exported = withInternal(readExactJson(text), exchanges);
  return {
    definitions: stable(exported, serverVersion, traced, endpoint.url),
    server: {
      productName: overview.product_name ?? 'RabbitMQ',
      serverVersion,
      erlangVersion: overview.erlang_version ?? '',
      clusterName: overview.cluster_name ?? '',
      nodes: nodes.map(({ name }) => name).sort(),
      plugins: [...new Set(nodes.flatMap(({ enabled_plugins: plugins = [] }) => plugins))].sort(),
      exchangeTypes: (overview.exchange_types ?? []).map(({ name }) => name).sort(),
      featureFlags: states(flags),
      deprecatedFeatures: states(deprecated),
      globalParameters: ownParameters(JSON.parse(text)),
    },
  };
}

/** An import takes internal exchanges, also those that an export leaves out. */
function withInternal(exported: ExactJson, all: readonly ExchangeDefinition[]): ExactJson {
  if (!isExactObject(exported)) return exported;
  const list = exported['exchanges'] ?? [];
  if (!Array.isArray(list)) return exported;
  const missing = unexportedExchanges(all, list.filter(isExactObject)).map((one) => readExactJson(JSON.stringify(one)));
  return exactObject([...Object.entries(exported), ['exchanges', [...list, ...missing]]]);
}

interface Overview {
  readonly rabbitmq_version?: unknown;
  readonly product_name?: string;
  readonly erlang_version?: string;
  readonly cluster_name?: string;
  readonly exchange_types?: readonly { readonly name: string }[];
}

interface Stated {
  readonly name: string;
  readonly state?: string;
}

function stable(exported: ExactJson, version: string, traced: ReadonlySet<string>, url: string): StableDefinitions {
  try {
    return stableDefinitions(exported, version, traced);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError(`what the broker at ${url} exports is no definitions file: ${error.message}`);
  }
}

function states(all: readonly Stated[]): Readonly<Record<string, string>> {
  return byName(all.map(({ name, state = 'unknown' }) => [name, state]));
}

function ownParameters({ global_parameters: all = [] }: { readonly global_parameters?: readonly NamedValue[] }) {
  return byName(all.filter(({ name }) => isReserved(name)).map(({ name, value }) => [name, value]));
}

function byName<T>(entries: readonly (readonly [name: string, value: T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
}

interface NamedValue {
  readonly name: string;
  readonly value: unknown;
}
