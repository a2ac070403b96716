import { Connection } from 'rabbitmq-client';

/** Clients that connect and do nothing else. */
export class Crowd {
  private readonly connections: Connection[] = [];
  private churning: NodeJS.Timeout | undefined;

  /**
   * Has nobody in it yet.
   * @param url - the broker's, with credentials
   */
  constructor(private readonly url: string) {}

  /** Connects until there are so many. */
  async growTo(count: number): Promise<void> {
    while (this.connections.length < count) {
      const some = Array.from({ length: Math.min(5, count - this.connections.length) }, () => this.connect());
      this.connections.push(...(await Promise.all(some)));
    }
  }

  /** Goes on connecting anew, twenty times a second at most, until it is told to be steady. */
  churn(): void {
    const renew = async () => {
      const one = await this.connect();
      await one.close();
    };
    this.churning = setInterval(() => void renew().catch(() => undefined), 50);
  }

  steady(): void {
    clearInterval(this.churning);
  }

  /** Drops all connections. */
  leave(): void {
    this.steady();
    for (const connection of this.connections.splice(0)) connection.unsafeDestroy();
  }

  private async connect(): Promise<Connection> {
    const connection = new Connection({ url: this.url, retryLow: 100 });
    connection.on('error', () => undefined);
    await connection.onConnect(30_000);
    return connection;
  }
}
