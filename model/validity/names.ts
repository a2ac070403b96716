import { breaks, hazard, refused, show, type Finding, type Subject } from '../finding';
import { toBytes } from '../pattern/bytes';
import { isAtLeast } from '../server/server-version';
import type { Json } from '../topology/topology';
import type { DeclaredVia, Circumstances } from './circumstances';

/** A name or routing key of AMQP 0-9-1 is a short string: this many bytes at most. */
export const longestName = 255;

/**
 * What the broker makes of the name of a queue or an exchange.
 * Seen on 4.0.5: over HTTP a queue's name is measured and an exchange's isn't; an import measures neither; AMQP can't say it.
 */
export function* judgeName(
  subject: Subject,
  name: Json | undefined,
  { declaredVia, version }: Circumstances,
): Iterable<Finding> {
  const { type } = subject.object;
  if (typeof name !== 'string') {
    const message = `'name' must be a string, got ${show(name)}`;
    if (
      type === 'exchange' &&
      declaredVia === 'import' &&
      (name === undefined || name === null || typeof name === 'boolean')
    ) {
      // Seen on 4.0.5 and 4.3.6, to which these are atoms.
      yield hazard(
        subject,
        'exchange/name',
        `${message}: no client can say the one that is stored`,
        'name the exchange',
      );
      return;
    }
    yield refused(subject, `${type}/name`, message, `name the ${type}`);
    if (type === 'queue' && declaredVia === 'import' && !isAtLeast(version, '4.2')) {
      // Seen on 4.0.5: deleting the virtual host does not help, which does not start under that name any more.
      const consequence =
        'Mnesia stores the queue, and its virtual host does not start after the next boot of the node';
      yield breaks(subject, 'queue/vhost-does-not-start', `${message}: ${consequence}`, 'name the queue');
    }
    return;
  }
  const bytes = toBytes(name).length;
  if (bytes > longestName) {
    const say = declaredVia === 'amqp' || (declaredVia === 'http' && type === 'queue') ? refused : hazard;
    const message = `its name has ${bytes} bytes, and the AMQP 0-9-1 limit is ${longestName}`;
    yield say(subject, `${type}/name-length`, message, 'shorten the name');
  }
  if (/[\r\n]/.test(name)) {
    yield hazard(subject, `${type}/name-line-break`, 'the broker strips line breaks from names', 'take them out');
  }
  if (name.startsWith('amq.') && (declaredVia === 'import' || !isBuiltIn(type, name)))
    yield reserved(subject, declaredVia);
}

/** Exchanges that every virtual host has; declaring one again as it is does nothing. */
export const builtInExchanges: ReadonlyMap<string, string> = new Map([
  ['', 'direct'],
  ['amq.direct', 'direct'],
  ['amq.fanout', 'fanout'],
  ['amq.topic', 'topic'],
  ['amq.headers', 'headers'],
  ['amq.match', 'headers'],
  ['amq.rabbitmq.trace', 'topic'],
]);

function isBuiltIn(type: string, name: string): boolean {
  return type === 'exchange' && builtInExchanges.has(name);
}

function reserved(subject: Subject, declaredVia: DeclaredVia): Finding {
  const { type } = subject.object;
  return declaredVia === 'import'
    ? hazard(subject, `${type}/reserved-name`, "an import silently skips names that start with 'amq.'", 'rename it')
    : refused(subject, `${type}/reserved-name`, "names that start with 'amq.' are the broker's own", 'rename it');
}

/**
 * Arguments that are no object. Of a list an import takes nothing, and says nothing; no more does the HTTP API, but for queues
 * (4.0.5 and 4.3.6).
 */
export function wrongArguments(subject: Subject, args: Json, declaredVia: DeclaredVia): Finding {
  const message = `'arguments' must be an object, got ${show(args)}`;
  const rule = `${subject.object.type}/arguments`;
  // To the key of a binding, the broker sorts a list of more than one.
  const isPassedOver = Array.isArray(args) && (subject.object.type !== 'binding' || args.length <= 1);
  return declaredVia !== 'amqp' && isPassedOver
    ? hazard(subject, rule, `${message}: the broker ignores it`, 'write {} for none')
    : refused(subject, rule, message, 'write {} for none');
}

/** Whether a value is the number of a character, which Erlang takes for a letter. */
export function isCodePoint(value: Json): boolean {
  const isSurrogate = typeof value === 'number' && value >= 0xd800 && value <= 0xdfff;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0x10ffff && !isSurrogate;
}
