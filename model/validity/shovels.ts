import { field, isTable } from '../definitions/entry';
import { hazard, refused, show, type Finding, type Subject } from '../finding';
import type { Json } from '../topology/topology';
import { isAmqpUri, judgeSettings } from './settings';
import { anything, boolean, number, oneOf, text, type ValueRule } from '../server/value-rule';

/** What the broker makes of a dynamic shovel: `rabbit_shovel_parameters` of the server, at v4.0.5. */
export function* judgeShovel(subject: Subject, value: Json | undefined): Iterable<Finding> {
  if (!isTable(value)) {
    yield refused(subject, 'shovel/value', `'value' must be an object, got ${show(value)}`, 'correct it');
    return;
  }
  const sourceProtocol = field(value, 'src-protocol') === 'amqp10' ? 'amqp10' : 'amqp091';
  const targetProtocol = field(value, 'dest-protocol') === 'amqp10' ? 'amqp10' : 'amqp091';
  for (const key of ['src-uri', 'dest-uri']) yield* judgeUri(subject, key, field(value, key));
  if (sourceProtocol === 'amqp091') yield* judgeSource(subject, value);
  const target = ['dest-queue', 'dest-exchange'].filter((key) => field(value, key) !== undefined);
  if (targetProtocol === 'amqp091' && target.length > 1) {
    yield refused(subject, 'shovel/destination', "'dest-queue' and 'dest-exchange' exclude each other", 'choose one');
  } else if (targetProtocol === 'amqp091' && target.length === 0) {
    const message = "it has neither 'dest-queue' nor 'dest-exchange': messages keep their exchange and key";
    yield hazard(subject, 'shovel/destination', message, 'say where messages go');
  }
  for (const key of ['src-address', 'dest-address']) {
    const wanted = (key.startsWith('src') ? sourceProtocol : targetProtocol) === 'amqp10';
    if (wanted && typeof field(value, key) !== 'string') {
      yield refused(subject, 'shovel/address', `'${key}' must be text`, 'say the address');
    }
  }
  const known = new Map([...shared, ...sourceKeys[sourceProtocol], ...targetKeys[targetProtocol]]);
  yield* judgeSettings(subject, value, known, ['src-uri', 'dest-uri']);
}

function* judgeUri(subject: Subject, key: string, uri: Json | undefined): Iterable<Finding> {
  const uris = Array.isArray(uri) ? uri : [uri];
  if (uris.every((one) => typeof one === 'string')) {
    if (uris.every((one) => isAmqpUri(one))) return;
    yield refused(subject, 'shovel/uri', `'${key}' must start with amqp:// or amqps://`, 'correct it');
  } else {
    yield refused(subject, 'shovel/uri', `'${key}' must be text, or a list of it`, 'say where the broker is');
  }
}

function* judgeSource(subject: Subject, value: Readonly<Record<string, Json>>): Iterable<Finding> {
  const source = ['src-queue', 'src-exchange'].filter((key) => field(value, key) !== undefined);
  if (source.length !== 1) {
    const message = `exactly one of 'src-queue' and 'src-exchange' must be given, got ${source.length}`;
    yield refused(subject, 'shovel/source', message, 'choose one');
  }
  const deleteAfter = field(value, 'src-delete-after') ?? field(value, 'delete-after');
  if (Number.isInteger(deleteAfter) && field(value, 'ack-mode') === 'no-ack') {
    const message = "'no-ack' and a number of messages to delete after exclude each other";
    yield refused(subject, 'shovel/delete-after', message, "use the ack mode 'on-confirm'");
  }
}

type Keys = readonly (readonly [string, ValueRule])[];

const protocol = oneOf('amqp10', 'amqp091');

const deleteAfterRule: ValueRule = {
  expected: 'a whole number, "never" or "queue-length"',
  holds: (value) => value === 'never' || value === 'queue-length' || (Number.isInteger(value) && Number(value) >= 0),
};

const shared: Keys = [
  ['reconnect-delay', number],
  ['ack-mode', oneOf('no-ack', 'on-publish', 'on-confirm')],
  ['src-protocol', protocol],
  ['dest-protocol', protocol],
];

const sourceKeys: Readonly<Record<'amqp10' | 'amqp091', Keys>> = {
  amqp10: [
    ['src-address', text],
    ['src-prefetch-count', number],
    ['src-delete-after', deleteAfterRule],
  ],
  amqp091: [
    ['src-exchange', text],
    ['src-exchange-key', text],
    ['src-queue', text],
    ['src-queue-args', anything],
    ['src-consumer-args', anything],
    ['prefetch-count', number],
    ['src-prefetch-count', number],
    ['delete-after', deleteAfterRule],
    ['src-delete-after', deleteAfterRule],
    ['src-predeclared', boolean],
  ],
};

const targetKeys: Readonly<Record<'amqp10' | 'amqp091', Keys>> = {
  amqp10: [
    ['dest-address', text],
    ['dest-add-forward-headers', boolean],
    ['dest-add-timestamp-header', boolean],
    ['dest-application-properties', anything],
    ['dest-message-annotations', anything],
    ['dest-properties', anything],
  ],
  amqp091: [
    ['dest-exchange', text],
    ['dest-exchange-key', text],
    ['dest-queue', text],
    ['dest-queue-args', anything],
    ['add-forward-headers', boolean],
    ['add-timestamp-header', boolean],
    ['dest-add-forward-headers', boolean],
    ['dest-add-timestamp-header', boolean],
    ['publish-properties', anything],
    ['dest-publish-properties', anything],
    ['dest-predeclared', boolean],
  ],
};
