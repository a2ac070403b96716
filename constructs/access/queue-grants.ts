import type { Arguments } from '../../model/topology/topology';
import { keysOf } from './exchange-grants';
import { grant } from './granted-permissions';
import type { ExchangeRef, QueueRef, UserRef } from '../references';
import { checkMethod } from '../props/check-method';

/** What users may do with a queue. */
export class QueueGrants {
  /**
   * Makes the grants of a queue.
   * @param queue - the queue
   * @param given - the arguments with which it is declared, as far as they are known here
   */
  constructor(
    private readonly queue: Pick<QueueRef, 'queueName' | 'vhost'>,
    private readonly given: Arguments,
  ) {}

  /** Consume from the queue, get from it, purge it: read on the queue. */
  consume(user: UserRef): void {
    checkMethod('QueueGrants.consume', this.queue, [user]);
    grant(user, this.queue.vhost, { to: 'consume', queue: this.queue.queueName });
  }

  /**
   * Publish to the queue by its name: write on the default exchange, `amq.default`. RabbitMQ does not look at the queue
   * then, so that the user may publish to every queue of the virtual host.
   */
  publish(user: UserRef): void {
    checkMethod('QueueGrants.publish', this.queue, [user]);
    grant(user, this.queue.vhost, { to: 'publish', exchange: '' });
  }

  /**
   * Declare the queue as it is declared here, and delete it: configure on the queue; where it dead-letters by an argument,
   * also read on the queue and write on the dead-letter exchange.
   */
  declare(user: UserRef): void {
    checkMethod('QueueGrants.declare', this.queue, [user]);
    const { queueName: name, vhost } = this.queue;
    grant(user, vhost, { to: 'declare', kind: 'queue', name, arguments: this.given });
  }

  /** Ask whether the queue exists, as a passive declare does: what that takes depends on the server's version. */
  declarePassively(user: UserRef): void {
    checkMethod('QueueGrants.declarePassively', this.queue, [user]);
    grant(user, this.queue.vhost, { to: 'declare-passively', name: this.queue.queueName });
  }

  /**
   * Bind the queue to an exchange, and unbind it: write on the queue, read on the exchange.
   * @param user - who may
   * @param source - the exchange whose messages they take
   * @param routingKeys - the binding keys it may use, on topic exchanges only; all when none is given
   */
  bind(user: UserRef, source: ExchangeRef, ...routingKeys: readonly string[]): void {
    checkMethod('QueueGrants.bind', this.queue, [user, source, ...routingKeys]);
    grant(
      user,
      this.queue.vhost,
      {
        to: 'bind',
        destination: this.queue.queueName,
        source: { exchange: source.exchangeName, type: source.exchangeType, routingKeys: keysOf(routingKeys) },
      },
      source,
    );
  }
}
