import { fc } from '../../random';
import { AMQPError, Connection, type Channel } from 'rabbitmq-client';
import { administrationOf, connectionUrl, type Broker } from '../../../lab/broker';
import { path } from '../../../host/management';
import type { ServerVersion } from '../../../model/server/server-version';
import { emptyTopology, type Topology } from '../../../model/topology/topology';
import { validate } from '../../../model/validity/validity';
import { exchange, queue, withJunk, type Declaration } from './declarations';
import { objectName } from './samples';
import { agreeOn, Tally, versionOf, type Runs, type Verdict } from './trial';

/** How many applications declare at a time, each in a virtual host of its own. */
const atATime = 4;

/**
 * Declares random queues and exchanges over AMQP 0-9-1, as applications do, and compares the broker's verdicts with ours.
 * @param count - how many
 * @returns how many of each kind were accepted and refused
 * @throws the smallest element on which broker and model disagree
 */
export async function compareOverAmqp(broker: Broker, name: string, seed: number, count: number): Promise<Tally> {
  const tally = new Tally();
  const share = Math.ceil(count / atATime);
  const workers = Array.from({ length: atATime }, (_, number) =>
    compareIn(broker, `${name}-${number}`, tally, { seed: seed + number, numRuns: share }),
  );
  // All are waited for, so that each has removed what is its own.
  for (const ended of await Promise.allSettled(workers)) if (ended.status === 'rejected') throw ended.reason;
  return tally;
}

async function compareIn(broker: Broker, vhost: string, tally: Tally, runs: Runs): Promise<void> {
  const api = administrationOf(broker);
  const version = await versionOf(api);
  await api.put(path`vhosts/${vhost}`);
  // What the broker refuses with the whole connection is tried on another one soon after.
  const connection = new Connection({ url: connectionUrl(broker, vhost), retryLow: 50, acquireTimeout: 60_000 });
  connection.on('error', () => undefined);
  try {
    const agree = async ({ kind, topology }: Declaration) => {
      const declared = { ...topology, vhosts: [{ name: vhost }] };
      const found = validate(declared, version, { declaredVia: 'amqp' });
      const { verdict, reason } = await verdictOf(connection, topology);
      tally.add(kind, verdict);
      agreeOn(found, verdict, reason);
    };
    await fc.assert(fc.asyncProperty(declarations(version, vhost), agree), runs);
  } finally {
    await connection.close();
    await api.delete(path`vhosts/${vhost}`);
  }
}

function declarations(version: ServerVersion, vhost: string): fc.Arbitrary<Declaration> {
  // The client cuts longer names short, and sends what is left: no client can say them.
  const name = fc.oneof(
    { weight: 8, arbitrary: objectName.filter((some) => Buffer.byteLength(some) <= 255) },
    { weight: 1, arbitrary: fc.constant('') },
  );
  const sensible = fc.oneof(
    queue(version, vhost, name).map((part): Declaration => ({
      kind: 'queue',
      topology: { ...emptyTopology, ...part },
    })),
    exchange(vhost, name)
      // The client sends 'direct' for it.
      .filter(({ exchanges = [] }) => exchanges.every(({ type }) => type !== ''))
      .map((part): Declaration => ({ kind: 'exchange', topology: { ...emptyTopology, ...part } })),
  );
  // All but arguments have a type of their own in the protocol.
  const isArgument = (_: Declaration, [first, ...rest]: readonly string[]) => first === 'arguments' && rest.length > 0;
  const strange = sensible.chain((declaration) => withJunk(declaration, isArgument));
  return fc.oneof({ weight: 4, arbitrary: sensible }, { weight: 1, arbitrary: strange });
}

/** Declares the one element, and removes it again. */
async function verdictOf(
  connection: Connection,
  topology: Topology,
): Promise<{ readonly verdict: Verdict; readonly reason: string }> {
  const channel = await connection.acquire();
  channel.on('error', () => undefined);
  try {
    await declare(channel, topology);
    return { verdict: 'accepted', reason: '' };
  } catch (error) {
    if (!(error instanceof AMQPError)) throw error;
    return { verdict: 'refused', reason: error.message };
  } finally {
    await channel.close();
  }
}

async function declare(channel: Channel, { queues, exchanges }: Topology): Promise<void> {
  for (const { name, auto_delete: autoDelete, arguments: args, ...rest } of queues) {
    const declared = await channel.queueDeclare({ ...rest, queue: name, autoDelete, arguments: { ...args } });
    await channel.queueDelete({ queue: declared.queue });
  }
  for (const { name, auto_delete: autoDelete, arguments: args, ...rest } of exchanges) {
    await channel.exchangeDeclare({ ...rest, exchange: name, autoDelete, arguments: { ...args } });
    if (!name.startsWith('amq.')) await channel.exchangeDelete({ exchange: name });
  }
}
