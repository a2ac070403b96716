import { field, text, type Entry, type Fields } from '../definitions/entry';
import { deprecated, hazard, refused, show, type Finding, type Subject } from '../finding';
import { denialOf } from '../server/permitted-features';
import { queueArgument, queueSettings, type QueueArgument } from '../server/queue-setting';
import { isAtLeast, type ServerVersion } from '../server/server-version';
import { queueTypeOf, type TypedQueue } from '../topology/queue-type';
import type { Json, QueueType } from '../topology/topology';
import type { DeclaredVia, Circumstances } from './circumstances';
import { closest } from './closest';
import { judgeName } from './names';
import { nullsIn } from './nulls';
import { isEmptyList } from '../json/is-empty-list';
import { isObject } from '../json/is-object';

/**
 * What the broker makes of a queue's declaration.
 * @param defaultType - the type of untyped queues in its virtual host
 */
export function* judgeQueue(
  { fields, declaredAt }: Entry,
  circumstances: Circumstances,
  defaultType: QueueType,
): Iterable<Finding> {
  const { declaredVia, version } = circumstances;
  const name = field(fields, 'name');
  const subject: Subject = {
    object: { type: 'queue', vhost: text(fields, 'vhost') ?? null, name: typeof name === 'string' ? name : '' },
    at: declaredAt,
  };
  yield* judgeName(subject, name, circumstances);
  if (declaredVia === 'import' && typeof name === 'string' && name.startsWith('amq.')) return;
  const given = field(fields, 'arguments');
  if (given !== undefined && !isObject(given) && !isEmptyList(given)) {
    yield refused(subject, 'queue/arguments', `'arguments' must be an object, got ${show(given)}`, 'write {} for none');
    return;
  }
  const args = isObject(given) ? given : {};
  const type = queueTypeOf(typedQueue(fields, args), defaultType, version);
  if (type === undefined) {
    const got = show(args['x-queue-type']);
    yield refused(subject, 'queue/type', `'x-queue-type' must be classic, quorum or stream, got ${got}`, 'correct it');
    return;
  }
  yield* judgeArguments(subject, args, type, circumstances);
  if (name === '') yield* judgeEmptyName(subject, type, declaredVia);
  yield* judgeProperties(subject, fields, type, circumstances);
  if (declaredVia === 'import') yield* judgeStray(subject, fields, args, type);
}

/** Over AMQP the broker gives a name; over HTTP such a queue has no address, and an import stores it as it is (4.0.5). */
function* judgeEmptyName(subject: Subject, type: QueueType, declaredVia: DeclaredVia): Iterable<Finding> {
  if (declaredVia === 'http') {
    yield refused(subject, 'queue/name', "'name' is empty", 'name the queue');
  } else if (declaredVia === 'import') {
    const message = "'name' is empty: an import stores the queue, but no client can address it";
    yield hazard(subject, 'queue/name', message, 'name the queue');
  } else if (type !== 'classic') {
    const message = `a ${type} queue cannot have a server-generated name`;
    yield refused(subject, 'queue/server-named', message, 'give it a name, or use a classic queue');
  }
}

/** What decides the type of a queue, of fields as they were written. */
export function typedQueue(fields: Fields, args: TypedQueue['arguments']): TypedQueue {
  return {
    arguments: args,
    durable: field(fields, 'durable') !== false,
    auto_delete: field(fields, 'auto_delete') === true,
    exclusive: field(fields, 'exclusive') === true,
  };
}

function* judgeArguments(
  subject: Subject,
  args: Readonly<Record<string, Json>>,
  type: QueueType,
  circumstances: Circumstances,
): Iterable<Finding> {
  const { version, declaredVia } = circumstances;
  for (const [key, value] of Object.entries(args)) {
    if (key === 'x-queue-type') continue;
    const argument = queueArgument(key, version);
    // AMQP has a type for it, as any other wrong value.
    const nulls = declaredVia === 'amqp' ? [] : nullsIn(value, key);
    for (const place of nulls) {
      yield refused(subject, 'queue/argument-null', `'${place}' is null`, 'remove it');
    }
    if (nulls.length > 0) continue;
    if (argument === undefined) {
      yield unknownArgument(subject, key, version);
    } else {
      yield* judgeArgument(subject, { key, value, type, argument }, circumstances);
    }
  }
  if (type !== 'stream' && 'x-dead-letter-routing-key' in args && field(args, 'x-dead-letter-exchange') === undefined) {
    yield refused(
      subject,
      'queue/routing-key-without-dead-letter-exchange',
      "'x-dead-letter-routing-key' requires the argument 'x-dead-letter-exchange'",
      'set both as arguments, or both in a policy',
    );
  }
}

interface Given {
  readonly key: string;
  readonly value: Json;
  readonly type: QueueType;
  readonly argument: QueueArgument;
}

function* judgeArgument(subject: Subject, given: Given, circumstances: Circumstances): Iterable<Finding> {
  const { declaredVia, version, permittedFeatures } = circumstances;
  const { key, value, type, argument } = given;
  const denial = denialOf('queue_master_locator', version, permittedFeatures);
  const support = argument.support[type];
  if (support === 'refused') {
    const types = Object.entries(argument.support).filter(([, other]) => other !== 'refused' && other !== 'denied');
    const remedy =
      types.length === 0
        ? 'leave it out'
        : `leave it out: only ${types.map(([other]) => other).join(' and ')} queues take it`;
    yield refused(subject, 'queue/argument-of-other-type', `a ${type} queue does not take '${key}'`, remedy);
  } else if (key === 'x-queue-master-locator' && denial !== undefined) {
    yield denied(subject, 'queue/argument-denied', `'${key}' is a deprecated feature, ${denial}`, declaredVia);
  } else if (support !== 'unknown' && !argument.value.holds(value)) {
    const what = `'${key}' must be ${argument.value.expected}, got ${show(value)}`;
    yield isLeftToStreams(given, circumstances)
      ? denied(subject, 'queue/argument-value', what, declaredVia, remedyFor(value))
      : refused(subject, 'queue/argument-value', what, remedyFor(value));
  } else if (support !== 'used' && support !== 'denied') {
    const message = `'${key}' has no effect on a ${type} queue`;
    yield deprecated(subject, 'queue/argument-without-effect', message, 'remove it');
  } else {
    yield* judgeMeaning(subject, given);
  }
}

/** What a deprecated feature is denied for: an import drops the error that it gets, and with it the queue. */
function denied(subject: Subject, rule: string, what: string, declaredVia: DeclaredVia, remedy = 'remove it'): Finding {
  return declaredVia === 'import'
    ? hazard(subject, 'queue/silently-missing', `${what}: an import silently skips the queue`, remedy)
    : refused(subject, rule, what, remedy);
}

/**
 * Whether a wrong value gets by the validators of arguments, and the stream itself says no: an import drops that answer, too
 * (seen on 4.0.5 and 4.3.6).
 */
function isLeftToStreams({ key, value, type }: Given, { version }: Circumstances): boolean {
  if (type !== 'stream') return false;
  if (key === 'x-stream-max-segment-size-bytes') return Number.isInteger(value) && Number(value) > 0;
  return key === 'x-stream-filter-size-bytes' && (Number.isInteger(value) || !isAtLeast(version, '4.2.7'));
}

function remedyFor(value: Json): string {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? 'write it without quotes' : 'correct it';
}

function unknownArgument(subject: Subject, key: string, version: ServerVersion): Finding {
  const known = [...queueSettings(version).values()].filter(({ argument }) => argument !== undefined);
  const meant = closest(
    key,
    known.map(({ name }) => `x-${name}`),
  );
  const remedy = meant === undefined ? 'remove it, unless a plugin or consumer reads it' : `did you mean '${meant}'?`;
  return hazard(
    subject,
    'queue/unknown-argument',
    `'${key}' is not an argument known to the broker: it has no effect`,
    remedy,
  );
}

/** Values that the broker accepts, and that don't do what one would think. */
function* judgeMeaning(subject: Subject, { key, value, argument: { heeds } }: Given): Iterable<Finding> {
  if (heeds?.holds(value) === false) {
    const message = `'${key}' is ${show(value)}, which is stored but has no effect; it must be ${heeds.expected}`;
    yield hazard(subject, 'queue/argument-not-validated', message, remedyFor(value));
  }
  if (key === 'x-max-priority' && Number(value) > 10) {
    const message = `'x-max-priority' is ${show(value)}: each level costs memory and CPU`;
    yield hazard(subject, 'queue/many-priorities', message, 'use 2 to 4 levels');
  }
  if (key === 'x-queue-master-locator') {
    const message = "'x-queue-master-locator' is a deprecated feature, denied by default from 4.3 on";
    yield deprecated(subject, 'queue/master-locator', message, "use 'x-queue-leader-locator'");
  }
}

function* judgeProperties(
  subject: Subject,
  fields: Fields,
  type: QueueType,
  { version, declaredVia, permittedFeatures }: Circumstances,
): Iterable<Finding> {
  for (const property of ['durable', 'auto_delete', 'exclusive']) {
    const value = field(fields, property);
    if (value === undefined || typeof value === 'boolean') continue;
    const say = property === 'exclusive' && declaredVia === 'import' ? hazard : refused;
    yield say(subject, 'queue/property', `'${property}' must be true or false, got ${show(value)}`, 'correct it');
  }
  const autoDelete = field(fields, 'auto_delete') === true;
  // An import doesn't look at it: it has no connection that could be the owner.
  const exclusive = field(fields, 'exclusive') === true && declaredVia !== 'import';
  // Over HTTP no connection owns the queue, and the broker takes an exclusive one for transient.
  const transient = field(fields, 'durable') === false || (exclusive && declaredVia === 'http');
  if (type !== 'classic' && (transient || autoDelete || exclusive)) {
    const [property, remedy] = autoDelete
      ? ['auto-delete', "set 'auto_delete' to false, and 'x-expires'"]
      : exclusive
        ? ['exclusive', "set 'exclusive' to false, or use a classic queue"]
        : ['transient', "set 'durable' to true"];
    const what = `a ${type} queue cannot be ${property}`;
    yield denied(subject, 'queue/property-of-type', what, declaredVia, remedy);
  } else if (transient && !(exclusive && declaredVia === 'amqp')) {
    const [what, remedy] = exclusive
      ? ["'exclusive' makes a queue transient over HTTP, where no connection owns it: transient", 'set it to false']
      : ['transient', "set 'durable' to true, with 'x-expires' if it may go"];
    const denial = denialOf('transient_nonexcl_queues', version, permittedFeatures);
    const queues = `${what} queues that are not exclusive are`;
    yield denial !== undefined
      ? denied(subject, 'queue/transient', `${queues} ${denial}`, declaredVia, remedy)
      : deprecated(subject, 'queue/transient', `${queues} deprecated, and denied by default from 4.3 on`, remedy);
  }
}

/** What stands where an import doesn't look. */
function* judgeStray(
  subject: Subject,
  fields: Fields,
  args: Readonly<Record<string, Json>>,
  type: QueueType,
): Iterable<Finding> {
  const said = field(fields, 'type');
  if (said !== undefined && said !== type && field(args, 'x-queue-type') === undefined) {
    const message = `'type' is ${show(said)}, which an import ignores: the queue will be ${type}`;
    yield hazard(subject, 'queue/type-ignored', message, "set 'x-queue-type' in 'arguments'");
  }
  for (const key of Object.keys(fields).filter((name) => name.startsWith('x-'))) {
    yield hazard(
      subject,
      'queue/argument-ignored',
      `'${key}' is outside of 'arguments' and is ignored`,
      "move it into 'arguments'",
    );
  }
}
