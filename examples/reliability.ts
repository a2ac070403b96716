import { Construct } from 'constructs';
import {
  AmqpUri,
  BrokerPolicy,
  type BrokerRef,
  DelayedMessageExchange,
  DelayedRetry,
  Duration,
  FederationUpstream,
  QuorumQueue,
  RequestReply,
  Shovel,
  TopicExchange,
  User,
  Vhost,
} from 'rabbitmq-cdk';

export interface ReliabilityProps {
  /** The broker on which it is declared, in two virtual hosts of its own; it has the plugins of `Reliability.plugins`. */
  readonly broker: BrokerRef;
  /**
   * Where a shovel moves the archive to, and from where federated exchanges take messages.
   * @default - another virtual host of the same broker
   */
  readonly archive?: AmqpUri;
}

const bounded = { maxLength: 10_000, overflow: 'reject-publish' } as const;

/**
 * What becomes of a message when something fails, by topology alone: retries after pauses that grow, requests whose reply
 * nobody waits for any more, and a shovel and a federated exchange that keep trying to reach another broker.
 */
export class Reliability extends Construct {
  /** The plugins that a broker needs for it, and for telling Prometheus of it. */
  static readonly plugins: readonly string[] = [
    'rabbitmq_federation',
    'rabbitmq_federation_prometheus',
    'rabbitmq_shovel',
    'rabbitmq_shovel_prometheus',
  ];

  readonly vhost: Vhost;

  constructor(scope: Construct, id: string, { broker, archive }: ReliabilityProps) {
    super(scope, id);
    this.vhost = new Vhost(this, 'vhost', { broker, vhostName: 'reliability', description: 'when something fails' });
    this.retries();
    this.requests();
    this.links(archive);
    this.delays();
  }

  /** A worker rejects what fails; it comes back after 10 s, 1 min and 10 min, and is parked after the fourth try. */
  private retries(): void {
    new DelayedRetry(this, 'payments', {
      vhost: this.vhost,
      delays: [Duration.seconds(10), Duration.minutes(1), Duration.minutes(10)],
      maxLength: 10_000,
    });
  }

  private requests(): void {
    const { vhost } = this;
    const rpc = new RequestReply(this, 'rpc_queue', { vhost, timeout: Duration.seconds(30) });
    const { broker } = vhost;
    new User(this, 'rpc_client', { broker, permissions: [{ vhost, ...rpc.clientPermissions }] });
    new User(this, 'rpc_server', { broker, permissions: [{ vhost, ...rpc.serverPermissions }] });
  }

  /** Messages wait in `outbox` until the other side confirmed them, and on the other side until they were taken here. */
  private links(given: AmqpUri | undefined): void {
    const { vhost } = this;
    const other = new Vhost(this, 'archive', { broker: vhost.broker, vhostName: 'archive', description: 'far away' });
    const uri = given ?? AmqpUri.local(other.vhostName);
    new Shovel(this, 'to-archive', {
      vhost,
      source: { uri: AmqpUri.local(vhost.vhostName), queue: new QuorumQueue(this, 'outbox', { vhost, ...bounded }) },
      destination: {
        uri,
        queue: new QuorumQueue(this, 'inbox', { vhost: other, ...bounded }),
      },
    });
    const federationUpstream = new FederationUpstream(this, 'my-upstream', { vhost, uri });
    new BrokerPolicy(this, 'federated', { vhost, pattern: '^federated\\.', applyTo: 'exchanges', federationUpstream });
    new TopicExchange(this, 'far-events', { vhost: other, exchangeName: 'federated.events' });
    const events = new TopicExchange(this, 'near-events', { vhost, exchangeName: 'federated.events' });
    new QuorumQueue(this, 'news', { vhost, ...bounded }).bindTo(events, 'news.#');
  }

  /** Where somebody put the plugin into the image, each message can say how long it waits. */
  private delays(): void {
    const { vhost } = this;
    if (vhost.broker.plugins?.includes('rabbitmq_delayed_message_exchange') !== true) return;
    const delayed = new DelayedMessageExchange(this, 'delayed', { vhost, delayedType: 'direct' });
    new QuorumQueue(this, 'reminders', { vhost, ...bounded }).bindTo(delayed, 'reminder');
  }
}
