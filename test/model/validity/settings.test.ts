import { validate } from '../../../model/validity/validity';
import { emptyTopology } from '../../../model/topology/topology';

test.each([
  ['federation-upstream', { uri: 'amqp://a', 'trust-user-id': 's3cret' }],
  ['federation-upstream', { uri: 'amqp://a', 'ack-mode': 's3cret', 'prefetch-count': 's3cret' }],
  ['federation-upstream', 's3cret'],
  ['shovel', { 'src-uri': 's3cret', 'dest-uri': ['s3cret'], 'ack-mode': 's3cret', 'reconnect-delay': 's3cret' }],
  ['shovel', 's3cret'],
])('no text of a %s that holds credentials is repeated: %j', (component, value) => {
  const parameters = [{ vhost: '/', component, name: 'one', value }];
  const topology = { ...emptyTopology, vhosts: [{ name: '/' }], parameters };

  const findings = validate(topology, { major: 4, minor: 3, patch: 6 });

  expect(findings.map(({ kind }) => kind)).toContain('refused');
  expect(JSON.stringify(findings)).not.toContain('s3cret');
});
