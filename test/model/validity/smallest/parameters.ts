import type { Finding } from '../../../../model/finding';
import { queue, foundInFile } from '../fixture';
import type { Smallest } from './smallest';

/** The smallest definitions files for what is said of runtime parameters, shovels among them. */
export const smallestOfParameters: readonly Smallest[] = [
  ['hazard global-parameter/name', () => foundInFile({ global_parameters: [{ value: 'v' }] })],
  [
    'breaks global-parameter/cluster-name',
    () => foundInFile({ global_parameters: [{ name: 'cluster_name', value: 5 }] }),
  ],
  ['refused parameter/component', () => ofParameter({ component: 'other' })],
  ['refused parameter/policy', () => ofParameter({ component: 'policy' })],
  ['refused parameter/name', () => ofParameter({ name: 5 })],
  ['breaks parameter/name-breaks-vhost', () => ofParameter({ component: 'shovel', name: undefined })],
  ['refused parameter/value', () => ofParameter({ value: 5 })],
  ['refused parameter/upstream', () => ofParameter({ value: {} })],
  ['hazard parameter/no-uri', () => ofParameter({ value: { uri: [[]] } })],
  ['breaks parameter/upstream-breaks-node', () => ofFederatedExchange()],
  ['refused parameter/upstream-without-uri', () => ofFederatedExchange()],
  ['refused parameter/uri', () => ofParameter({ value: { uri: 'http://h' } })],
  ['refused parameter/unknown-key', () => ofParameter({ value: { ...upstream, hops: 1 } })],
  ['refused parameter/setting', () => ofParameter({ value: { ...upstream, 'max-hops': '1' } })],
  ['breaks parameter/limits-break-vhost', () => ofLimits({}, 'other')],
  ['refused parameter/limits-name', () => ofLimits({}, 'other')],
  ['refused parameter/limit', () => ofLimits({ 'max-queues': '5' })],
  ['hazard parameter/limit-zero', () => ofLimits({ 'max-queues': 0 })],
  ['hazard parameter/too-many-queues', () => ofLimits({ 'max-queues': 1 })],
  ['refused shovel/value', () => ofParameter({ component: 'shovel', value: 5 })],
  ['refused shovel/uri', () => ofShovel({ 'src-uri': 'http://h' })],
  ['hazard shovel/no-uri', () => ofShovel({ 'dest-uri': [] })],
  ['refused shovel/source', () => ofShovel({ 'src-queue': undefined })],
  ['refused shovel/delete-after', () => ofShovel({ 'src-delete-after': 5, 'ack-mode': 'no-ack' })],
  ['refused shovel/destination', () => ofShovel({ 'dest-exchange': 'e' })],
  ['refused shovel/address', () => ofShovel({ 'dest-queue': undefined, 'dest-protocol': 'amqp10' })],
];

const upstream = { uri: 'amqp://h' };

const shovel = { 'src-uri': 'amqp://', 'src-queue': 'q', 'dest-uri': 'amqp://h', 'dest-queue': 'q' };

function ofShovel(fields: object): readonly Finding[] {
  return ofParameter({ component: 'shovel', value: { ...shovel, ...fields } });
}

/** Of limits of a virtual host with two queues. */
function ofLimits(value: object, name = 'limits'): readonly Finding[] {
  return ofParameter({ component: 'vhost-limits', name, value });
}

/** Of an upstream without a URI, with which an exchange is federated. */
function ofFederatedExchange(): readonly Finding[] {
  return foundInFile({
    exchanges: [{ name: 'e', vhost: '/', type: 'fanout' }],
    policies: [{ name: 'f', vhost: '/', pattern: '^e$', definition: { 'federation-upstream-set': 'all' } }],
    parameters: [{ component: 'federation-upstream', vhost: '/', name: 'u', value: { uri: [] } }],
  });
}

function ofParameter(fields: object): readonly Finding[] {
  const parameter = { component: 'federation-upstream', vhost: '/', name: 'p', value: upstream, ...fields };
  return foundInFile({ queues: [queue({}), queue({}, { name: 'other' })], parameters: [parameter] });
}
