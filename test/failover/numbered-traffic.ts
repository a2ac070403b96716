import { setTimeout as pause } from 'node:timers/promises';
import { Connection, type Consumer } from 'rabbitmq-client';
import { until } from '../../host/until';

/** The queue that the traffic goes through: both sides declare it whenever they connect. */
export interface TrafficQueue {
  readonly queue: string;
  readonly durable: boolean;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface TrafficOptions {
  /**
   * Whether the consumer takes nothing but its first message until the end, so that whatever is confirmed before stays in the
   * queue, however slow the machine is.
   * @default false
   */
  readonly heldBack?: boolean;
}

/** What became of the messages. */
export interface TrafficReport {
  /** How many the broker confirmed. */
  readonly confirmed: number;
  /** How many of those no consumer ever got. */
  readonly lost: number;
  /** The longest time between two confirms, in milliseconds. */
  readonly longestSilence: number;
}

/**
 * A publisher with confirms and a consumer with manual acknowledgements, each with a connection of its own that returns
 * when it breaks. Every message has a number, so that what was confirmed can be compared with what arrived.
 */
export class NumberedTraffic {
  private readonly confirmed = new Map<number, number>();
  private readonly received = new Set<number>();
  private readonly connections: readonly [Connection, Connection];
  private readonly consumer: Consumer;
  private readonly published: Promise<void>;
  private backlog = true;
  private release: (() => void) | undefined;
  private readonly released: Promise<void>;
  private publishing = true;

  /**
   * Starts at once.
   * @param url - the AMQP URL of a virtual host, with credentials
   */
  constructor(
    url: string,
    private readonly queue: TrafficQueue,
    { heldBack = false }: TrafficOptions = {},
  ) {
    this.released = heldBack ? new Promise((resolve) => (this.release = resolve)) : Promise.resolve();
    const connect = () => new Connection({ url, retryLow: 100, retryHigh: 1_000, acquireTimeout: 60_000 });
    this.connections = [connect(), connect()];
    // A connection that breaks is what this is about.
    for (const connection of this.connections) connection.on('error', () => undefined);
    this.published = this.publish(this.connections[0]);
    this.consumer = this.consume(this.connections[1]);
  }

  /** Waits until so many more messages are confirmed. */
  async progress(count: number): Promise<void> {
    const goal = this.confirmed.size + count;
    const probe = async () => {
      if (this.confirmed.size < goal) throw new Error(`${this.confirmed.size} of ${goal} are confirmed`);
    };
    await until('the publisher gets on', probe, { within: 120_000 });
  }

  /** Ends publishing once the last message is confirmed. */
  async stopPublishing(): Promise<void> {
    this.publishing = false;
    await this.published;
  }

  /** Ends at once and tells nothing: the remedy of a test that came to no end. */
  abandon(): void {
    this.publishing = false;
    this.release?.();
    for (const connection of this.connections) connection.unsafeDestroy();
  }

  /** Stops publishing, lets the consumer take what is left, and tells the outcome. */
  async end(): Promise<TrafficReport> {
    await this.stopPublishing();
    this.backlog = false;
    this.release?.();
    await this.consumed();
    // A connection that closes waits for its channels to be closed.
    await this.consumer.close();
    await Promise.all(this.connections.map((connection) => connection.close()));
    const times = [...this.confirmed.values()].sort((one, other) => one - other);
    const silences = times.map((time, index) => time - (times[index - 1] ?? time));
    return { confirmed: this.confirmed.size, lost: this.missing().length, longestSilence: Math.max(0, ...silences) };
  }

  private async publish(connection: Connection): Promise<void> {
    const { queue } = this.queue;
    const publisher = connection.createPublisher({ confirm: true, queues: [{ ...this.queue }] });
    publisher.on('basic.return', ({ messageId }) => void this.confirmed.delete(Number(messageId)));
    for (let number = 0; this.publishing; number++) {
      // A message that fails is not tried again: the next one is.
      await publisher
        .send({ routingKey: queue, durable: true, mandatory: true, messageId: String(number) }, '')
        .then(() => this.confirmed.set(number, Date.now()))
        .catch(() => pause(50));
      await pause(2);
    }
    await publisher.close();
  }

  private consume(connection: Connection): Consumer {
    const { queue } = this.queue;
    const options = { queue, queueOptions: { ...this.queue }, qos: { prefetchCount: 10 }, concurrency: 1 };
    const consumer = connection.createConsumer(options, async ({ messageId }) => {
      this.received.add(Number(messageId));
      await this.released;
      // Slower than the publisher, so that there is always something in the queue that could be lost.
      if (this.backlog) await pause(10);
    });
    consumer.on('error', () => undefined);
    return consumer;
  }

  /** Until everything has arrived, or nothing has for a while. */
  private async consumed(): Promise<void> {
    for (let quiet = 0, before = -1; this.missing().length > 0 && quiet < 50; quiet++) {
      if (this.received.size !== before) quiet = 0;
      before = this.received.size;
      await pause(100);
    }
  }

  private missing(): readonly number[] {
    return [...this.confirmed.keys()].filter((number) => !this.received.has(number));
  }
}
