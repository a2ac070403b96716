import { Construct } from 'constructs';
import { type BrokerRef, QuorumQueue, TopicExchange, TopicPermissions, User, Vhost } from 'rabbitmq-cdk';

/** When a queue is full, publishers are told. */
const bounded = { maxLength: 10_000, overflow: 'reject-publish' } as const;

export interface AccessProps {
  /** The broker on which it is declared, in the virtual hosts `/dev` and `/prod`. */
  readonly broker: BrokerRef;
}

/**
 * Users who may do what their work takes and no more: the environments are virtual hosts, the applications' names start
 * with `app.`, and permissions are derived from what is granted.
 *
 * A producer with write on `app.*` alone can't declare what it publishes to, nor publish to a queue by its name, which
 * takes write on the default exchange, `amq.default`: so the exchanges and queues are declared here. A monitor needs no
 * read permission: the tag shows it everything, and read would let it take messages away.
 */
export class Access extends Construct {
  constructor(scope: Construct, id: string, { broker }: AccessProps) {
    super(scope, id);
    const dev = this.environment('dev', broker);
    const prod = this.environment('prod', broker);

    const admin = new User(this, 'admin_user', { broker, tags: ['administrator'] });
    dev.grants.administer(admin);
    prod.grants.administer(admin);

    const monitor = new User(this, 'monitor_user', { broker, tags: ['monitoring'] });
    dev.grants.monitor(monitor);
    prod.grants.monitor(monitor);

    prod.grants.publish(new User(this, 'producer_user', { broker }), { startingWith: 'app.' });
    prod.grants.consume(new User(this, 'consumer_user', { broker }), { startingWith: 'app.' });

    // Developers have their environment to themselves, and nobody else's.
    dev.grants.administer(new User(this, 'dev_user', { broker }));
  }

  private environment(name: string, broker: BrokerRef): Vhost {
    const vhost = new Vhost(this, name, { broker, vhostName: `/${name}` });
    const events = new TopicExchange(this, `${name}-events`, { vhost, exchangeName: 'app.events' });
    const orders = new QuorumQueue(this, `${name}-orders`, { vhost, queueName: 'app.orders', ...bounded });
    orders.bindTo(events, 'order.*');
    const audit = new QuorumQueue(this, `${name}-audit`, { vhost, queueName: 'audit', ...bounded });
    audit.bindTo(events, '#');
    // In production a service of its own handles the orders; it may publish what becomes of them, and nothing else.
    if (name === 'prod') {
      const service = new User(this, 'prod_user', { broker });
      orders.grants.consume(service);
      events.grants.publish(service, 'order.*', 'payment.*');
      this.registration(vhost, events);
    }
    return vhost;
  }

  /** The same without grants: patterns by hand, of which those for routing keys are regular expressions. */
  private registration(vhost: Vhost, events: TopicExchange): void {
    const { broker } = vhost;
    const user = new User(this, 'registration_user', { broker, permissions: [{ vhost, write: '^app\\.events$' }] });
    new TopicPermissions(this, 'registration-keys', {
      user,
      vhost,
      exchanges: [{ exchange: events, write: '^user\\.' }],
    });
  }
}
