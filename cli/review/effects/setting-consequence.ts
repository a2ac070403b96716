import type { Load } from '../../broker/live-broker';
import type { Difference } from '../differences';
import type { Effect } from '../finding';
import { ownValue } from '../../../model/own-value';

/** What governs a queue or exchange, by the keys of policies. */
export type Settings = Readonly<Record<string, unknown>>;

/** What a changed setting does with messages that are there, or that come. */
export interface Consequence {
  readonly effect: Extract<Effect, 'data' | 'online'>;
  /** A clause; absent when the setting says it all. */
  readonly says?: string;
}

/**
 * What it does to a queue or exchange that one of its settings changes.
 * @param settings - all that govern it afterwards
 * @param now - what it holds; what is not known counts as more than any limit
 * @see https://www.rabbitmq.com/docs/maxlength
 * @see https://www.rabbitmq.com/docs/ttl
 */
export function consequenceOf(difference: Difference, settings: Settings, now?: Load): Consequence {
  const { key, before, after } = difference;
  const reads = ownValue(consequences, key);
  return reads?.({ before, after, settings, now }) ?? { effect: 'online' };
}

interface Changing {
  readonly before: unknown;
  readonly after: unknown;
  readonly settings: Settings;
  readonly now?: Load;
}

const consequences: Readonly<Record<string, (change: Changing) => Consequence | undefined>> = {
  'max-length': (change) => fuller(change, change.now?.messages),
  'max-length-bytes': (change) => fuller(change, change.now?.bytes),
  'message-ttl': (change) =>
    change.now?.messages === 0
      ? ifLower(change, 'messages expire sooner; it is empty', 'online')
      : ifLower(change, `messages expire sooner, and ${whereTo(change)}`),
  expires: (change) => ifLower(change, 'an unused queue is deleted with its messages'),
  'max-age': ({ after }) =>
    after === undefined
      ? undefined
      : { effect: 'data', says: 'segments that are older are deleted, if that is sooner than before' },
  'dead-letter-exchange': ({ before, after }) =>
    before !== undefined && after === undefined
      ? { effect: 'data', says: 'what is rejected or expires is dropped from now on' }
      : undefined,
  overflow: ({ before, after, settings }) => {
    const limited = 'max-length' in settings || 'max-length-bytes' in settings;
    const refused = before === 'reject-publish' || before === 'reject-publish-dlx';
    return refused && limited && (after === undefined || after === 'drop-head')
      ? { effect: 'data', says: 'the oldest messages make room, where new ones were refused before' }
      : undefined;
  },
  'delivery-limit': ({ before, after }) => {
    const sooner = Number(after ?? defaultDeliveryLimit) < Number(before ?? defaultDeliveryLimit);
    return sooner ? { effect: 'online', says: 'a message is given up after fewer attempts' } : undefined;
  },
  'alternate-exchange': ({ after }) =>
    after === undefined ? { effect: 'data', says: 'unroutable messages are dropped from now on' } : undefined,
};

/** Of quorum queues since RabbitMQ 4.0. */
const defaultDeliveryLimit = 20;

/** @param held - how much of what is limited is there */
function fuller(change: Changing, held: number | undefined): Consequence | undefined {
  const { overflow } = change.settings;
  if (overflow === 'reject-publish' || overflow === 'reject-publish-dlx') {
    return lower(change) ? { effect: 'online', says: 'publishers are refused sooner; what is there stays' } : undefined;
  }
  if (held !== undefined && held <= Number(change.after)) return ifLower(change, 'more than it holds now', 'online');
  return ifLower(change, `the oldest messages beyond it go, and ${whereTo(change)}`);
}

function whereTo({ settings }: Changing): string {
  const exchange = settings['dead-letter-exchange'];
  return exchange === undefined ? 'nothing keeps them' : `exchange '${String(exchange)}' gets them`;
}

function ifLower(change: Changing, says: string, effect: Consequence['effect'] = 'data'): Consequence | undefined {
  return lower(change) ? { effect, says } : undefined;
}

function lower({ before, after }: Changing): boolean {
  if (after === undefined) return false;
  return before === undefined || Number(after) < Number(before);
}
