import { setTimeout as pause } from 'node:timers/promises';
import { Connection, ConsumerStatus } from 'rabbitmq-client';
import { until } from '../../../host/until';

/** Clients that publish with confirms and consume with acknowledgements, by a quorum queue of their own, and count. */
export class Traffic {
  /** Declares the queue, and begins. */
  static async start(uri: string): Promise<Traffic> {
    const connection = new Connection({ url: uri, retryLow: 100, retryHigh: 1_000 });
    connection.on('error', () => undefined);
    const queue = 'traffic';
    await connection.queueDeclare({ queue, durable: true, arguments: { 'x-queue-type': 'quorum' } });
    return new Traffic(connection, queue);
  }

  private readonly confirmed = new Set<string>();
  private readonly delivered = new Set<string>();
  private ended = false;
  private longest = 0;

  private constructor(
    private readonly connection: Connection,
    queue: string,
  ) {
    const consumer = connection.createConsumer(
      { queue, queueOptions: { passive: true }, qos: { prefetchCount: 50 } },
      ({ body }) => {
        this.delivered.add(String(body));
        return ConsumerStatus.ACK;
      },
    );
    consumer.on('error', () => undefined);
    void this.publish(queue);
  }

  /** The longest time in which nothing was confirmed, in milliseconds. */
  get longestGap(): number {
    return this.longest;
  }

  /** Waits until all that was confirmed until now was delivered. */
  async expectAllDelivered(): Promise<void> {
    const confirmed = [...this.confirmed];
    if (confirmed.length < 100) throw new Error(`only ${confirmed.length} messages were confirmed`);
    const all = async () => {
      const missing = confirmed.filter((id) => !this.delivered.has(id));
      if (missing.length > 0)
        throw new Error(`${missing.length} are missing, such as ${missing.slice(0, 5).join(', ')}`);
    };
    await until('all that was confirmed is delivered', all, { within: 60_000, every: 500 });
  }

  /** Ends both. */
  leave(): void {
    this.ended = true;
    this.connection.unsafeDestroy();
  }

  /** One message after the other; what is not confirmed counts for nothing. */
  private async publish(routingKey: string): Promise<void> {
    const publisher = this.connection.createPublisher({ confirm: true, maxAttempts: 1 });
    publisher.on('retry', () => undefined);
    let last = Date.now();
    for (let count = 0; !this.ended; count++) {
      const id = String(count);
      await publisher.send({ routingKey, durable: true }, id).then(
        () => {
          this.confirmed.add(id);
          this.longest = Math.max(this.longest, Date.now() - last);
          last = Date.now();
        },
        () => undefined,
      );
      await pause(20);
    }
  }
}
