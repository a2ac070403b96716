import type { Definitions } from '../definitions/definitions';
import { field, text, type Fields } from '../definitions/entry';
import type { ServerVersion } from '../server/server-version';
import { queueTypeOf } from '../topology/queue-type';
import type { Json, QueueDefinition, QueueType } from '../topology/topology';
import { defaultQueueType } from '../validity/vhosts';
import { migratedQueue } from './migrated-queue';
import type { MigrationChange, MigrationOptions, Undecided } from './migration';
import { effectiveBefore, mirrors } from './mirroring';

/** A queue, and its types before and after. */
export interface QueuePair {
  readonly vhost: string;
  readonly name: string;
  readonly before: QueueType;
  readonly after: QueueType;
}

/** The queues of a file, and what becomes of them. */
export function migrateQueues(definitions: Definitions, version: ServerVersion, options: MigrationOptions) {
  const { topology, entries } = definitions;
  const changes: MigrationChange[] = [];
  const undecided: Undecided[] = [];
  const pairs: QueuePair[] = [];
  const leftOut = new Set<string>();
  const keyOf = (vhost: string, name: string) => JSON.stringify([vhost, name]);
  const effective = effectiveBefore(topology, version);
  const known = new Map(topology.queues.map((queue) => [queue.declaredAt, queue]));
  const defaults = new Map(
    entries.vhosts.map(({ fields }) => [text(fields, 'name') ?? '', defaultQueueType(fields, 'import')]),
  );
  const migrated = entries.queues.flatMap(({ fields, declaredAt }): Fields[] => {
    const queue = known.get(declaredAt);
    if (queue === undefined) return [fields];
    const { vhost, name } = queue;
    const object = { type: 'queue', vhost, name };
    const ownedBecause = ofConnection(queue, fields);
    if (ownedBecause !== undefined) {
      leftOut.add(keyOf(vhost, name));
      changes.push({ object, change: 'is left out', reason: ownedBecause, applications: [] });
      return [];
    }
    const type = queueTypeOf(queue, defaults.get(vhost), version);
    if (type === undefined) return [fields];
    if (type !== 'classic' && queue.arguments['x-queue-type'] === undefined) {
      const reason = `it has no 'x-queue-type', and the default of its virtual host is ${type}: it may be older than the default`;
      undecided.push({ object, reason, remedy: "write its 'x-queue-type' into the file" });
      return [fields];
    }
    const { policy, operatorPolicy, undecided: unclear } = effective({ kind: 'queue', vhost, name, type });
    undecided.push(...unclear.map((reason) => ({ object, reason, remedy: 'give the policies different priorities' })));
    if (unclear.length > 0) return [fields];
    const isMirrored =
      type === 'classic' && [policy, operatorPolicy].some((one) => one !== undefined && mirrors(one.definition));
    const result = migratedQueue({ ...queue, type, policy: policy?.definition ?? {}, isMirrored }, version, options);
    pairs.push({ vhost, name, before: type, after: result.queue.type });
    undecided.push(...result.undecided.map(([reason, remedy]) => ({ object, reason, remedy })));
    changes.push(
      ...result.changes.map(([change, reason], index) => ({
        ...{ object, change, reason },
        applications: index === 0 ? result.applications : [],
      })),
    );
    if (result.changes.length === 0) return [fields];
    return [{ ...fields, durable: result.queue.durable, arguments: result.queue.arguments as Json }];
  });
  undecided.push(...unknownClassic(topology.queues, options));
  const isLeftOut = (vhost: string, name: string) => leftOut.has(keyOf(vhost, name));
  return { entries: migrated, pairs, changes, undecided, isLeftOut };
}

/** A name for which there is no queue is misspelled, and the queue that is meant would become another. */
function unknownClassic(queues: readonly QueueDefinition[], { classic = [] }: MigrationOptions): readonly Undecided[] {
  const names = new Set(queues.flatMap(({ vhost, name }) => [name, `${vhost}/${name}`]));
  return classic
    .filter((name) => !names.has(name))
    .map((name) => ({
      object: { type: 'queue', vhost: null, name },
      reason: "'--classic' names it, and the file has no such queue",
      remedy: 'give the name of a queue, or VHOST/QUEUE',
    }));
}

/** Why a queue is not for a definitions file: it belongs to a connection, which declares it again. */
function ofConnection({ name }: QueueDefinition, fields: Fields): string | undefined {
  if (field(fields, 'exclusive') === true) return 'it is exclusive: the application that declares it does so again';
  return name.startsWith('amq.')
    ? 'the server named it: the application that declares it gets a new one, and an import skips it'
    : undefined;
}
