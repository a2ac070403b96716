import { queueArgument } from '../server/queue-setting';
import type { ServerVersion } from '../server/server-version';
import { integer, maxAge, notNegative, type ValueRule } from '../server/value-rule';
import type { Json } from '../topology/topology';
import { isEmptyList } from '../json/is-empty-list';
import { isObject } from '../json/is-object';
import { nullsIn } from './nulls';

/** Arguments of queues and consumers in a shovel; Erlang takes an empty list for an empty object (4.0.5 and 4.3.6). */
interface ArgumentRules {
  readonly queue: ValueRule;
  readonly consumer: ValueRule;
}

/**
 * What a server takes for arguments in a shovel, of which both were seen live: 4.0 the arguments that it knows with any value,
 * 4.3 any argument, with those that it knows held to their values. Which release between them took the rest is not known, so
 * that nothing but null is refused there.
 */
export function shovelArguments(version: ServerVersion): ArgumentRules {
  const { major, minor } = version;
  if (major === 4 && minor === 0) return knownNames;
  return major === 4 && minor < 3 ? withoutNull : knownValues(version);
}

const knownNames: ArgumentRules = {
  // `rabbit_amqqueue:declare_args/0` and `consume_args/0` of 4.0.5, but for `x-max-age` and `x-dead-letter-routing-key`, of
  // which the server fails (500).
  queue: namesOf(
    ...['x-expires', 'x-message-ttl', 'x-dead-letter-exchange', 'x-dead-letter-strategy'],
    ...['x-max-length', 'x-max-length-bytes', 'x-max-in-memory-length', 'x-max-in-memory-bytes', 'x-max-priority'],
    ...['x-overflow', 'x-queue-mode', 'x-queue-version', 'x-single-active-consumer', 'x-queue-type'],
    ...['x-quorum-initial-group-size', 'x-stream-max-segment-size-bytes', 'x-stream-filter-size-bytes'],
    ...['x-initial-cluster-size', 'x-queue-leader-locator'],
  ),
  consumer: namesOf('x-priority', 'x-stream-offset'),
};

const withoutNull: ArgumentRules = { queue: holding(() => true), consumer: holding(() => true) };

function knownValues(version: ServerVersion): ArgumentRules {
  return {
    queue: holding((key, value, all) => {
      if (key === 'x-queue-type') return queueTypes.some((type) => type === value);
      if (sizes.includes(key)) return Number.isInteger(value) && notNegative.holds(value);
      if (key === 'x-dead-letter-routing-key' && all['x-dead-letter-exchange'] === undefined) return false;
      return queueArgument(key, version)?.value.holds(value) ?? true;
    }),
    consumer: holding((key, value) => consumerArguments[key]?.(value) ?? true),
  };
}

const queueTypes = ['classic', 'quorum', 'stream'];

/** Sizes whose upper limit is not looked at here. */
const sizes = ['x-stream-max-segment-size-bytes', 'x-stream-filter-size-bytes'];

const consumerArguments: Readonly<Record<string, (value: Json) => boolean>> = {
  'x-priority': (value) => integer().holds(value),
  'x-consumer-timeout': (value) => Number.isInteger(value) && notNegative.holds(value),
  'x-stream-offset': (value) =>
    typeof value !== 'string' || ['first', 'last', 'next'].includes(value) || maxAge.holds(value),
};

function namesOf(...known: readonly string[]): ValueRule {
  return {
    expected: `an object without arguments other than ${known.join(', ')}`,
    holds: (value) => isEmptyList(value) || (isObject(value) && Object.keys(value).every((key) => known.includes(key))),
  };
}

function holding(holds: (key: string, value: Json, all: Readonly<Record<string, Json>>) => boolean): ValueRule {
  return {
    expected: 'an object of arguments with valid values, none of them null',
    holds: (value) =>
      isEmptyList(value) ||
      (isObject(value) &&
        Object.entries(value).every(([key, one]) => nullsIn(one, key).length === 0 && holds(key, one, value))),
  };
}
