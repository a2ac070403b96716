import { Construct } from 'constructs';
import { AmqpUri } from '../constructs/access/amqp-uri';
import { TopicPermissions } from '../constructs/access/topic-permissions';
import { User } from '../constructs/access/user';
import { GlobalParameter } from '../constructs/broker/global-parameter';
import { isByDefinitions } from '../constructs/terraform/topology-by';
import { BrokerPolicy } from '../constructs/topology/policies/broker-policy';
import { ClassicQueue } from '../constructs/topology/queues/classic-queue';
import { ConsistentHashExchange } from '../constructs/topology/exchanges/consistent-hash-exchange';
import { DelayedRetry } from '../constructs/topology/queues/delayed-retry';
import { FanoutExchange } from '../constructs/topology/exchanges/fanout-exchange';
import { FederationUpstream } from '../constructs/topology/links/federation-upstream';
import { HeadersExchange } from '../constructs/topology/exchanges/headers-exchange';
import { LocalRandomExchange } from '../constructs/topology/exchanges/local-random-exchange';
import { OperatorPolicy } from '../constructs/topology/policies/operator-policy';
import { Parameter } from '../constructs/topology/parameter';
import { PluginExchange } from '../constructs/topology/exchanges/plugin-exchange';
import { QuorumQueue } from '../constructs/topology/queues/quorum-queue';
import { RandomExchange } from '../constructs/topology/exchanges/random-exchange';
import { RecentHistoryExchange } from '../constructs/topology/exchanges/recent-history-exchange';
import { RequestReply } from '../constructs/topology/queues/request-reply';
import { Shovel } from '../constructs/topology/links/shovel';
import { SuperStream } from '../constructs/topology/queues/super-stream';
import { TopicExchange } from '../constructs/topology/exchanges/topic-exchange';
import { Vhost } from '../constructs/topology/vhost';
import { Duration } from '../model/units/duration';
import type { BrokerRef } from '../constructs/references';

/** Text that Terraform would read as its own. */
const templates = '${this} and %{that}';

/**
 * One of every kind of object, in a virtual host of its own: also those that only boot definitions can carry, where the
 * broker's topology comes from them.
 */
export class EveryKind extends Construct {
  readonly vhost: Vhost;

  /** @param props - the broker, and its URI as it sees itself over the network, where there shall be a shovel of AMQP 1.0 */
  constructor(scope: Construct, id: string, props: { readonly broker: BrokerRef; readonly uri?: AmqpUri }) {
    super(scope, id);
    const { broker, uri } = props;
    const more = isByDefinitions(broker);
    this.vhost = new Vhost(this, 'vhost', {
      broker,
      vhostName: id,
      description: templates,
      maxQueues: 100,
      maxConnections: 50,
      removalPolicy: 'destroy',
      ...(more && { tags: ['one', 'two'] }),
    });
    this.exchanges(more);
    this.queues();
    this.links(more);
    if (uri !== undefined) this.amqp10(uri);
    this.access(more);
    if (more) new GlobalParameter(this, 'Global', { broker, parameterName: `${id}-note`, value: { of: ['every', 1] } });
  }

  private exchanges(more: boolean): void {
    const { vhost } = this;
    const hash = new ConsistentHashExchange(this, 'hash', { vhost, hashHeader: 'customer' });
    new ConsistentHashExchange(this, 'hash_by_id', { vhost, hashProperty: 'message_id' });
    new QuorumQueue(this, 'queue1', { vhost }).bindTo(hash, '1');
    new QuorumQueue(this, 'queue2', { vhost }).bindTo(hash, '2');
    const named = new TopicExchange(this, 'templates', { vhost, exchangeName: templates });
    const readers = new QuorumQueue(this, 'template-readers', {
      vhost,
      queueName: `${templates}.readers`,
      maxLength: 10,
    });
    readers.addBinding(named, { id: 'templates', routingKey: templates, arguments: { [templates]: templates } });
    const local = new LocalRandomExchange(this, 'local', { vhost });
    new ClassicQueue(this, 'local_worker', { vhost }).bindTo(local);
    new RandomExchange(this, 'random', { vhost });
    new RecentHistoryExchange(this, 'recent', { vhost, ...(more && { recentHistoryLength: 5 }) });
    new PluginExchange(this, 'by_type', { vhost, type: 'x-random', plugin: 'rabbitmq_random_exchange' });
    const headers = new HeadersExchange(this, 'headers', { vhost, alternateExchange: hash });
    new FanoutExchange(this, 'fanout', { vhost }).addBinding(headers, {
      id: 'pdf',
      match: 'any',
      headers: { format: 'pdf', pages: 2, signed: true },
    });
  }

  private queues(): void {
    const { vhost } = this;
    new DelayedRetry(this, 'mail', {
      vhost,
      delays: [Duration.milliseconds(100), Duration.milliseconds(200)],
      deliveryLimit: 5,
    });
    new RequestReply(this, 'quotes', { vhost, timeout: Duration.seconds(30) });
    new SuperStream(this, 'invoices', { vhost, partitions: 3, maxAge: Duration.days(7) });
    new OperatorPolicy(this, 'ceiling', {
      vhost,
      pattern: '^(mail|%{x}|\\${y})$',
      applyTo: 'quorum_queues',
      maxLength: 10_000,
    });
  }

  private links(more: boolean): void {
    const { vhost } = this;
    const upstream = new FederationUpstream(this, 'my-upstream', {
      vhost,
      uri: AmqpUri.local('/'),
      ackMode: 'on-publish',
      prefetchCount: 500,
      reconnectDelay: Duration.seconds(10),
      maxHops: 2,
      expires: Duration.hours(1),
      messageTtl: Duration.minutes(1),
      ...(more && { queueType: 'quorum' }),
    });
    new BrokerPolicy(this, 'federated', {
      vhost,
      pattern: '^federated\\.',
      applyTo: 'exchanges',
      federationUpstream: upstream,
    });
    if (more)
      new Parameter(this, 'near', {
        vhost,
        component: 'federation-upstream-set',
        value: [{ upstream: upstream.upstreamName }],
      });
    const from = new QuorumQueue(this, 'moved_from', { vhost });
    const to = new QuorumQueue(this, 'moved_to', { vhost });
    const uri = AmqpUri.local(vhost.vhostName);
    new Shovel(this, 'mover', {
      vhost,
      source: { uri, queue: from, prefetchCount: 10 },
      destination: { uri, queue: to, addForwardHeaders: true },
    });
    new Shovel(this, 'copier', {
      vhost,
      reconnectDelay: Duration.seconds(5),
      ackMode: 'on-publish',
      source: { uri, exchange: 'amq.topic', routingKey: 'copied.#' },
      destination: { uri, exchange: 'amq.fanout', routingKey: 'copied' },
    });
  }

  private amqp10(uri: AmqpUri): void {
    const [from, to] = ['sent_from', 'sent_to'].map((name) => new QuorumQueue(this, name, { vhost: this.vhost }));
    new Shovel(this, 'sender', {
      vhost: this.vhost,
      source: { uri, address: `/queues/${from?.queueName}` },
      destination: { uri, address: `/queues/${to?.queueName}` },
    });
  }

  private access(more: boolean): void {
    const { vhost } = this;
    const events = new TopicExchange(this, 'events', { vhost });
    const user = new User(this, 'user', {
      broker: vhost.broker,
      userName: `${vhost.vhostName}-user`,
      tags: ['monitoring'],
      permissions: [{ vhost, configure: '^$', write: '^events$', read: '^(queue1|queue2|\\${that})$' }],
      ...(more && { maxConnections: 10, maxChannels: 50 }),
    });
    new TopicPermissions(this, 'keys', {
      user,
      vhost,
      exchanges: [{ exchange: events, write: '^{username}\\.', read: '^a{2}\\.%{x}' }],
    });
  }
}
