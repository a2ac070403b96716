import type { Finding } from '../../../../model/finding';
import { binding, exchange, queue, foundInFile } from '../fixture';
import type { Smallest } from './smallest';

/** The smallest definitions files for what is said of bindings. */
export const smallestOfBindings: readonly Smallest[] = [
  ['refused binding/end', () => ofBinding({ source: 5 })],
  ['refused binding/destination-type', () => ofBinding({ destination_type: 'topic' })],
  ['hazard binding/default-exchange', () => ofBinding({ source: '' })],
  ['hazard binding/routing-key-length', () => ofBinding({ routing_key: 'k'.repeat(256) })],
  ['hazard binding/routing-key', () => ofBinding({ routing_key: 5 })],
  ['hazard binding/routing-key-missing', () => ofBinding({ routing_key: undefined })],
  ['breaks binding/node-does-not-boot', () => ofBinding({ routing_key: 5 }, 'topic')],
  ['breaks binding/not-exportable', () => ofBinding({ routing_key: [1] })],
  ['refused binding/arguments', () => ofBinding({ arguments: 5 })],
  ['refused binding/argument-null', () => ofBinding({ arguments: { a: null } })],
  ['refused binding/wildcards', () => ofBinding({ routing_key: '#.#.#' }, 'topic', '4.3.5')],
  ['refused binding/weight', () => ofBinding({ routing_key: 'heavy' }, 'x-consistent-hash')],
  ['refused binding/key-not-empty', () => ofBinding({ routing_key: 'k' }, 'x-local-random')],
  [
    'refused binding/destination-of-type',
    () => ofBinding({ destination: 'e', destination_type: 'exchange' }, 'x-local-random'),
  ],
  ['refused binding/selector', () => ofBinding({}, 'x-jms-topic')],
  ['refused binding/x-match', () => ofBinding({ arguments: { 'x-match': 'most' } }, 'headers')],
  ['hazard binding/no-header', () => ofBinding({}, 'headers')],
  ['refused binding/end-missing', () => ofBinding({ destination: 'other' })],
  [
    'refused binding/end-left-out',
    () => {
      const leftOut = queue({ 'x-queue-type': 'quorum' }, { durable: false });
      return foundInFile({ queues: [leftOut], bindings: [binding('amq.direct', 'q')] });
    },
  ],
  ['hazard binding/plugin-exchange', () => ofBinding({ source: 'amq.rabbitmq.event' })],
];

/** What is said of a file with a binding of an exchange to a queue that are both there. */
function ofBinding(fields: object, type?: string, version?: string): readonly Finding[] {
  const bindings = [{ ...binding('e', 'q'), ...fields }];
  return foundInFile({ exchanges: [exchange('e', type)], queues: [queue({})], bindings }, version);
}
