import { typedForm } from '../../../../model/server/conf-file/typed-form';
import { parseServerVersion, type ServerVersion } from '../../../../model/server/server-version';

test('a file becomes the prop of a broker, in the units of a program', () => {
  const { source, leftOut } = typedForm(
    [
      'heartbeat = 60',
      'heartbeat = 90 # wins',
      "cluster_name = 'a#b'",
      'disk_free_limit.absolute = 2GB',
      'vm_memory_high_watermark.absolute = 2GiB',
      'frame_max = 128kb',
      'consumer_timeout = 1800000',
      'handshake_timeout = infinity',
      'log.file = false',
      'listeners.tcp.1 = 127.0.0.1:5672',
      'mqtt.prefetch = 10',
      'default_policies.operator.a.message_ttl = 1h30m',
      "management.oauth_client_id = it's",
    ].join('\n'),
    at('4.2.6'),
  );

  expect(leftOut).toEqual([]);
  expect(source).toBe(`import { Duration, Size, type RabbitmqConf } from 'rabbitmq-cdk';

export const conf: RabbitmqConf = {
  heartbeat: Duration.seconds(90),
  cluster_name: 'a#b',
  'disk_free_limit.absolute': Size.kibibytes(1_953_125),
  'vm_memory_high_watermark.absolute': Size.gibibytes(2),
  frame_max: Size.kibibytes(128),
  consumer_timeout: Duration.minutes(30),
  handshake_timeout: 'infinity',
  'log.file': false,
  'listeners.tcp.1': '127.0.0.1:5672',
  'mqtt.prefetch': 10,
  'default_policies.operator.a.message_ttl': Duration.minutes(90),
  'management.oauth_client_id': 'it\\'s',
};
`);
});

test.each(['4.0.5', '4.3.6'])('a user of loopback_users is restricted by true alone on %s', (version) => {
  const { source, leftOut } = typedForm(
    ['loopback_users.guest = true', 'loopback_users.app = app', 'loopback_users.ops = false'].join('\n'),
    at(version),
  );

  expect(leftOut).toEqual([]);
  expect(source).toContain("'loopback_users.guest': true,");
  expect(source).toContain("'loopback_users.app': false,");
  expect(source).toContain("'loopback_users.ops': false,");
});

test('secrets become variables of the stack and are not printed; an old name becomes the present one', () => {
  const { source, leftOut } = typedForm('default_pass = hunter2\nchannel_max = 10\n', at('4.3'));

  expect(leftOut).toEqual([]);
  expect(source).toBe(`import type { Construct } from 'constructs';
import { Password, type RabbitmqConf } from 'rabbitmq-cdk';

/** The secrets are variables of the stack, which are given as TF_VAR_NAME. */
export function conf(scope: Construct): RabbitmqConf {
  return {
    default_pass: Password.asked(scope, 'default_pass', 'default_pass of rabbitmq.conf'),
    // channel_max is its old name
    max_channels_per_connection: 10,
  };
}
`);
});

test('what the server would refuse or ignore is left out, with the reason', () => {
  const { source, leftOut } = typedForm(
    'hartbeat = 60\ncluster_partition_handling = autoheal\nmqtt.prefetch = ten\nnot a setting\ninclude more.conf\n',
    at('4.3'),
  );

  expect(leftOut).toEqual([
    { line: 1, key: 'hartbeat', reason: "unknown rabbitmq.conf key 'hartbeat'; did you mean 'heartbeat'?" },
    { line: 3, key: 'mqtt.prefetch', reason: 'its value must be a whole number' },
    { line: 4, key: '', reason: 'it is no setting' },
    { line: 5, key: 'include', reason: "'more.conf' must be converted by itself" },
  ]);
  expect(source).toContain('  // left out: cluster_partition_handling, as it has no effect');
});

function at(version: string): ServerVersion {
  const parsed = parseServerVersion(version);
  if (parsed === undefined) throw new Error(version);
  return parsed;
}
