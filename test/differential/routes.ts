import { fc } from '../random';
import { AMQPError, Connection, type Channel } from 'rabbitmq-client';
import { path } from '../../host/management';
import { administrationOf, connectionUrl, type Broker } from '../../lab/broker';
import { indexTopology } from '../../model/analysis/topology-index';
import { publishedMessage, type SentMessage } from '../../model/routing/message';
import type { Route } from '../../model/routing/route';
import { Router } from '../../model/routing/router';
import { NEWEST_SERVER_VERSION, parseServerVersion } from '../../model/server/server-version';
import type { QueueDefinition, Topology } from '../../model/topology/topology';
import { declareOn } from './declared-on';
import { exchangeNames, headers, otherTypes, plainTypes, routingKey, topologies } from './random-topology';

/** Where one message went, and where the model has it go. */
export interface ComparedRoute {
  readonly message: SentMessage;
  readonly model: Pick<Route, 'queues' | 'certain' | 'unroutable' | 'refused'>;
  readonly broker: Arrival;
  /** On what they disagree; empty when they do not. */
  readonly disagreement: string;
  /** Shown when they disagree. */
  readonly topology: Pick<Topology, 'exchanges' | 'bindings' | 'policies'>;
}

/** What became of a message that was published as mandatory. */
interface Arrival {
  readonly queues: readonly string[];
  readonly returned: boolean;
  readonly refused: boolean;
}

const MESSAGES = 20;

/**
 * Publishes twenty random messages to a random topology, sees which queues have them, and asks the model the same.
 * @param vhost - made for this, and removed afterwards
 */
export async function compareRoutes(broker: Broker, seed: number, vhost: string): Promise<readonly ComparedRoute[]> {
  const api = administrationOf(broker);
  const queues = ['q1', 'q2', 'q3', 'q4', 'b.a'].map((name): QueueDefinition => newQueue(vhost, name));
  const types = [...plainTypes, ...plainTypes, ...otherTypes];
  const [topology] = fc.sample(topologies(vhost, types, queues), { seed, numRuns: 1 });
  if (topology === undefined) throw new Error('nothing was drawn');
  const names = queues.map(({ name }) => name);
  const router = new Router(indexTopology(topology, parseServerVersion(broker.serverVersion) ?? NEWEST_SERVER_VERSION));
  const connection = new Connection({ url: connectionUrl(broker, vhost), retryLow: 50, acquireTimeout: 30_000 });
  connection.on('error', () => undefined);
  const publisher = new Publisher(connection, names);
  try {
    await declareOn(api, topology);
    const compared: ComparedRoute[] = [];
    for (const message of fc.sample(messages(names), { seed, numRuns: MESSAGES })) {
      const { queues: all, certain, unroutable, refused } = router.publish(vhost, message);
      const model = { queues: all, certain, unroutable, refused };
      const arrival = await publisher.send(message);
      const { exchanges, bindings, policies } = topology;
      const disagreement = disagreementOf(model, arrival);
      compared.push({ message, model, broker: arrival, disagreement, topology: { exchanges, bindings, policies } });
    }
    return compared;
  } finally {
    // The connection waits for its channels.
    await publisher.close();
    await connection.close();
    await api.delete(path`vhosts/${vhost}`).catch(() => undefined);
  }
}

function newQueue(vhost: string, name: string): QueueDefinition {
  return { name, vhost, durable: true, auto_delete: false, arguments: { 'x-queue-type': 'classic' } };
}

function messages(queues: readonly string[]): fc.Arbitrary<SentMessage> {
  const exchange = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...exchangeNames.slice(1)) },
    { weight: 3, arbitrary: fc.constantFrom('', 'amq.topic', 'amq.headers') },
    { weight: 1, arbitrary: fc.constantFrom('inner', 'missing') },
  );
  return fc.tuple(exchange, routingKey(queues), headers).map(([to, key, own]) => publishedMessage(to, key, own));
}

function disagreementOf(model: ComparedRoute['model'], { queues, returned, refused }: Arrival): string {
  if ((model.refused !== undefined) !== refused) return 'whether the publisher is refused';
  if (refused) return '';
  if (queues.some((queue) => !model.queues.includes(queue))) return 'a queue got it that should not';
  if (model.certain.some((queue) => !queues.includes(queue))) return 'a queue did not get it that should';
  return model.unroutable !== undefined && model.unroutable !== returned ? 'whether it is returned' : '';
}

/** Publishes one message after another, and counts where each went. */
class Publisher {
  private channel: Channel | undefined;
  private returned = 0;

  constructor(
    private readonly connection: Connection,
    private readonly queues: readonly string[],
  ) {}

  async send({ exchange, keys = [], headers: own = {} }: SentMessage): Promise<Arrival> {
    const channel = await this.ready();
    const before = this.returned;
    try {
      const [routingKeyOfIt = ''] = keys;
      await channel.basicPublish(
        { exchange, routingKey: routingKeyOfIt, headers: { ...own }, mandatory: true, durable: true },
        'routed',
      );
    } catch (error) {
      if (!(error instanceof AMQPError)) throw error;
      // The broker closes the channel.
      this.channel = undefined;
      return { queues: [], returned: false, refused: true };
    }
    // It is confirmed when every queue has it, and returned before that.
    const counts = await Promise.all(this.queues.map((queue) => channel.queuePurge({ queue })));
    const there = this.queues.filter((_, index) => (counts[index]?.messageCount ?? 0) > 0);
    const twice = this.queues.filter((_, index) => (counts[index]?.messageCount ?? 0) > 1);
    if (twice.length > 0) throw new Error(`queues got a message more than once: ${twice.join(', ')}`);
    return { queues: there, returned: this.returned > before, refused: false };
  }

  async close(): Promise<void> {
    await this.channel?.close();
  }

  private async ready(): Promise<Channel> {
    if (this.channel?.active === true) return this.channel;
    const channel = await this.connection.acquire();
    channel.on('error', () => undefined);
    channel.on('basic.return', () => (this.returned += 1));
    await channel.confirmSelect();
    this.channel = channel;
    return channel;
  }
}
