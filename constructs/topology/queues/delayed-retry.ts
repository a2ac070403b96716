import { Construct } from 'constructs';
import type { Duration } from '../../../model/units/duration';
import { refuse, unless } from '../../terraform/validation-error';
import { DirectExchange } from '../exchanges/direct-exchange';
import { FanoutExchange } from '../exchanges/fanout-exchange';
import { QuorumQueue } from './quorum-queue';
import type { IVhost } from '../vhost';
import { checkProps } from '../../props/check-props';

export interface DelayedRetryProps {
  /** The virtual host that holds it all. */
  readonly vhost: IVhost;
  /**
   * The name of the work queue, with which the names of all its helpers begin.
   * @default - the construct's id
   */
  readonly queueName?: string;
  /** How long a message waits before each next try: as many tries as there are pauses, and one before them. */
  readonly delays: readonly Duration[];
  /**
   * How often a message may be returned to the work queue without being rejected (a consumer that dies does that) before
   * it counts as a failed try.
   * @default - RabbitMQ's: 20
   */
  readonly deliveryLimit?: number;
  /**
   * The most messages in the work queue, in each queue where they wait, and in the parking lot; beyond, publishers are
   * refused, and what failed stays where it is until there is room.
   * @default - no limit
   */
  readonly maxLength?: number;
}

/**
 * Declares a work queue whose failed messages come back after a pause that grows with each try, and are parked after the
 * last. A consumer does nothing but reject what fails, without requeueing. Queues and exchanges do the rest:
 *
 * A rejected message goes to the exchange NAME.retry, and from there to a queue NAME.retry.N, in which it waits. Its time
 * over, it returns through NAME.return to the work queue, now with the routing key `retry-N`, by which the next rejection
 * finds queue N + 1. What carries no such key comes for the first time. After the last pause the key leads to NAME.parked,
 * where messages stay until somebody looks at them. The first routing key is kept in the header `x-death`.
 *
 * Dead-lettering is at-least-once throughout: a message may come twice, and none is lost between the queues.
 * @see https://www.rabbitmq.com/docs/quorum-queues#activating-at-least-once-dead-lettering
 */
export class DelayedRetry extends Construct {
  /** The queue that consumers take messages from. */
  readonly queue: QuorumQueue;
  /** Where messages wait before their next try. */
  readonly waiting: readonly QuorumQueue[];
  /** Where messages stay that failed every try. */
  readonly parkingLot: QuorumQueue;

  constructor(scope: Construct, id: string, props: DelayedRetryProps) {
    checkProps(scope, id, 'DelayedRetryProps', props);
    super(scope, id);
    const { vhost, queueName: name = id, delays, deliveryLimit, maxLength } = props;
    refuse(
      this,
      unless(
        delays.length > 0,
        `'delays' must contain at least one delay; for none, use 'deadLetterExchange' of a queue`,
      ),
      delays
        .filter((delay) => delay.toMilliseconds() < 1)
        .map((delay) => `'delays' must be at least 1 ms each, got ${delay}`),
    );
    const first = new FanoutExchange(this, 'First', { vhost, exchangeName: `${name}.first` });
    const retry = new DirectExchange(this, 'Retry', {
      vhost,
      exchangeName: `${name}.retry`,
      alternateExchange: first,
    });
    const back = new FanoutExchange(this, 'Return', { vhost, exchangeName: `${name}.return` });
    this.queue = new QuorumQueue(this, 'Queue', {
      vhost,
      queueName: name,
      deadLetterExchange: retry,
      ...atLeastOnce,
      deliveryLimit,
      maxLength,
    });
    this.queue.bindTo(back);
    this.waiting = delays.map(
      (delay, index) =>
        new QuorumQueue(this, `Waiting${index + 1}`, {
          vhost,
          queueName: `${name}.retry.${index + 1}`,
          messageTtl: delay,
          deadLetterExchange: back,
          deadLetterRoutingKey: `retry-${index + 1}`,
          ...atLeastOnce,
          maxLength,
        }),
    );
    this.parkingLot = new QuorumQueue(this, 'Parked', {
      vhost,
      queueName: `${name}.parked`,
      ...(maxLength !== undefined && { maxLength, overflow: 'reject-publish' }),
    });
    [...this.waiting, this.parkingLot].forEach((queue, tries) =>
      tries === 0 ? queue.bindTo(first) : queue.bindTo(retry, `retry-${tries}`),
    );
  }
}

/** RabbitMQ dead-letters at least once only from a queue that refuses what does not fit. */
const atLeastOnce = { deadLetterStrategy: 'at-least-once', overflow: 'reject-publish' } as const;
