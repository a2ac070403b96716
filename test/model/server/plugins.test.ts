import { hasPlugin, pluginFaults } from '../../../model/server/plugins';

const old = { major: 4, minor: 0, patch: 5 };
const recent = { major: 4, minor: 2, patch: 1 };

test('the plugins of RabbitMQ, and of those who use another prefix, are fine', () => {
  const plugins = ['rabbitmq_stream', 'rabbitmq_delayed_message_exchange', 'my_own_plugin'];

  expect(pluginFaults(plugins, old)).toEqual([]);
});

test('a plugin that came later needs its server', () => {
  expect(pluginFaults(['rabbitmq_queue_federation'], recent)).toEqual([]);
  expect(pluginFaults(['rabbitmq_queue_federation'], old)).toEqual([
    "plugin 'rabbitmq_queue_federation' needs RabbitMQ 4.2, the broker is 4.0.5",
  ]);
});

test('fails when a name is no plugin', () => {
  expect(pluginFaults(['rabbitmq_constructor', 'rabbitmq_managment', 'rabbitmq-stream'], recent)).toEqual([
    "'plugins' must be plugins that RabbitMQ has, got 'rabbitmq_constructor'; check its spelling",
    "'plugins' must be plugins that RabbitMQ has, got 'rabbitmq_managment'; check its spelling",
    "'plugins' must be names as 'rabbitmq-plugins list' shows them, got 'rabbitmq-stream'",
  ]);
});

test.each([
  ['shovel', 'rabbitmq_shovel'],
  ['rabitmq_stream', 'rabbitmq_stream'],
])("fails when a name lacks a part of a plugin's: %s", (plugin, meant) => {
  expect(pluginFaults([plugin], recent)).toEqual([
    `'plugins' must be plugins that RabbitMQ has, got '${plugin}'; did you mean '${meant}'?`,
  ]);
});

test('a plugin brings those that it needs', () => {
  expect(hasPlugin(['rabbitmq_shovel_prometheus'], 'rabbitmq_shovel')).toBe(true);
  expect(hasPlugin(['rabbitmq_federation_management'], 'rabbitmq_queue_federation')).toBe(true);
  expect(hasPlugin(['rabbitmq_shovel'], 'rabbitmq_federation')).toBe(false);
});
