import { field } from '../definitions/entry';
import { hazard, refused, type Finding, type Subject } from '../finding';
import { isAtLeast, type ServerVersion } from '../server/server-version';
import type { Json } from '../topology/topology';
import { shovelArguments } from './shovel-arguments';
import { judgeSettings, judgeUris, showKind } from './settings';
import { anything, boolean, number, oneOf, text, type ValueRule } from '../server/value-rule';
import { isEmptyList } from '../json/is-empty-list';
import { isObject } from '../json/is-object';

/**
 * What the broker makes of a dynamic shovel: `rabbit_shovel_parameters` of the server at v4.0.5, and from 4.2 on
 * `rabbit_amqp091_shovel`, `rabbit_amqp10_shovel` and `rabbit_local_shovel`.
 */
export function* judgeShovel(subject: Subject, value: Json | undefined, version: ServerVersion): Iterable<Finding> {
  if (!isObject(value)) {
    yield refused(subject, 'shovel/value', `'value' must be an object, got ${showKind(value)}`, 'correct it');
    return;
  }
  const sourceProtocol = protocolOf(field(value, 'src-protocol'), version);
  const targetProtocol = protocolOf(field(value, 'dest-protocol'), version);
  for (const key of ['src-uri', 'dest-uri']) yield* judgeUri(subject, key, field(value, key), version);
  if (sourceProtocol !== 'amqp10') yield* judgeSource(subject, value);
  const target = ['dest-queue', 'dest-exchange'].filter((key) => field(value, key) !== undefined);
  if (targetProtocol !== 'amqp10' && target.length > 1) {
    yield refused(
      subject,
      'shovel/destination',
      "'dest-queue' and 'dest-exchange' are mutually exclusive",
      'keep one of them',
    );
  } else if (targetProtocol !== 'amqp10' && target.length === 0) {
    const message =
      "neither 'dest-queue' nor 'dest-exchange' is set: messages are published to their original exchange and key";
    yield hazard(subject, 'shovel/destination', message, 'set one of them');
  }
  for (const key of ['src-address', 'dest-address']) {
    const wanted = (key.startsWith('src') ? sourceProtocol : targetProtocol) === 'amqp10';
    if (wanted && typeof field(value, key) !== 'string') {
      yield refused(subject, 'shovel/address', `'${key}' must be a string`, 'set the address');
    }
  }
  const known = new Map(
    [
      ...protocolKeys(version),
      ...shared,
      ...sourceKeys[sourceProtocol],
      ...targetKeys[targetProtocol],
      ...argumentKeys(sourceProtocol, targetProtocol, version),
    ].flatMap(([key, rule, since]) => (since === undefined || isAtLeast(version, since) ? [[key, rule] as const] : [])),
  );
  yield* judgeSettings(subject, value, known, ['src-uri', 'dest-uri']);
}

const local = '4.2';

/** The protocol of an end; what names none is refused, and else taken for AMQP 0-9-1. */
function protocolOf(said: Json | undefined, version: ServerVersion): Protocol {
  return said === 'amqp10' || (said === 'local' && isAtLeast(version, local)) ? said : 'amqp091';
}

function protocolKeys(version: ServerVersion): Keys {
  const protocols = isAtLeast(version, local) ? ['amqp10', 'amqp091', 'local'] : ['amqp10', 'amqp091'];
  return [
    ['src-protocol', oneOf(...protocols)],
    ['dest-protocol', oneOf(...protocols)],
  ];
}

function argumentKeys(source: Protocol, target: Protocol, version: ServerVersion): Keys {
  const { queue, consumer } = shovelArguments(version);
  const ofSource: Keys =
    source === 'amqp10'
      ? [['src-consumer-args', consumer, '4.3.5']]
      : [
          ['src-queue-args', queue],
          ['src-consumer-args', consumer],
        ];
  return target === 'amqp10' ? ofSource : [...ofSource, ['dest-queue-args', queue]];
}

function* judgeUri(subject: Subject, key: string, uri: Json | undefined, version: ServerVersion): Iterable<Finding> {
  if (isEmptyList(uri)) {
    const message = `'${key}' is an empty list: the shovel never connects`;
    yield hazard(subject, 'shovel/no-uri', message, 'set the URI of the broker');
    return;
  }
  const uris = Array.isArray(uri) ? uri : [uri];
  if (uris.every((one) => typeof one === 'string')) {
    yield* judgeUris(subject, key, uris, version, 'shovel/uri');
  } else {
    yield refused(subject, 'shovel/uri', `'${key}' must be a string or a list of strings`, 'set the URI of the broker');
  }
}

function* judgeSource(subject: Subject, value: Readonly<Record<string, Json>>): Iterable<Finding> {
  const source = ['src-queue', 'src-exchange'].filter((key) => field(value, key) !== undefined);
  if (source.length !== 1) {
    const message = `exactly one of 'src-queue' and 'src-exchange' must be set, got ${source.length}`;
    yield refused(subject, 'shovel/source', message, 'keep one of them');
  }
  const deleteAfter = field(value, 'src-delete-after') ?? field(value, 'delete-after');
  if (Number.isInteger(deleteAfter) && field(value, 'ack-mode') === 'no-ack') {
    const message = "'no-ack' and a numeric 'src-delete-after' are mutually exclusive";
    yield refused(subject, 'shovel/delete-after', message, "use the ack mode 'on-confirm'");
  }
}

type Protocol = 'amqp091' | 'amqp10' | 'local';

/** A key, what its value must be, and the first server that knows it. */
type Keys = readonly (readonly [string, ValueRule, since?: string])[];

const deleteAfterRule: ValueRule = {
  expected: 'a whole number, "never" or "queue-length"',
  holds: (value) => value === 'never' || value === 'queue-length' || (Number.isInteger(value) && Number(value) >= 0),
};

const durationRule: ValueRule = {
  expected: 'a whole number of seconds of at least 1',
  holds: (value) => Number.isInteger(value) && Number(value) >= 1,
};

const numericProperties = ['delivery_mode', 'priority', 'timestamp'];

const textProperties = [
  'content_type',
  'content_encoding',
  'correlation_id',
  'reply_to',
  'expiration',
  'message_id',
  'type',
  'user_id',
  'app_id',
  'cluster_id',
];

/** Properties of AMQP 0-9-1, without headers (seen on 4.0.5 and 4.3.6). */
const propertiesRule: ValueRule = {
  expected: `an object of numbers (${numericProperties.join(', ')}) and strings (${textProperties.join(', ')})`,
  holds: (value) => isEmptyList(value) || (isObject(value) && Object.entries(value).every(isProperty)),
};

function isProperty([key, value]: readonly [string, Json]): boolean {
  return typeof value === 'number'
    ? numericProperties.includes(key)
    : typeof value === 'string' && textProperties.includes(key);
}

const shared: Keys = [
  ['reconnect-delay', number],
  ['ack-mode', oneOf('no-ack', 'on-publish', 'on-confirm')],
  ['internal', boolean, '4.2'],
  ['internal_owner', anything, '4.2'],
];

const sourceOfQueues: Keys = [
  ['src-exchange', text],
  ['src-exchange-key', text],
  ['src-queue', text],
  ['src-consumer-name', text, '4.3'],
  ['src-delete-after', deleteAfterRule],
  ['src-delete-after-duration', durationRule, '4.3.5'],
  ['src-predeclared', boolean],
];

const sourceKeys: Readonly<Record<Protocol, Keys>> = {
  amqp10: [
    ['src-address', text],
    ['src-prefetch-count', number],
    ['src-delete-after', deleteAfterRule],
    ['src-consumer-name', text, '4.3'],
    ['src-delete-after-duration', durationRule, '4.3.5'],
    ['src-predeclared', boolean, '4.3'],
  ],
  amqp091: [
    ...sourceOfQueues,
    ['prefetch-count', number],
    ['src-prefetch-count', number],
    ['delete-after', deleteAfterRule],
  ],
  local: sourceOfQueues,
};

const targetOfQueues: Keys = [
  ['dest-exchange', text],
  ['dest-exchange-key', text],
  ['dest-queue', text],
  ['dest-add-forward-headers', boolean],
  ['dest-add-timestamp-header', boolean],
  ['dest-predeclared', boolean],
];

const targetKeys: Readonly<Record<Protocol, Keys>> = {
  amqp10: [
    ['dest-address', text],
    ['dest-add-forward-headers', boolean],
    ['dest-add-timestamp-header', boolean],
    ['dest-application-properties', anything],
    ['dest-message-annotations', anything],
    ['dest-properties', anything],
    ['dest-predeclared', boolean, '4.3'],
  ],
  amqp091: [
    ...targetOfQueues,
    ['add-forward-headers', boolean],
    ['add-timestamp-header', boolean],
    ['publish-properties', propertiesRule],
    ['dest-publish-properties', propertiesRule],
  ],
  local: targetOfQueues,
};
