import { Connection } from 'rabbitmq-client';
import { administrationOf, connectionUrl, type Broker } from '../../../lab/broker';
import type { Attempt } from '../../../model/access/can';
import type { Arguments } from '../../../model/topology/topology';
import { connectAs } from '../../differential/attempt';

/** Something that a user tries. */
export interface Trial {
  readonly name: string;
  /** `publish to 'events'`, as a review says it. */
  readonly operation: string;
  /** The routing key by which it is published. */
  readonly key?: string;
  readonly attempt: Attempt;
}

/** What there is on a broker, as clients see it. */
export interface Observation {
  /** The messages of each queue: `shop/orders`. */
  readonly messages: ReadonlyMap<string, number>;
  /** `vhost shop`, `queue shop/orders`, `exchange shop/events`, `binding shop/events -> orders (order.paid)`, sorted. */
  readonly objects: readonly string[];
  /** What policies give to each queue of the virtual host `shop`. */
  readonly settings: ReadonlyMap<string, Arguments>;
}

interface QueueRow {
  readonly name: string;
  readonly vhost: string;
  readonly effective_policy_definition?: Arguments;
}

/**
 * Looks at a broker.
 * @throws Error while the broker has no statistics yet of a queue, with which it tells what policies give to it
 */
export async function observe(broker: Broker): Promise<Observation> {
  const api = administrationOf(broker);
  const [vhosts, queues, exchanges, bindings] = await Promise.all([
    api.get<readonly { readonly name: string }[]>('vhosts'),
    api.get<readonly QueueRow[]>('queues'),
    api.get<readonly { readonly name: string; readonly vhost: string }[]>('exchanges'),
    api.get<readonly Readonly<Record<string, string>>[]>('bindings'),
  ]);
  const silent = queues.filter((queue) => queue.effective_policy_definition === undefined).map(({ name }) => name);
  if (silent.length > 0) throw new Error(`there are no statistics yet of ${silent.join(', ')}`);
  const declared = exchanges.filter(({ name }) => name !== '' && !name.startsWith('amq.'));
  const shop = queues.filter(({ vhost }) => vhost === 'shop');
  return {
    messages: await messagesOf(broker, queues),
    objects: [
      // Every broker has `/`.
      ...vhosts.flatMap(({ name }) => (name === '/' ? [] : [`vhost ${name}`])),
      ...queues.map(({ vhost, name }) => `queue ${vhost}/${name}`),
      ...declared.map(({ vhost, name }) => `exchange ${vhost}/${name}`),
      ...bindings
        .filter(({ source }) => source !== '')
        .map((one) => `binding ${one['vhost']}/${one['source']} -> ${one['destination']} (${one['routing_key']})`),
    ].sort(),
    settings: new Map(
      shop.map(({ vhost, name, effective_policy_definition: given = {} }) => [`${vhost}/${name}`, given]),
    ),
  };
}

/**
 * What a user may try in the virtual host `shop`: what reviews know as operations, by one routing key and by another.
 * Trying to consume gives the messages back, once more delivered than before.
 */
export function trialsOf({ objects }: Observation): readonly Trial[] {
  const named = (type: string) =>
    objects.flatMap((object) => (object.startsWith(`${type} shop/`) ? [object.slice(`${type} shop/`.length)] : []));
  const [queues, exchanges] = [named('queue'), named('exchange')];
  const published = exchanges.flatMap((exchange) =>
    ['order.created', 'refund'].map((key): Trial => {
      const operation = `publish to '${exchange}'`;
      return { name: `${operation} by ${key}`, operation, key, attempt: { action: 'publish', exchange, key } };
    }),
  );
  const others: readonly (readonly [string, Attempt])[] = [
    ...queues.flatMap((queue): (readonly [string, Attempt])[] => [
      [`consume from '${queue}'`, { action: 'consume', queue }],
      [`declare and delete queue '${queue}'`, { action: 'declare', queue }],
    ]),
    ...exchanges.map(
      (exchange) => [`declare and delete exchange '${exchange}'`, { action: 'declare', exchange }] as const,
    ),
    [`publish to 'amq.default'`, { action: 'publish', exchange: '', key: 'nobody' }],
  ];
  return [...published, ...others.map(([operation, attempt]): Trial => ({ name: operation, operation, attempt }))].sort(
    (one, other) => (one.name < other.name ? -1 : 1),
  );
}

/**
 * The names of the trials that a user succeeds with.
 * @param password - that of the user `api`
 */
export async function abilitiesOf(
  broker: Broker,
  password: string,
  trials: readonly Trial[],
): Promise<readonly string[]> {
  const client = await connectAs(broker, 'api', password, 'shop');
  const done: string[] = [];
  for (const { name, attempt } of trials) if (await client.tries(attempt)) done.push(name);
  await client.close();
  return done;
}

/** By what the queues themselves say: the management's counts are seconds old. */
async function messagesOf(broker: Broker, queues: readonly QueueRow[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const vhost of new Set(queues.map((queue) => queue.vhost))) {
    const connection = new Connection(connectionUrl(broker, vhost));
    connection.on('error', () => undefined);
    try {
      for (const { name } of queues.filter((queue) => queue.vhost === vhost)) {
        const { messageCount } = await connection.queueDeclare({ queue: name, passive: true });
        counts.set(`${vhost}/${name}`, messageCount);
      }
    } finally {
      await connection.close();
    }
  }
  return counts;
}
