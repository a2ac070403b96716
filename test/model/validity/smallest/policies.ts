import type { Finding } from '../../../../model/finding';
import type { PolicyDefinition } from '../../../../model/topology/topology';
import { queue, foundOf, foundInFile, foundWith } from '../fixture';
import type { Smallest } from './smallest';

/** The smallest inputs for what is said of policies and operator policies. */
export const smallestOfPolicies: readonly Smallest[] = [
  ['refused policy/name', () => ofPolicy({ name: 5 })],
  ['refused policy/pattern', () => ofPolicy({ pattern: '(' })],
  ['hazard policy/pattern-not-followed', () => ofPolicy({ pattern: '(q)\\1' })],
  ['refused policy/priority', () => ofPolicy({ priority: '1' })],
  ['refused policy/apply-to', () => ofPolicy({ 'apply-to': 'quorum' })],
  ['hazard policy/apply-to-ignored', () => ofPolicy({ 'apply-to': undefined, apply_to: 'queues' })],
  ['refused policy/definition', () => ofDefinition({})],
  ['refused policy/unknown-key', () => ofDefinition({ 'max-lenght': 5 })],
  ['refused policy/value', () => ofDefinition({ 'max-length': '5' })],
  ['hazard policy/value-too-large', () => ofDefinition({ expires: 1e13 })],
  ['deprecated policy/key-without-effect', () => ofDefinition({ 'queue-mode': 'lazy' })],
  ['deprecated policy/master-locator', () => ofDefinition({ 'queue-master-locator': 'random' })],
  ['refused policy/denied-key', () => ofDefinition({ 'queue-master-locator': 'random' }, '4.3')],
  [
    'refused policy/federation-upstreams',
    () => ofDefinition({ 'federation-upstream': 'a', 'federation-upstream-set': 'b' }),
  ],
  ['refused policy/sharding', () => ofDefinition({ 'routing-key': 'k' })],
  [
    'refused policy/plugin-key',
    () => foundWith([], { policies: [{ ...limit, definition: { 'shards-per-node': 1 } }] }),
  ],
  [
    'hazard policy/at-least-once-overflow',
    () => ofDefinition({ 'dead-letter-strategy': 'at-least-once', overflow: 'drop-head' }),
  ],
  ['refused policy/delayed-retry', () => ofDefinition({ 'delayed-retry-type': 'all' }, '4.3')],
  ['hazard policy/key-out-of-reach', () => ofPolicy({ 'apply-to': 'exchanges' })],
  ['hazard policy/never-applies', () => ofPolicy({ 'apply-to': 'classic_queues', definition: { 'max-age': '7D' } })],
  [
    'hazard policy/overflow-of-other-type',
    () => ofPolicy({ 'apply-to': 'quorum_queues', definition: { overflow: 'reject-publish-dlx' } }),
  ],
  ['hazard policy/matches-nothing', () => ofPolicy({ pattern: '^other$' })],
  ['hazard policy/disabled-for-type', () => ofDefinition({ 'max-age': '7D' })],
  ['hazard policy/undecided', () => foundInFile({ ...here, policies: [limit, { ...limit, name: 'other' }] })],
  ['hazard policy/declared-twice', () => foundInFile({ ...here, policies: [limit, limit] })],
  ['hazard operator-policy/declared-twice', () => foundOf({ ...here, operatorPolicies: [limit, limit] })],
  ['refused policy/operator-key', () => ofOperatorPolicy({ definition: { 'dead-letter-exchange': '' } })],
  ['refused policy/unknown-field', () => ofOperatorPolicy({ comment: 'no more' })],
];

const here = { queues: [queue({})] };

const limit: PolicyDefinition = {
  ...{ name: 'p', vhost: '/', pattern: '^q$', 'apply-to': 'queues', priority: 0 },
  definition: { 'max-length': 5 },
};

function ofPolicy(fields: object, version?: string): readonly Finding[] {
  return foundInFile({ ...here, policies: [{ ...limit, ...fields }] }, version);
}

function ofDefinition(definition: object, version?: string): readonly Finding[] {
  return ofPolicy({ definition }, version);
}

/** In a file it is a parameter. */
function ofOperatorPolicy(fields: object): readonly Finding[] {
  const { name, vhost, ...value } = limit;
  const parameter = { component: 'operator_policy', vhost, name, value: { ...value, ...fields } };
  return foundInFile({ ...here, parameters: [parameter] });
}
