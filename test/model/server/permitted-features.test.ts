import { permittedFeatures } from '../../../model/server/conf-file/permitted-features';
import { denialOf } from '../../../model/server/permitted-features';
import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import { emptyTopology } from '../../../model/topology/topology';
import { validate } from '../../../model/validity/validity';
import { queue } from '../validity/fixture';

test.each([
  ['4.0.5', {}, undefined],
  ['4.3.6', {}, 'denied by default'],
  ['4.3.6', { transient_nonexcl_queues: true }, undefined],
  ['4.0.5', { transient_nonexcl_queues: false }, "denied by the broker's configuration"],
])('on %s with %j said, transient queues are %s', (version, said, expected) => {
  expect(denialOf('transient_nonexcl_queues', at(version), said)).toBe(expected);
});

test('lines of rabbitmq.conf as they are win over typed ones', () => {
  const conf = { 'deprecated_features.permit.global_qos': true, 'deprecated_features.permit.ram_node_type': false };

  const said = permittedFeatures(conf, 'heartbeat = 60\ndeprecated_features.permit.global_qos = false\n');

  expect(said).toEqual({ global_qos: false, ram_node_type: false });
});

test.each([
  [
    '4.3.6',
    true,
    ['deprecated queue/transient', 'deprecated queue/master-locator', 'deprecated policy/master-locator'],
  ],
  ['4.3.6', undefined, ['refused queue/transient', 'refused queue/argument-denied', 'refused policy/denied-key']],
  ['4.0.5', false, ['refused queue/transient', 'refused queue/argument-denied', 'refused policy/denied-key']],
  [
    '4.0.5',
    undefined,
    ['deprecated queue/transient', 'deprecated queue/master-locator', 'deprecated policy/master-locator'],
  ],
])('%s with both permitted: %s makes %j of what uses them', (version, permitted, expected) => {
  const topology = {
    ...emptyTopology,
    vhosts: [{ name: '/' }],
    queues: [
      queue({}, { name: 'transient', durable: false }),
      queue({ 'x-queue-master-locator': 'min-masters' }, { name: 'located' }),
    ],
    policies: [
      {
        name: 'p',
        vhost: '/',
        pattern: '^transient$',
        'apply-to': 'queues' as const,
        priority: 0,
        definition: { 'queue-master-locator': 'min-masters' },
      },
    ],
  };
  const names = ['transient_nonexcl_queues', 'queue_master_locator'];
  const features = Object.fromEntries(permitted === undefined ? [] : names.map((name) => [name, permitted]));

  const found = validate(topology, at(version), { permittedFeatures: features });

  expect(found.map(({ kind, rule }) => `${kind} ${rule}`)).toEqual(expect.arrayContaining(expected));
});

function at(version: string): ServerVersion {
  const read = parseServerVersion(version);
  if (read === undefined) throw new Error(`'${version}' is no version`);
  return read;
}
