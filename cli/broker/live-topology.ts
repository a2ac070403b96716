import { path } from '../../host/management';
import { brokerAnswers } from '../health/broker-answers';
import type { BrokerAddress } from '../health/broker-state';
import { UserError } from '../program/user-error';
import { parseServerVersion, type ServerVersion } from '../../model/server/server-version';
import {
  emptyTopology,
  type BindingDefinition,
  type ExchangeDefinition,
  type PolicyDefinition,
  type QueueDefinition,
  type Topology,
  type VhostDefinition,
} from '../../model/topology/topology';

/** What a running broker has in one virtual host, and which server it is. */
export interface LiveTopology {
  readonly topology: Topology;
  readonly version: ServerVersion;
}

/**
 * Asks a broker for the exchanges, queues, bindings and policies of one virtual host; nothing is changed.
 * @throws UserError when it does not answer, or has no such virtual host
 */
export async function liveTopology({ broker, remedy }: BrokerAddress, vhost: string): Promise<LiveTopology> {
  const answers = brokerAnswers(broker, remedy);
  const [overview, vhosts] = await Promise.all([
    answers.get<{ readonly rabbitmq_version?: string }>('overview'),
    answers.list<VhostDefinition>('vhosts', 'name'),
  ]);
  const version = parseServerVersion(overview.rabbitmq_version ?? '');
  if (version === undefined) throw new UserError(`the broker at ${broker.url} does not say its version`);
  const found = vhosts.find(({ name }) => name === vhost);
  if (found === undefined) throw new UserError(`the broker at ${broker.url} has no virtual host '${vhost}'`);
  const [exchanges, queues, bindings, policies, operatorPolicies] = await Promise.all([
    answers.list<ExchangeDefinition>(path`exchanges/${vhost}`, 'name'),
    answers.list<QueueDefinition>(path`queues/${vhost}`, 'name'),
    answers.list<BindingDefinition>(path`bindings/${vhost}`, 'source'),
    answers.list<PolicyDefinition>(path`policies/${vhost}`, 'name'),
    answers.list<PolicyDefinition>(path`operator-policies/${vhost}`, 'name'),
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
  };
  return { topology, version };
}
