import { field, text, type Entry, type Fields } from '../definitions/entry';
import { breaks, deprecated, hazard, refused, show, type Finding, type Subject } from '../finding';
import { toBytes } from '../pattern/bytes';
import { isAtLeast, type ServerVersion } from '../server/server-version';
import type { Json, QueueType } from '../topology/topology';
import type { Circumstances } from './circumstances';
import { longestName, wrongArguments } from './names';
import { nullsIn } from './nulls';
import { isEmptyList } from '../json/is-empty-list';
import { isObject } from '../json/is-object';

/** What a binding's ends are, as far as they are declared. */
export interface BindingEnds {
  /** The type of the exchange at its source. */
  readonly sourceType?: string;
  /** The type of the queue at its destination. */
  readonly queueType?: QueueType;
}

/** What the broker makes of a binding, apart from whether its ends exist. */
export function* judgeBinding(
  { fields, declaredAt }: Entry,
  circumstances: Circumstances,
  ends: BindingEnds,
): Iterable<Finding> {
  const subject = bindingSubject(fields, declaredAt);
  for (const key of ['source', 'destination'] as const) {
    if (text(fields, key) === undefined) {
      yield refused(
        subject,
        'binding/end',
        `'${key}' must be a string, got ${show(field(fields, key))}`,
        'give it a name',
      );
    }
  }
  const type = field(fields, 'destination_type');
  if (type !== 'queue' && type !== 'exchange') {
    const message = `'destination_type' must be queue or exchange, got ${show(type)}`;
    yield refused(subject, 'binding/destination-type', message, 'correct it');
  }
  yield* judgeDefaultExchange(subject, fields, circumstances);
  yield* judgeKey(subject, fields, circumstances, ends.sourceType);
  const args = field(fields, 'arguments');
  if (args !== undefined && !isObject(args) && !isEmptyList(args)) {
    const fault = wrongArguments(subject, args, circumstances.declaredVia);
    yield fault;
    if (fault.kind === 'refused') return;
  }
  yield* judgeNulls(subject, isObject(args) ? args : {});
  yield* judgeForType(subject, fields, isObject(args) ? args : {}, ends, circumstances);
}

/** A binding has no name: its ends tell which it is. */
export function bindingSubject(fields: Fields, at: string): Subject {
  const [source, destination] = [text(fields, 'source') ?? '', text(fields, 'destination') ?? ''];
  const key = text(fields, 'routing_key') ?? '';
  const name = `${source} → ${destination}${key === '' ? '' : ` (${key})`}`;
  return { object: { type: 'binding', vhost: text(fields, 'vhost') ?? null, name }, at };
}

function* judgeDefaultExchange(subject: Subject, fields: Fields, { declaredVia }: Circumstances): Iterable<Finding> {
  const source = text(fields, 'source') === '';
  const destination = text(fields, 'destination') === '' && field(fields, 'destination_type') === 'exchange';
  if (!source && !destination) return;
  const message = 'the default exchange cannot be bound: it routes to every queue by name';
  // An import does not go by way of a channel, which checks it.
  yield declaredVia !== 'import'
    ? refused(subject, 'binding/default-exchange', message, 'remove the binding')
    : hazard(subject, 'binding/default-exchange', message, 'remove the binding');
}

function* judgeKey(
  subject: Subject,
  fields: Fields,
  { version, declaredVia }: Circumstances,
  sourceType: string | undefined,
): Iterable<Finding> {
  const key = field(fields, 'routing_key');
  if (typeof key === 'string') {
    const bytes = toBytes(key).length;
    if (bytes <= longestName) return;
    const message = `its routing key has ${bytes} bytes, and the AMQP 0-9-1 limit is ${longestName}`;
    yield (declaredVia === 'amqp' ? refused : hazard)(
      subject,
      'binding/routing-key-length',
      message,
      'shorten the key',
    );
  } else if (key !== undefined || declaredVia === 'import') {
    yield* judgeStrangeKey(subject, key, sourceType, isAtLeast(version, '4.2'));
  }
}

/**
 * Keys that are no strings, of which an import looks at none.
 * Seen on 4.0.5: Mnesia stores them all. A topic exchange, which splits keys into words, then fails: the import ends with
 * 400, the binding stays, its virtual host can't be deleted, and the node does not boot again. Elsewhere what has members
 * makes every export of definitions fail. Seen on 4.3.6: Khepri, the default of new nodes from 4.2 on, refuses and stores none but
 * `true`, `false`, `null` and what is missing; topic exchanges refuse those too. Local random ones, which take no key but `''`,
 * refuse everything on both.
 */
function* judgeStrangeKey(
  subject: Subject,
  key: Json | undefined,
  sourceType: string | undefined,
  inKhepri: boolean,
): Iterable<Finding> {
  const isTopic = sourceType === 'topic';
  const remedy = key === undefined ? "write '' for an empty key" : 'write it as a string';
  const rule = key === undefined ? 'binding/routing-key-missing' : 'binding/routing-key';
  const message =
    key === undefined
      ? "'routing_key' is missing: an import stores the string 'undefined'"
      : `'routing_key' must be a string, got ${show(key)}`;
  const holdsMembers = typeof key === 'object' && key !== null && Object.keys(key).length + (isObject(key) ? 1 : 0) > 0;
  if (sourceType === 'x-local-random') {
    yield refused(subject, rule, message, "write '' for an empty key");
  } else if (inKhepri) {
    const isAtom = key === undefined || key === null || typeof key === 'boolean';
    yield (isTopic || !isAtom ? refused : hazard)(subject, rule, message, remedy);
  } else if (isTopic) {
    yield breaks(
      subject,
      'binding/node-does-not-boot',
      `${message}, which a topic exchange cannot split into words: the binding is stored, and the node does not boot again`,
      remedy,
    );
    yield refused(subject, rule, message, remedy);
  } else if (holdsMembers) {
    const consequence = 'the binding is stored, and definitions can no longer be exported';
    yield breaks(subject, 'binding/not-exportable', `${message}: ${consequence}`, remedy);
  } else {
    yield hazard(subject, rule, message, remedy);
  }
}

function* judgeNulls(subject: Subject, args: Readonly<Record<string, Json>>): Iterable<Finding> {
  for (const place of Object.entries(args).flatMap(([key, value]) => nullsIn(value, key))) {
    yield refused(subject, 'binding/argument-null', `'${place}' is null`, 'remove it');
  }
}

function* judgeForType(
  subject: Subject,
  fields: Fields,
  args: Readonly<Record<string, Json>>,
  { sourceType, queueType }: BindingEnds,
  { version }: Circumstances,
): Iterable<Finding> {
  const key = text(fields, 'routing_key') ?? '';
  if (sourceType === 'headers') {
    yield* judgeHeaders(subject, args);
  } else if (sourceType === 'topic') {
    yield* judgeWildcards(subject, key, version);
  } else if (sourceType === 'x-consistent-hash') {
    const weight = /^\+?\d+$/.test(key) ? Number(key) : 0;
    const most = isAtLeast(version, '4.2.6') ? 10_000 : Infinity;
    if (weight < 1 || weight > most) {
      const message = `the key of a binding to an x-consistent-hash exchange must be a whole number of at least 1${
        most === Infinity ? '' : ` and at most ${most}`
      }, got ${show(key)}`;
      yield refused(subject, 'binding/weight', message, "set the weight of the destination, such as '1'");
    }
  } else if (sourceType === 'x-local-random') {
    if (key !== '') {
      yield refused(
        subject,
        'binding/key-not-empty',
        `a binding of an x-local-random exchange must have an empty routing key, got ${show(key)}`,
        'use an empty routing key',
      );
    }
    if (field(fields, 'destination_type') === 'exchange' || (queueType ?? 'classic') !== 'classic') {
      const message = 'an x-local-random exchange routes to classic queues only';
      yield refused(subject, 'binding/destination-of-type', message, 'bind a classic queue');
    }
  } else if (sourceType === 'x-jms-topic' && typeof args['rjms_erlang_selector'] !== 'string') {
    const message = "a binding to an x-jms-topic exchange needs the argument 'rjms_erlang_selector'";
    yield refused(subject, 'binding/selector', message, 'let the JMS client create such bindings');
  }
}

/** How many words of a topic exchange's binding may be `#`, which multiply the work of matching. */
const mostWildcards = 2;

/**
 * Words of a topic exchange's key that stand for any number of words.
 * From 4.3.5 on `validate_binding` of rabbit_exchange_type_topic counts them; tried on 4.3.6, over HTTP and at an import.
 */
function* judgeWildcards(subject: Subject, key: string, version: ServerVersion): Iterable<Finding> {
  const wildcards = key.split('.').filter((word) => word === '#').length;
  if (wildcards <= mostWildcards) return;
  const remedy = `use at most ${mostWildcards}, or several bindings`;
  const message = `its routing key ${show(key)} has ${wildcards} words '#'`;
  yield isAtLeast(version, '4.3.5')
    ? refused(subject, 'binding/wildcards', `${message}, and a topic exchange takes at most ${mostWildcards}`, remedy)
    : deprecated(
        subject,
        'binding/wildcards',
        `${message}; RabbitMQ 4.3.5 and later take at most ${mostWildcards}`,
        remedy,
      );
}

function* judgeHeaders(subject: Subject, args: Readonly<Record<string, Json>>): Iterable<Finding> {
  const match = field(args, 'x-match');
  if (
    match !== undefined &&
    match !== null &&
    !['all', 'any', 'all-with-x', 'any-with-x'].some((known) => known === match)
  ) {
    const message = `'x-match' must be all, any, all-with-x or any-with-x, got ${show(match)}`;
    yield refused(subject, 'binding/x-match', message, 'correct it');
  }
  const headers = Object.keys(args).filter((key) => key !== 'x-match');
  const compared =
    typeof match === 'string' && match.endsWith('-with-x') ? headers : headers.filter((key) => !key.startsWith('x-'));
  if (compared.length === 0) {
    const message =
      match === 'any' || match === 'any-with-x'
        ? 'it compares no header, so it never matches'
        : 'it compares no header, so it matches every message';
    yield hazard(subject, 'binding/no-header', message, 'add the headers to match');
  }
}
