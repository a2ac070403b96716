import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from '../../../model/units/duration';
import {
  keyFault,
  rabbitmqConfFaults,
  renderRabbitmqConf,
  withConfDefaults,
  type RabbitmqConf,
} from '../../../model/server/rabbitmq-conf';
import { confKeys } from '../../../model/server/rabbitmq-conf-keys';
import { confPluginFaults } from '../../../model/server/rabbitmq-conf-plugins';
import { parseServerVersion, type ServerVersion } from '../../../model/server/server-version';
import { Size } from '../../../model/units/size';
import { anyFile, everyConfKey, everyConfKeyOf, everyConfPlugin } from './every-conf-key';

test('is written in the units of the server, sorted', () => {
  expect(
    renderRabbitmqConf({
      heartbeat: Duration.minutes(1),
      consumer_timeout: Duration.minutes(30),
      'vm_memory_high_watermark.relative': 1,
      'disk_free_limit.absolute': Size.gibibytes(2),
      'log.console.level': 'info',
      'listeners.tcp.default': 5672,
      'cluster_formation.classic_config.nodes.1': 'rabbit@rabbit1',
      channel_max: undefined,
    }),
  ).toBe(
    [
      'cluster_formation.classic_config.nodes.1 = rabbit@rabbit1',
      'consumer_timeout = 1800000',
      'disk_free_limit.absolute = 2147483648',
      'heartbeat = 60',
      'listeners.tcp.default = 5672',
      'log.console.level = info',
      'vm_memory_high_watermark.relative = 1.0',
      '',
    ].join('\n'),
  );
});

test('a default gives way to what excludes it, and stays otherwise', () => {
  const defaults: RabbitmqConf = { 'disk_free_limit.absolute': Size.gibibytes(1), 'log.console': true };

  expect(withConfDefaults({ 'disk_free_limit.relative': 1.5 }, defaults)).toEqual({
    'disk_free_limit.relative': 1.5,
    'log.console': true,
  });
  expect(withConfDefaults({ 'log.console': false }, defaults)).toEqual({
    'disk_free_limit.absolute': Size.gibibytes(1),
    'log.console': false,
  });
});

test.each([
  [{ 'disk_free_limit.absolute': Size.gibibytes(1), 'disk_free_limit.relative': 1 }, /are mutually exclusive; set one/],
  [
    { 'vm_memory_high_watermark.absolute': Size.gibibytes(1), 'vm_memory_high_watermark.relative': 0.4 },
    /are mutually exclusive; set one/,
  ],
  [{ 'definitions.skip_if_unchanged': true }, /needs 'definitions.import_backend'/],
  [{ hartbeat: Duration.seconds(1) }, /unknown rabbitmq.conf key 'hartbeat'; did you mean 'heartbeat'\?/],
  [{ 'listeners.tcp.a b': 1 }, /unknown rabbitmq.conf key 'listeners.tcp.a b'/],
  [{ 'cluster_formation.randomized_startup_delay_range.min': 1 }, /stops the boot since 4.0/],
  [{ heartbeat: 60 }, /'heartbeat' must be a Duration, got 60; write Duration.seconds/],
  [{ heartbeat: Duration.milliseconds(1) }, /'heartbeat' must be whole seconds/],
  [{ max_message_size: 5 }, /'max_message_size' must be a Size, got 5/],
  [{ channel_max: -1 }, /'channel_max' must be a whole number, 0 or more, got -1/],
  [{ 'vm_memory_high_watermark.relative': 2 }, /must be above 0 and at most 1, got 2/],
  [
    { cluster_partition_handling: 'pause-minority' },
    /must be one of ignore, pause_minority, autoheal, got pause-minority/,
  ],
  [{ default_user: 'a\nb' }, /'default_user' must be in one line, without control characters/],
])('fails when it holds %p', (conf, message) => {
  expect(rabbitmqConfFaults(conf as RabbitmqConf, version('4.2')).join('\n')).toMatch(message);
});

describe('a setting of a plugin', () => {
  test.each<[RabbitmqConf, string]>([
    [{ 'auth_backends.1': 'ldap' }, 'rabbitmq_auth_backend_ldap'],
    [{ 'auth_backends.2.authn': 'rabbit_auth_backend_oauth2' }, 'rabbitmq_auth_backend_oauth2'],
    [{ 'auth_mechanisms.1': 'EXTERNAL' }, 'rabbitmq_auth_mechanism_ssl'],
    [{ 'cluster_formation.peer_discovery_backend': 'consul' }, 'rabbitmq_peer_discovery_consul'],
    [{ 'stream.advertised_host': 'here' }, 'rabbitmq_stream'],
  ])('%p needs %s', (conf, plugin) => {
    const [key] = Object.keys(conf);

    expect(confPluginFaults(conf, [])).toEqual([`'${key}' needs plugin '${plugin}'; add it to 'plugins'`]);
    expect(confPluginFaults(conf, [plugin])).toEqual([]);
  });

  test('of the server itself needs none', () => {
    expect(confPluginFaults({ 'auth_backends.1': 'internal', heartbeat: Duration.seconds(60) }, [])).toEqual([]);
  });
});

test.each(['4.0.5', '4.3.6'])('every key that RabbitMQ %s reads has an example, which has no fault', (text) => {
  const examples = everyConfKeyOf(version(text));

  expect(
    examples.flatMap((conf) => [
      ...rabbitmqConfFaults(conf, version(text)),
      ...confPluginFaults(conf, everyConfPlugin),
    ]),
  ).toEqual([]);
  const keys = examples.flatMap((conf) => Object.keys(conf));
  const told = Object.keys(confKeys).filter((key) => keyFault(key.replaceAll('*', '1'), version(text)) === undefined);
  expect(told.filter((key) => !keys.some((example) => isOf(key, example)))).toEqual([]);
});

test('every key is in the docs', () => {
  const docs = readFileSync(join(__dirname, '../../../docs/rabbitmq-conf.md'), 'utf8');

  const documented = [...docs.matchAll(/^\| `([^`]+)`/gm)].map(([, key]) => key);
  expect(documented.sort()).toEqual(Object.keys(confKeys).sort());
});

test('every example in the docs is in a file that servers are started with', () => {
  const docs = readFileSync(join(__dirname, '../../../docs/rabbitmq-conf.md'), 'utf8');
  const tried = everyConfKey.flatMap((conf) => renderRabbitmqConf(conf).split('\n'));

  const examples = [...docs.matchAll(/^\| .* \| `(.* = .*)` +\|$/gm)].map(([, example = '']) => example);
  expect(examples.length).toBeGreaterThan(200);
  expect(examples.filter((example) => !tried.includes(example.replace('/path/to/file', anyFile)))).toEqual([]);
});

/** Whether a key is one of a family such as `listeners.tcp.*`. */
function isOf(family: string, key: string): boolean {
  return new RegExp(`^${family.replaceAll('.', '\\.').replace('*', '[^.]+')}$`).test(key);
}

function version(text: string): ServerVersion {
  const parsed = parseServerVersion(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}
