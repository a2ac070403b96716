import { deprecationPhase } from '../server/deprecated-features';
import { queueArgument } from '../server/queue-setting';
import { isAtLeast, type ServerVersion } from '../server/server-version';
import type { Arguments, Json, QueueDefinition, QueueType } from '../topology/topology';
import { inequivalences } from './inequivalence';
import type { MigrationOptions } from './migration';

/** A queue of the older server. */
export interface OlderQueue extends QueueDefinition {
  readonly type: QueueType;
  /** The definition of its policy in the older server, empty without one. */
  readonly policy: Arguments;
  readonly isMirrored: boolean;
}

/** A queue as the new server has it. */
export interface MigratedQueue {
  readonly queue: QueueDefinition & { readonly type: QueueType };
  readonly changes: readonly (readonly [change: string, reason: string])[];
  readonly applications: readonly string[];
  /** What is not guessed: reason and remedy. */
  readonly undecided: readonly (readonly [reason: string, remedy: string])[];
}

/** What becomes of a queue. */
export function migratedQueue(older: OlderQueue, version: ServerVersion, options: MigrationOptions): MigratedQueue {
  const changes: [string, string][] = [];
  const applications: string[] = [];
  const undecided: [string, string][] = [];
  const args: Record<string, Json> = { ...older.arguments };
  let durable = older.durable;

  const type = typeAfter(older, options);
  if (type !== older.type) {
    args['x-queue-type'] = 'quorum';
    changes.push(['becomes a quorum queue', 'it is mirrored, and mirroring is removed in 4.0']);
    applications.push(...quorumNotes(older, version));
    undecided.push(...unlikeQuorum(older, version));
  } else if (older.isMirrored) {
    changes.push(['stays classic, without mirrors: it is on one node', staysClassic(older)]);
  }
  if (
    !durable &&
    type === 'classic' &&
    deprecationPhase('transient_nonexcl_queues', version) !== 'permitted_by_default'
  ) {
    durable = true;
    const said = older.arguments['x-expires'] === undefined;
    if (said) args['x-expires'] = options.expires;
    changes.push([
      said ? `becomes durable, with 'x-expires' ${options.expires}` : 'becomes durable',
      'transient queues that are not exclusive are denied by default, and an import silently skips them',
    ]);
    applications.push('it and its persistent messages now survive a restart of the node');
  }
  for (const key of Object.keys(args).filter((name) => name !== 'x-queue-type')) {
    const reason = droppedBecause(key, type, older.type, version);
    if (reason === undefined) continue;
    Reflect.deleteProperty(args, key);
    changes.push([`loses '${key}'`, reason]);
  }
  const queue = {
    name: older.name,
    vhost: older.vhost,
    durable,
    auto_delete: older.auto_delete,
    arguments: args,
    type,
  };
  return { queue, changes, applications: [...inequivalences(older, queue, version), ...applications], undecided };
}

function typeAfter(older: OlderQueue, { classic = [] }: MigrationOptions): QueueType {
  const isNamed = classic.includes(older.name) || classic.includes(`${older.vhost}/${older.name}`);
  const canBe = older.isMirrored && older.durable && !older.auto_delete && !isNamed;
  return canBe ? 'quorum' : older.type;
}

function staysClassic({ durable, auto_delete }: OlderQueue): string {
  if (auto_delete) return 'mirroring is removed in 4.0, and a quorum queue cannot be auto-delete';
  return durable
    ? "mirroring is removed in 4.0, and '--classic' names it"
    : 'mirroring is removed in 4.0, and it was transient';
}

/** What applications notice of a classic queue that becomes a quorum queue. */
function quorumNotes({ policy, arguments: args }: OlderQueue, version: ServerVersion): string[] {
  return [
    'a message that is delivered more than 20 times without success is dropped or dead-lettered; a policy with ' +
      "'delivery-limit' sets another limit",
    deprecationPhase('global_qos', version) === 'permitted_by_default'
      ? "consumers with a global 'basic.qos' are refused; set the prefetch count per consumer"
      : "the prefetch count of a global 'basic.qos' is taken for that of each consumer",
    ...(args['x-max-priority'] === undefined || !isAtLeast(version, '4.3')
      ? []
      : ["it has priorities 0 to 31 without 'x-max-priority'"]),
    ...(Number(args['x-max-length'] ?? policy['max-length'] ?? 0) > 0
      ? ['its length limit is not exact: it may be exceeded for a moment']
      : []),
  ];
}

/** What a quorum queue does otherwise, so that messages may be lost or come in another order. */
function unlikeQuorum({ arguments: args, policy }: OlderQueue, version: ServerVersion): [string, string][] {
  const found: [string, string][] = [];
  const [own, by] = [args['x-overflow'], policy['overflow']];
  const remedy = "name it by '--classic', or change it in the file";
  if ((own ?? by) === 'reject-publish-dlx')
    found.push(["a quorum queue takes overflow 'reject-publish-dlx' for 'drop-head'", remedy]);
  if (own !== undefined && by !== undefined && own !== by)
    found.push([
      `'x-overflow' is ${JSON.stringify(own)} and its policy says ${JSON.stringify(by)}: a classic queue follows the argument, a quorum queue the policy`,
      remedy,
    ]);
  const levels = args['x-max-priority'];
  if (levels !== undefined && Number(levels) > (isAtLeast(version, '4.3') ? 31 : 1)) {
    const has = isAtLeast(version, '4.3') ? '32 priorities, 0 to 31' : 'two priorities alone';
    found.push([`'x-max-priority' is ${JSON.stringify(levels)}, and a quorum queue has ${has}`, remedy]);
  }
  return found;
}

function droppedBecause(key: string, type: QueueType, before: QueueType, version: ServerVersion): string | undefined {
  if (key === 'x-ha-policy') return 'mirroring is removed in 4.0';
  const support = queueArgument(key, version)?.support[type];
  if (key === 'x-queue-mode') return 'classic queues are lazy by themselves since 3.12, and others never were';
  if (key === 'x-queue-version') return 'classic queues are of version 2 in 4.x';
  if (key === 'x-queue-master-locator')
    return "'x-queue-master-locator' is deprecated, and denied by default from 4.3 on; the node chooses";
  if (support === 'ignored') return `a ${type} queue ignores it`;
  return support === 'refused' && type !== before ? `a ${type} queue does not take it` : undefined;
}
