import type { Rule } from '../rule';
import { brokerSubject } from './broker-subject';

/** What crosses a network is encrypted. */
export const plainTextIsLocal: Rule = {
  id: 'broker/plain-text-is-local',
  demand: 'What is reached from beyond its machine, or its Kubernetes cluster, speaks TLS.',
  because:
    'Over AMQP, streams and management without TLS passwords and messages travel in clear text, and the server is not authenticated. Acknowledge the rule where the network itself encrypts, as a mesh or a VPN does.',
  widespread: false,
  *check(_, broker) {
    if (broker === undefined || broker.plainText.length === 0) return;
    yield {
      subject: brokerSubject(broker),
      message: `it serves ${broker.plainText.join(' and ')} without TLS outside of its machine or cluster`,
      remedy: "set 'tls' without plain listeners, or bind it locally",
    };
  },
};
