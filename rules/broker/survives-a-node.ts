import type { Rule } from '../rule';
import { brokerSubject } from './broker-subject';

/** The loss of a node stops nothing. */
export const survivesANode: Rule = {
  id: 'broker/survives-a-node',
  demand: 'A broker has three nodes or more.',
  because:
    'Quorum queues, streams and Khepri go on with a majority: with one node every restart is an outage and its disk is all there is. Of an even number the constructs take none.',
  widespread: false,
  *check(_, broker) {
    if (broker === undefined || broker.nodeCount >= 3) return;
    yield {
      subject: brokerSubject(broker),
      message: `it has ${broker.nodeCount} node${broker.nodeCount === 1 ? '' : 's'}`,
      remedy: 'use three nodes',
    };
  },
};
