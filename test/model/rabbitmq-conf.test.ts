import { Duration } from '../../model/duration';
import { rabbitmqConfFaults, renderRabbitmqConf, withConfDefaults, type RabbitmqConf } from '../../model/rabbitmq-conf';
import { Size } from '../../model/size';

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
  [{ 'disk_free_limit.absolute': Size.gibibytes(1), 'disk_free_limit.relative': 1 }, /exclude each other; give one/],
  [
    { 'vm_memory_high_watermark.absolute': Size.gibibytes(1), 'vm_memory_high_watermark.relative': 0.4 },
    /exclude each other; give one/,
  ],
  [{ 'definitions.skip_if_unchanged': true }, /needs 'definitions.import_backend'/],
  [{ hartbeat: Duration.seconds(1) }, /'hartbeat' is no key of rabbitmq.conf that is known here/],
  [{ 'listeners.tcp.a b': 1 }, /'listeners.tcp.a b' is no key/],
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
  [{ default_user: 'a\nb' }, /'default_user' must be text in one line/],
])('fails when it holds %p', (conf, message) => {
  expect(rabbitmqConfFaults(conf as RabbitmqConf).join('\n')).toMatch(message);
  expect(() => renderRabbitmqConf(conf as RabbitmqConf)).toThrow(message);
});
