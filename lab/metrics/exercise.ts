import { Connection } from 'rabbitmq-client';
import { administrationOf, connectionUrl, type Broker } from '../broker';
import { management, path } from '../../host/management';

/** Traffic that goes on until it is stopped. */
export interface Traffic {
  stop(): Promise<void>;
}

/** The virtual host in which everything of {@link exercise} is. */
export const exercisedVhost = 'exercise';

/**
 * Gives a broker something of all that its metrics tell of: queues of each type with messages and consumers, dead letters,
 * unroutable messages, refused logins, a shovel and a federation link.
 */
export async function exercise(broker: Broker): Promise<Traffic> {
  const api = administrationOf(broker);
  const vhost = exercisedVhost;
  await api.put(path`vhosts/${vhost}`);
  const everything = { configure: '.*', write: '.*', read: '.*' };
  await api.put(path`permissions/${vhost}/${broker.username}`, everything);
  const limits = { 'x-dead-letter-exchange': 'dlx', 'x-max-length': 50 };
  await api.put(path`exchanges/${vhost}/${'dlx'}`, { type: 'fanout', durable: true });
  const declareQueue = (name: string, type: string, more = {}) =>
    api.put(path`queues/${vhost}/${name}`, { durable: true, arguments: { 'x-queue-type': type, ...more } });
  await declareQueue('dead', 'quorum');
  await api.post(path`bindings/${vhost}/e/${'dlx'}/q/${'dead'}`, { routing_key: '' });
  await declareQueue('work', 'quorum', { 'x-dead-letter-exchange': 'dlx', 'x-delivery-limit': 1 });
  await declareQueue('bounded', 'quorum', limits);
  await declareQueue('old', 'classic', limits);
  await declareQueue('log', 'stream');
  await declareQueue('shovelled', 'quorum');
  const uri = 'amqp:///' + encodeURIComponent(vhost);
  await api.put(path`parameters/shovel/${vhost}/${'move'}`, {
    value: { 'src-uri': uri, 'src-queue': 'dead', 'dest-uri': uri, 'dest-queue': 'shovelled' },
  });
  await api.put(path`parameters/federation-upstream/${vhost}/${'self'}`, { value: { uri: 'amqp:///%2F' } });
  await api.put(path`exchanges/${vhost}/${'federated'}`, { type: 'fanout', durable: true });
  await api.put(path`policies/${vhost}/${'federated'}`, {
    pattern: '^federated$',
    definition: { 'federation-upstream': 'self' },
    'apply-to': 'exchanges',
  });
  await refusedLogin(broker);
  return publishAndConsume(connectionUrl(broker, vhost));
}

/** One login with a wrong password. */
export async function refusedLogin({ managementUrl, username }: Broker): Promise<void> {
  await management(managementUrl, username, 'wrong')
    .get('whoami')
    .catch(() => undefined);
}

async function publishAndConsume(url: string): Promise<Traffic> {
  const connection = new Connection(url);
  connection.on('error', () => undefined);
  const consumer = (queue: string, handle: (body: string) => number | undefined) =>
    connection.createConsumer(
      { queue, queueOptions: { passive: true }, qos: { prefetchCount: 10 }, ...streamOptions(queue) },
      async ({ body }) => handle(String(body)),
    );
  // Every third message is refused; REQUEUE (1) brings it back until the delivery limit, DROP (2) makes it a dead letter.
  const consumers = [
    consumer('work', (body) => (Number(body) % 3 === 0 ? 1 : undefined)),
    consumer('old', (body) => (Number(body) % 3 === 0 ? 2 : undefined)),
    consumer('log', () => undefined),
  ];
  const publisher = connection.createPublisher({ confirm: true });
  let count = 0;
  const publish = async () => {
    count += 1;
    for (const routingKey of ['work', 'bounded', 'old', 'log', 'nowhere'])
      await publisher.send({ routingKey, durable: true }, String(count));
    await publisher.send({ exchange: 'federated', durable: true }, String(count));
  };
  // A handler may be at work when its channel closes, and what it says of its message then comes too late.
  for (const one of consumers) one.on('error', () => undefined);
  const timer = setInterval(() => void publish().catch(() => undefined), 50);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(consumers.map((one) => one.close()));
      await publisher.close();
      await connection.close();
    },
  };
}

/** A consumer of a stream says where it starts. */
function streamOptions(queue: string): { readonly arguments?: Record<string, string> } {
  return queue === 'log' ? { arguments: { 'x-stream-offset': 'first' } } : {};
}
