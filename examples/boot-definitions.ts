import { Construct } from 'constructs';
import {
  AmqpUri,
  BrokerPolicy,
  type BrokerRef,
  Duration,
  FederationUpstream,
  GlobalParameter,
  Parameter,
  PluginExchange,
  User,
  Vhost,
} from 'rabbitmq-cdk';

export interface BootDefinitionsProps {
  /** A broker whose topology comes from boot definitions, with the plugins of `BootDefinitions.plugins`. */
  readonly broker: BrokerRef;
}

/**
 * What only boot definitions can carry: tags of a virtual host, limits of a user, parameters of a virtual host and of the
 * cluster, and arguments that are no strings.
 */
export class BootDefinitions extends Construct {
  /** The plugins that a broker needs for it. */
  static readonly plugins: readonly string[] = ['rabbitmq_federation', 'rabbitmq_recent_history_exchange'];

  constructor(scope: Construct, id: string, { broker }: BootDefinitionsProps) {
    super(scope, id);
    new GlobalParameter(this, 'contact', { broker, value: { team: 'payments', pager: true } });
    const vhost = new Vhost(this, 'vhost', { broker, vhostName: 'boot-definitions', tags: ['eu', 'payments'] });
    new User(this, 'batch_user', {
      broker,
      maxConnections: 10,
      maxChannels: 50,
      permissions: [{ vhost, write: '^events$' }],
    });
    // Any type by its name; this one has a construct of its own, `RecentHistoryExchange`.
    new PluginExchange(this, 'events', {
      vhost,
      type: 'x-recent-history',
      plugin: 'rabbitmq_recent_history_exchange',
      arguments: { 'x-recent-history-length': 50 },
    });
    // A policy names the set, and with it all that is in it.
    const upstreams = ['east', 'west'].map(
      (name) => new FederationUpstream(this, name, { vhost, uri: AmqpUri.local('/'), messageTtl: Duration.hours(1) }),
    );
    const set = 'both-coasts';
    new Parameter(this, set, {
      vhost,
      component: 'federation-upstream-set',
      value: upstreams.map(({ upstreamName }) => ({ upstream: upstreamName })),
    });
    new BrokerPolicy(this, 'federated', {
      vhost,
      pattern: '^federated\\.',
      applyTo: 'exchanges',
      definition: { 'federation-upstream-set': set },
    });
  }
}
