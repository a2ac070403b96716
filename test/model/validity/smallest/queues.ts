import type { Finding } from '../../../../model/finding';
import type { Topology } from '../../../../model/topology/topology';
import { binding, exchange, queue, foundOf, foundInFile, foundOnNodes, foundOverAmqp } from '../fixture';
import type { Smallest } from './smallest';

/** The smallest inputs for what is said of queues. */
export const smallestOfQueues: readonly Smallest[] = [
  ['refused queue/name', () => ofQueue({ name: 5 })],
  ['breaks queue/vhost-does-not-start', () => ofQueue({ name: 5 })],
  ['hazard queue/name-length', () => ofQueue({ name: 'n'.repeat(256) })],
  ['hazard queue/name-line-break', () => ofQueue({ name: 'a\nb' })],
  ['hazard queue/reserved-name', () => ofQueue({ name: 'amq.mine' })],
  ['refused queue/server-named', () => foundOverAmqp({ queues: [queue({ 'x-queue-type': 'stream' }, { name: '' })] })],
  ['refused queue/type', () => ofArguments({ 'x-queue-type': 'Quorum' })],
  ['hazard queue/type-ignored', () => ofQueue({ type: 'quorum' })],
  ['refused queue/property', () => ofQueue({ durable: 'yes' })],
  [
    'refused queue/property-of-type',
    () => foundOf({ queues: [queue({ 'x-queue-type': 'quorum' }, { durable: false })] }),
  ],
  ['hazard queue/silently-missing', () => ofQueue({ arguments: { 'x-queue-type': 'quorum' }, durable: false })],
  ['deprecated queue/transient', () => ofQueue({ durable: false })],
  [
    'hazard queue/transient-bound',
    () => foundInFile({ queues: [queue({}, { durable: false })], bindings: [binding('amq.direct', 'q')] }),
  ],
  ['refused queue/arguments', () => ofQueue({ arguments: 5 })],
  ['hazard queue/argument-ignored', () => ofQueue({ 'x-expires': 5 })],
  ['refused queue/argument-null', () => ofArguments({ 'x-expires': null })],
  ['hazard queue/unknown-argument', () => ofArguments({ 'x-expire': 5 })],
  ['refused queue/argument-value', () => ofArguments({ 'x-expires': '5' })],
  ['refused queue/argument-of-other-type', () => ofArguments({ 'x-delivery-limit': 5 })],
  ['refused queue/argument-denied', () => foundOf({ queues: [queue(located)] }, '4.3')],
  ['deprecated queue/argument-without-effect', () => ofArguments({ 'x-queue-mode': 'lazy' })],
  ['hazard queue/argument-not-validated', () => ofArguments({ 'x-consumer-timeout': 'x' })],
  ['hazard queue/many-priorities', () => ofArguments({ 'x-max-priority': 11 })],
  ['deprecated queue/master-locator', () => ofArguments(located)],
  ['refused queue/routing-key-without-dead-letter-exchange', () => ofArguments({ 'x-dead-letter-routing-key': 'k' })],
  ['hazard queue/routing-key-alone', () => foundOf({ queues: [queue({})], policies: [routingKeyAlone] })],
  [
    'hazard queue/overflow-of-other-type',
    () => ofArguments({ 'x-queue-type': 'quorum', 'x-overflow': 'reject-publish-dlx' }),
  ],
  ['hazard queue/delivery-limit-grows-log', () => ofArguments({ 'x-queue-type': 'quorum', 'x-delivery-limit': -1 })],
  ['hazard queue/dead-letter-exchange-missing', () => ofArguments({ 'x-dead-letter-exchange': 'other' })],
  ['hazard queue/dead-letter-queue-missing', () => ofArguments(deadLettersTo('', 'other'))],
  [
    'hazard queue/dead-letter-unroutable',
    () => {
      const bindings = [binding('e', 'q', 'other')];
      return foundOf({ queues: [queue(deadLettersTo('e', 'k'))], exchanges: [exchange('e')], bindings });
    },
  ],
  ['hazard queue/dead-letter-cycle', () => ofArguments({ 'x-message-ttl': 5, ...deadLettersTo('', 'q') })],
  ['hazard queue/at-least-once-exchange', () => ofArguments(atLeastOnce)],
  [
    'hazard queue/at-least-once-overflow',
    () => ofArguments({ ...atLeastOnce, 'x-dead-letter-exchange': 'amq.fanout' }),
  ],
  [
    'hazard queue/group-larger-than-cluster',
    () => foundOnNodes(1, { queues: [queue({ 'x-queue-type': 'quorum', 'x-quorum-initial-group-size': 3 })] }),
  ],
  ['hazard queue/unreachable', () => foundInFile({ queues: [queue({})], permissions: [mayConsume] })],
  ['hazard queue/declared-twice', () => foundInFile({ queues: [queue({}), queue({})] })],
];

const located = { 'x-queue-master-locator': 'client-local' };

const atLeastOnce = { 'x-queue-type': 'quorum', 'x-dead-letter-strategy': 'at-least-once' };

const mayConsume = { user: 'u', vhost: '/', configure: '', write: '', read: '^q$' };

const routingKeyAlone: Topology['policies'][number] = {
  ...{ name: 'p', vhost: '/', pattern: '^q$', 'apply-to': 'queues', priority: 0 },
  definition: { 'dead-letter-routing-key': 'k' },
};

function deadLettersTo(exchangeName: string, key: string) {
  return { 'x-dead-letter-exchange': exchangeName, 'x-dead-letter-routing-key': key };
}

function ofArguments(args: object): readonly Finding[] {
  return ofQueue({ arguments: args });
}

function ofQueue(fields: object): readonly Finding[] {
  return foundInFile({ queues: [{ ...queue({}), ...fields }] });
}
