import { field, text, type Entry, type Fields } from '../definitions/entry';
import { breaks, hazard, refused, show, type Finding, type Subject } from '../finding';
import { isAtLeast } from '../server/server-version';
import type { Json } from '../topology/topology';
import type { DeclaredVia, Circumstances } from './circumstances';
import { closest } from './closest';
import { builtInExchanges, judgeName, wrongArguments } from './names';
import { iodataBytes } from './iodata';
import { nullsIn } from './nulls';
import { isEmptyList } from '../json/is-empty-list';
import { isObject } from '../json/is-object';

/** Types that a broker has without plugins. */
const coreTypes = ['direct', 'fanout', 'topic', 'headers', 'x-local-random'] as const;

/** Types that came with plugins once, with the first server that has them without. */
const coreSince: ReadonlyMap<string, string> = new Map([['x-modulus-hash', '4.3']]);

/** Types that come with plugins of the RabbitMQ distribution, and with those of others. */
export const pluginTypes: ReadonlyMap<string, string> = new Map([
  ['x-consistent-hash', 'rabbitmq_consistent_hash_exchange'],
  ['x-random', 'rabbitmq_random_exchange'],
  ['x-recent-history', 'rabbitmq_recent_history_exchange'],
  ['x-jms-topic', 'rabbitmq_jms_topic_exchange'],
  ['x-modulus-hash', 'rabbitmq_sharding'],
  ['x-federation-upstream', 'rabbitmq_federation'],
  ['x-delayed-message', 'rabbitmq_delayed_message_exchange'],
  ['x-message-deduplication', 'rabbitmq_message_deduplication'],
  ['x-lvc', 'rabbitmq_lvc_exchange'],
]);

/** What the broker makes of an exchange's declaration. */
export function* judgeExchange({ fields, declaredAt }: Entry, circumstances: Circumstances): Iterable<Finding> {
  const { declaredVia } = circumstances;
  const name = field(fields, 'name');
  const subject: Subject = {
    object: { type: 'exchange', vhost: text(fields, 'vhost') ?? null, name: typeof name === 'string' ? name : '' },
    at: declaredAt,
  };
  yield* judgeName(subject, name, circumstances);
  const builtIn = typeof name === 'string' && (name === '' || name.startsWith('amq.'));
  if (builtIn && declaredVia === 'import') return;
  if (name === '') {
    yield refused(
      subject,
      'exchange/default',
      'the default exchange cannot be declared',
      'remove it: it always exists',
    );
    return;
  }
  yield* judgeType(subject, field(fields, 'type'), field(fields, 'arguments'), circumstances);
  for (const property of ['durable', 'auto_delete', 'internal'] as const) {
    const value = field(fields, property);
    if (typeof value !== 'boolean') yield* judgeProperty(subject, property, fields, circumstances);
  }
  const args = field(fields, 'arguments');
  if (args !== undefined && !isObject(args) && !isEmptyList(args)) {
    yield wrongArguments(subject, args, declaredVia);
  }
  yield* judgeArguments(subject, isObject(args) ? args : {}, field(fields, 'type'), circumstances);
}

/**
 * Properties that are not true or false. An import does not look at them (4.0.5 and 4.3.6): Mnesia alone refuses a strange
 * `durable`; `internal` is taken for false; with a strange `auto_delete`, and one that is missing before 4.2.2, bindings of the
 * exchange can't be removed, and so neither its queues nor its virtual host.
 */
function* judgeProperty(
  subject: Subject,
  property: 'durable' | 'auto_delete' | 'internal',
  fields: Fields,
  { declaredVia, version }: Circumstances,
): Iterable<Finding> {
  const value = field(fields, property);
  const inKhepri = isAtLeast(version, '4.2');
  const isStored = inKhepri || typeof field(fields, 'durable') === 'boolean';
  const isMissing = value === undefined;
  if (isMissing && (declaredVia !== 'import' || property === 'internal' || isAtLeast(version, '4.2.2'))) return;
  const rule = isMissing ? 'exchange/property-missing' : 'exchange/property';
  const remedy = isMissing ? `write '${property}'` : 'correct it';
  const message = isMissing
    ? `'${property}' is missing; before 4.2.2 an import has no default for it`
    : `'${property}' must be true or false, got ${show(value)}`;
  if (declaredVia !== 'import' || (property !== 'internal' && !isStored)) {
    yield refused(subject, rule, message, remedy);
  } else if (property === 'auto_delete') {
    const consequence = 'the queues bound to the exchange, and its virtual host, can no longer be deleted';
    yield breaks(subject, rule, `${message}: ${consequence}`, remedy);
  } else {
    yield hazard(subject, rule, `${message}: an import does not check it`, remedy);
  }
}

function* judgeType(
  subject: Subject,
  given: Json | undefined,
  args: Json | undefined,
  { declaredVia, plugins, version }: Circumstances,
): Iterable<Finding> {
  // Erlang takes a list of strings for their concatenation, but not over AMQP.
  const type = declaredVia === 'amqp' ? given : (iodataBytes(given)?.toString('utf8') ?? given);
  const builtIn = builtInExchanges.get(subject.object.name);
  if (
    subject.object.name !== '' &&
    builtIn !== undefined &&
    (type !== builtIn || (isObject(args) && 'alternate-exchange' in args))
  ) {
    const message = `the broker has it already, as a ${builtIn} exchange without an alternate exchange`;
    yield refused(subject, 'exchange/built-in', message, 'remove it, and set the alternate exchange in a policy');
    return;
  }
  if (type === undefined && declaredVia === 'http') return;
  if (typeof type !== 'string') {
    yield refused(
      subject,
      'exchange/type',
      `'type' must be a string, got ${show(type)}`,
      "write 'direct', 'fanout', 'topic' or 'headers'",
    );
    return;
  }
  const since = coreSince.get(type);
  if (coreTypes.some((core) => core === type) || (since !== undefined && isAtLeast(version, since))) return;
  const plugin = pluginTypes.get(type);
  if (plugin !== undefined) {
    if (plugins?.includes(plugin) === true) return;
    const message = `exchanges of type '${type}' need the plugin ${plugin}`;
    // A file with a type that newer servers have of themselves need not come from a broker with the plugin.
    yield plugins === undefined && since === undefined
      ? hazard(subject, 'exchange/plugin-type', message, 'check that it is enabled on the broker')
      : refused(
          subject,
          'exchange/plugin-type',
          `${message}${plugins === undefined ? '' : ', which is not enabled on the broker'}`,
          'enable the plugin',
        );
    return;
  }
  const meant = closest(type, [...coreTypes, ...pluginTypes.keys()]);
  const remedy = meant === undefined ? 'use an exchange type that the broker supports' : `did you mean '${meant}'?`;
  yield refused(
    subject,
    'exchange/type',
    `'${type}' is not an exchange type of the broker or of a known plugin`,
    remedy,
  );
}

function* judgeArguments(
  subject: Subject,
  args: Readonly<Record<string, Json>>,
  type: Json | undefined,
  { declaredVia }: Circumstances,
): Iterable<Finding> {
  for (const [key, value] of Object.entries(args)) {
    // AMQP has a type for it, and no argument that isn't known is looked at.
    for (const place of declaredVia === 'amqp' ? [] : nullsIn(value, key)) {
      yield refused(subject, 'exchange/argument-null', `'${place}' is null`, 'remove it');
    }
  }
  const alternate = field(args, 'alternate-exchange');
  if (alternate !== undefined && (alternate !== null || declaredVia === 'amqp') && typeof alternate !== 'string') {
    const message = `'alternate-exchange' must be a string, got ${show(alternate)}`;
    // An import does not go by way of a channel, which checks it.
    yield declaredVia !== 'import'
      ? refused(subject, 'exchange/argument-value', message, 'correct it')
      : hazard(subject, 'exchange/argument-value', `${message}: an import does not check it`, 'correct it');
  }
  if (type === 'x-consistent-hash') yield* judgeConsistentHash(subject, args, declaredVia);
  const length = field(args, 'x-recent-history-length');
  if (type === 'x-recent-history' && length !== undefined && !(Number.isInteger(length) && Number(length) > 0)) {
    const message = `'x-recent-history-length' must be an integer of at least 1, got ${show(length)}`;
    yield refused(subject, 'exchange/argument-value', message, 'correct it');
  }
  const delayed = field(args, 'x-delayed-type');
  if (type === 'x-delayed-message' && (typeof delayed !== 'string' || delayed === 'x-delayed-message')) {
    const message = `'x-delayed-type' must be the type of an exchange, got ${show(delayed)}`;
    yield refused(subject, 'exchange/argument-value', message, "write 'direct', 'fanout', 'topic' or 'headers'");
  }
}

function* judgeConsistentHash(
  subject: Subject,
  args: Readonly<Record<string, Json>>,
  declaredVia: DeclaredVia,
): Iterable<Finding> {
  const header = field(args, 'hash-header');
  const property = field(args, 'hash-property');
  // That null is none is said already, but over AMQP.
  if (header !== undefined && (header !== null || declaredVia === 'amqp') && typeof header !== 'string') {
    const message = `'hash-header' must be a string, got ${show(header)}`;
    yield refused(subject, 'exchange/argument-value', message, 'name the header');
  }
  if (header !== undefined && property !== undefined) {
    yield refused(
      subject,
      'exchange/argument-value',
      "'hash-header' and 'hash-property' are mutually exclusive",
      'keep one of them',
    );
  }
  if (property !== undefined && !['correlation_id', 'message_id', 'timestamp'].some((known) => known === property)) {
    const message = `'hash-property' must be correlation_id, message_id or timestamp, got ${show(property)}`;
    yield refused(subject, 'exchange/argument-value', message, 'use underscores');
  }
}
