import { field, isTable, text, type Entry, type Fields } from '../definitions/entry';
import { deprecated, hazard, refused, show, type Finding, type Subject } from '../finding';
import { isAtLeast } from '../server/server-version';
import type { Json, QueueType } from '../topology/topology';
import type { Channel, Circumstances } from './channel';
import { closest } from './closest';
import { judgeName } from './names';
import { queueArguments } from '../server/queue-arguments';

/**
 * What the broker makes of a queue's declaration.
 * @param defaultType - the type of untyped queues in its virtual host
 */
export function* judgeQueue(
  { fields, declaredAt }: Entry,
  circumstances: Circumstances,
  defaultType: QueueType,
): Iterable<Finding> {
  const { channel } = circumstances;
  const name = field(fields, 'name');
  const subject: Subject = {
    object: { type: 'queue', vhost: text(fields, 'vhost') ?? null, name: typeof name === 'string' ? name : '' },
    at: declaredAt,
  };
  yield* judgeName(subject, name, channel);
  if (channel === 'import' && typeof name === 'string' && name.startsWith('amq.')) return;
  const given = field(fields, 'arguments');
  if (given !== undefined && !isTable(given) && !(Array.isArray(given) && given.length === 0)) {
    yield refused(subject, 'queue/arguments', `'arguments' must be an object, got ${show(given)}`, 'write {} for none');
    return;
  }
  const args = isTable(given) ? given : {};
  const type = effectiveType(args, fields, defaultType);
  if (type === undefined) {
    const got = show(args['x-queue-type']);
    yield refused(subject, 'queue/type', `'x-queue-type' must be classic, quorum or stream, got ${got}`, 'correct it');
    return;
  }
  yield* judgeArguments(subject, args, type, circumstances);
  if (name === '') yield* judgeEmptyName(subject, type, channel);
  yield* judgeProperties(subject, fields, type, circumstances);
  if (channel === 'import') yield* judgeStray(subject, fields, args, type);
}

/** Over AMQP the broker gives a name; over HTTP such a queue has no address, and an import stores it as it is (4.0.5). */
function* judgeEmptyName(subject: Subject, type: QueueType, channel: Channel): Iterable<Finding> {
  if (channel === 'http') {
    yield refused(subject, 'queue/name', "'name' is empty", 'name the queue');
  } else if (channel === 'import') {
    const message = "'name' is empty: an import stores the queue, and no client can say it";
    yield hazard(subject, 'queue/name', message, 'name the queue');
  } else if (type !== 'classic') {
    const message = `a ${type} queue can't have a name that the broker gives it`;
    yield refused(subject, 'queue/server-named', message, 'name it, or let it be a classic queue');
  }
}

/**
 * The type that the broker gives a queue: what it says, or the default of its virtual host, which is only used for
 * durable queues that are neither exclusive nor auto-delete.
 * @returns undefined when it says something that is no type
 */
export function effectiveType(
  args: Readonly<Record<string, Json>>,
  fields: Fields,
  defaultType: QueueType,
): QueueType | undefined {
  const said = field(args, 'x-queue-type');
  if (said === undefined || said === 'undefined') {
    const plain = field(fields, 'durable') !== false && field(fields, 'auto_delete') !== true;
    return plain && field(fields, 'exclusive') !== true ? defaultType : 'classic';
  }
  return said === 'classic' || said === 'quorum' || said === 'stream' ? said : undefined;
}

function* judgeArguments(
  subject: Subject,
  args: Readonly<Record<string, Json>>,
  type: QueueType,
  { version, channel }: Circumstances,
): Iterable<Finding> {
  const known = queueArguments(version);
  for (const [key, value] of Object.entries(args)) {
    if (key === 'x-queue-type') continue;
    const argument = known.get(key);
    // AMQP has a type for it, as any other wrong value.
    if (value === null && channel !== 'amqp') {
      yield refused(subject, 'queue/argument-null', `'${key}' is null`, 'leave the argument out');
    } else if (argument === undefined) {
      yield unknownArgument(subject, key, known.keys());
    } else if (argument.support[type] === 'refused') {
      const types = Object.entries(argument.support).filter(([, support]) => support !== 'refused');
      const remedy = `leave it out: only ${types.map(([other]) => other).join(' and ')} queues take it`;
      yield refused(subject, 'queue/argument-of-other-type', `a ${type} queue does not take '${key}'`, remedy);
    } else if (argument.support[type] === 'ignored') {
      if (isJudged(key, type) && !argument.value.holds(value))
        yield wrongValue(subject, key, value, argument.value.expected);
      else
        yield deprecated(
          subject,
          'queue/argument-without-effect',
          `'${key}' has no effect on a ${type} queue`,
          'leave it out',
        );
    } else if (!argument.value.holds(value)) {
      yield wrongValue(subject, key, value, argument.value.expected);
    } else {
      yield* judgeMeaning(subject, key, value, type);
    }
  }
  if (type !== 'stream' && 'x-dead-letter-routing-key' in args && field(args, 'x-dead-letter-exchange') === undefined) {
    yield refused(
      subject,
      'queue/routing-key-without-dead-letter-exchange',
      "'x-dead-letter-routing-key' is given without 'x-dead-letter-exchange' as an argument",
      "give both as arguments, or both as a policy's keys",
    );
  }
}

// Other types' arguments are looked at by no validator at all.
function isJudged(key: string, type: QueueType): boolean {
  return key !== 'x-stream-filter-size-bytes' || type === 'stream';
}

function wrongValue(subject: Subject, key: string, value: Json, expected: string): Finding {
  const remedy = typeof value === 'string' && /^-?\d+$/.test(value) ? 'write it without quotes' : 'correct it';
  return refused(subject, 'queue/argument-value', `'${key}' must be ${expected}, got ${show(value)}`, remedy);
}

function unknownArgument(subject: Subject, key: string, known: Iterable<string>): Finding {
  const meant = closest(key, known);
  const remedy = meant === undefined ? 'leave it out, if no plugin or consumer reads it' : `did you mean '${meant}'?`;
  return hazard(
    subject,
    'queue/unknown-argument',
    `'${key}' is no argument that the broker knows: it has no effect`,
    remedy,
  );
}

/** Values that the broker accepts, and that don't do what one would think. */
function* judgeMeaning(subject: Subject, key: string, value: Json, type: QueueType): Iterable<Finding> {
  // As Erlang compares terms, every number is less than a text.
  if (key === 'x-delivery-limit' && typeof value !== 'number') {
    const message = `'x-delivery-limit' is ${show(value)}, which is stored, and never reached`;
    yield hazard(subject, 'queue/delivery-limit-no-number', message, 'write an integer');
  }
  if (key === 'x-consumer-timeout' && !Number.isInteger(value)) {
    const message = `'x-consumer-timeout' is ${show(value)}, which is no number of milliseconds`;
    yield hazard(subject, 'queue/consumer-timeout-no-integer', message, 'write an integer');
  }
  if (key === 'x-overflow' && value === 'reject-publish-dlx' && type === 'quorum') {
    const message = "a quorum queue takes the overflow 'reject-publish-dlx' for 'drop-head'";
    yield hazard(subject, 'queue/overflow-of-other-type', message, "use 'reject-publish' or 'drop-head'");
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
  { version, channel }: Circumstances,
): Iterable<Finding> {
  for (const property of ['durable', 'auto_delete', 'exclusive']) {
    const value = field(fields, property);
    if (value === undefined || typeof value === 'boolean') continue;
    yield refused(subject, 'queue/property', `'${property}' must be true or false, got ${show(value)}`, 'correct it');
  }
  const transient = field(fields, 'durable') === false;
  const autoDelete = field(fields, 'auto_delete') === true;
  // An import doesn't look at it: it has no connection that could be the owner.
  const exclusive = field(fields, 'exclusive') === true && channel !== 'import';
  if (type !== 'classic' && (transient || autoDelete || exclusive)) {
    const [property, remedy] = autoDelete
      ? ['auto-delete', "set 'auto_delete' to false, and 'x-expires'"]
      : exclusive
        ? ['exclusive', "set 'exclusive' to false, or let it be a classic queue"]
        : ['transient', "set 'durable' to true"];
    const what = `a ${type} queue can't be ${property}`;
    // `add_queue` of `rabbit_definitions` drops the error that it gets.
    yield channel === 'import'
      ? hazard(subject, 'queue/silently-missing', `${what}: an import leaves it out, and says nothing`, remedy)
      : refused(subject, 'queue/property-of-type', what, remedy);
  } else if (transient && !(exclusive && channel === 'amqp')) {
    yield isAtLeast(version, '4.3')
      ? transientDenied(subject, channel)
      : deprecated(
          subject,
          'queue/transient',
          'transient queues that are not exclusive are deprecated, and denied by default from 4.3 on',
          "set 'durable' to true, with 'x-expires' if it may go",
        );
  }
}

function transientDenied(subject: Subject, channel: Channel): Finding {
  const remedy = "set 'durable' to true, with 'x-expires' if it may go";
  const what = 'transient queues that are not exclusive are denied by default';
  return channel === 'import'
    ? hazard(subject, 'queue/silently-missing', `${what}: an import leaves it out, and says nothing`, remedy)
    : refused(subject, 'queue/transient', what, remedy);
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
    const message = `'type' is ${show(said)}, which an import ignores: it will be a ${type} queue`;
    yield hazard(subject, 'queue/type-ignored', message, "say it in 'arguments' as 'x-queue-type'");
  }
  for (const key of Object.keys(fields).filter((name) => name.startsWith('x-'))) {
    yield hazard(
      subject,
      'queue/argument-ignored',
      `'${key}' stands outside of 'arguments', and is ignored`,
      "move it into 'arguments'",
    );
  }
}
