import { path } from '../../host/management';
import { brokerAnswers } from '../health/broker-answers';
import type { BrokerAddress } from '../health/broker-state';
import { UserError } from '../program/user-error';
import { parseServerVersion, type ServerVersion } from '../../model/server/server-version';
import {
  emptyTopology,
  type BindingDefinition,
  type ExchangeDefinition,
  type PermissionDefinition,
  type PolicyDefinition,
  type QueueDefinition,
  type Topology,
  type VhostDefinition,
} from '../../model/topology/topology';

/** What a running broker has in one virtual host, and which server it is. */
export interface LiveTopology {
  readonly topology: Topology;
  readonly version: ServerVersion;
  /** The virtual host. */
  readonly vhost: string;
}

/**
 * Asks a broker for the exchanges, queues, bindings, policies and, if it tells this user, permissions of one virtual host; nothing
 * is changed.
 * @param vhost - undefined for the only one there is
 * @throws UserError when it does not answer, or has no such virtual host
 */
export async function liveTopology(
  { broker, remedy }: BrokerAddress,
  asked: string | undefined,
): Promise<LiveTopology> {
  const answers = brokerAnswers(broker, remedy);
  const [overview, vhosts] = await Promise.all([
    answers.get<{ readonly rabbitmq_version?: string }>('overview'),
    answers.list<VhostDefinition>('vhosts', 'name'),
  ]);
  const version = parseServerVersion(overview.rabbitmq_version ?? '');
  if (version === undefined) throw new UserError(`the broker at ${broker.url} does not say its version`);
  const [first, second] = vhosts;
  if (asked === undefined && second !== undefined) {
    const names = vhosts.map(({ name }) => `'${name}'`).join(', ');
    throw new UserError(`the broker at ${broker.url} has several virtual hosts; give '--vhost' with one of ${names}`);
  }
  const found = asked === undefined ? first : vhosts.find(({ name }) => name === asked);
  if (found === undefined)
    throw new UserError(`the broker at ${broker.url} has no virtual host${asked === undefined ? '' : ` '${asked}'`}`);
  const vhost = found.name;
  const [exchanges, queues, bindings, policies, operatorPolicies, permissions] = await Promise.all([
    answers.list<ExchangeDefinition>(path`exchanges/${vhost}`, 'name'),
    answers.list<QueueDefinition>(path`queues/${vhost}`, 'name'),
    answers.list<BindingDefinition>(path`bindings/${vhost}`, 'source'),
    answers.list<PolicyDefinition>(path`policies/${vhost}`, 'name'),
    answers.list<PolicyDefinition>(path`operator-policies/${vhost}`, 'name'),
    // Only administrators are told.
    answers.getIfPermitted<readonly PermissionDefinition[]>(path`vhosts/${vhost}/permissions`),
  ]);
  const topology: Topology = {
    ...emptyTopology,
    vhosts: [found],
    exchanges: exchanges.filter(({ name }) => name !== ''),
    queues,
    // Those of the default exchange are not declared.
    bindings: bindings.filter(({ source }) => source !== ''),
    policies,
    operatorPolicies,
    permissions: permissions ?? [],
  };
  return { topology, version, vhost };
}
