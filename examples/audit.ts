import { Construct } from 'constructs';
import { Duration, EventExchange, type IVhost, Size, StreamQueue, User } from 'rabbitmq-cdk';

export interface AuditProps {
  /** The virtual host `/` of a broker with the plugins of `Audit.plugins`: there the broker says what happens on it. */
  readonly vhost: IVhost;
}

/**
 * Who did what to a broker, kept for three months, or for the last GiB. A stream keeps what was read, so that every auditor reads all of it, and
 * from where he likes. The audit does not hear of what happened before it was declared.
 */
export class Audit extends Construct {
  /** The plugins that a broker needs for it. */
  static readonly plugins: readonly string[] = [EventExchange.plugin];

  constructor(scope: Construct, id: string, { vhost }: AuditProps) {
    super(scope, id);
    const log = new StreamQueue(this, 'broker_audit', {
      vhost,
      maxAge: Duration.days(90),
      maxLengthBytes: Size.gibibytes(1),
    });
    log.bindTo(
      new EventExchange(this, 'broker_events', { vhost }),
      // Who may come in: also each connection, as user.authentication.success or user.authentication.failure.
      'user.#',
      'permission.#',
      'topic.permission.#',
      'vhost.#',
      // What rules the queues, and what takes messages away.
      'policy.#',
      // Not what is set: shovels and upstreams are parameters, whose URIs hold passwords.
      'parameter.cleared',
      'queue.deleted',
      'exchange.deleted',
    );
    log.grants.consume(new User(this, 'auditor', { broker: vhost.broker }));
  }
}
