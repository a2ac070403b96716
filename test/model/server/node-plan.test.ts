import { nodeFaults, nodeFiles, nodePlan, type NodeRequest } from '../../../model/server/node-plan';
import type { RabbitmqConf } from '../../../model/server/rabbitmq-conf';
import { Size } from '../../../model/units/size';

/** The plan of nodes of whom nothing unusual is asked. */
function plan(request: Partial<NodeRequest> = {}, conf: RabbitmqConf = {}) {
  const serverVersion = { major: 4, minor: 2, patch: Infinity };
  return nodePlan(
    { image: 'rabbitmq:4.2-management', serverVersion, memory: Size.gibibytes(1), ...request },
    { plugins: ['rabbitmq_shovel'], conf: () => conf },
  );
}

test('nodes have the plugins that were asked for, those of every broker, and those of where they run', () => {
  expect([...plan({ plugins: ['rabbitmq_stream'] }).plugins].sort()).toEqual([
    'rabbitmq_management',
    'rabbitmq_prometheus',
    'rabbitmq_shovel',
    'rabbitmq_stream',
  ]);
});

test('a setting that was given wins over one that follows from the memory or from where the nodes run', () => {
  const { conf } = plan({ conf: { channel_max: 10, 'disk_free_limit.relative': 2 } }, { channel_max: 20 });

  expect(conf).toMatchObject({ channel_max: 10, 'disk_free_limit.relative': 2 });
  expect(conf).not.toHaveProperty('disk_free_limit.absolute');
});

test('a list that was given replaces a list that follows: nothing of the latter is left at its end', () => {
  const { conf } = plan(
    { conf: { 'auth_mechanisms.1': 'EXTERNAL', 'listeners.ssl.own': 5679, 'ssl_options.versions.1': 'tlsv1.3' } },
    {
      'auth_mechanisms.1': 'PLAIN',
      'auth_mechanisms.2': 'AMQPLAIN',
      'listeners.ssl.default': 5671,
      'ssl_options.versions.1': 'tlsv1.3',
      'ssl_options.versions.2': 'tlsv1.2',
    },
  );

  expect(Object.keys(conf).filter((key) => /mechanisms|listeners|versions/.test(key))).toEqual([
    'auth_mechanisms.1',
    'listeners.ssl.own',
    'ssl_options.versions.1',
  ]);
});

test('the files of a node are its settings, its plugins, and advanced.config where there is one', () => {
  expect(Object.keys(nodeFiles(plan()))).toEqual(['rabbitmq.conf', 'enabled_plugins']);
  expect(nodeFiles(plan({ advancedConfig: '[].' }))).toMatchObject({ 'advanced.config': '[].' });
});

test('lines that are taken as they are follow the settings, and are judged as a file in use', () => {
  const raw = (additionalConfig: string) => plan({ conf: { channel_max: 10 }, additionalConfig });

  expect(nodeFiles(raw('heartbeat = 60'))['rabbitmq.conf']).toMatch(/^channel_max = 10\n[^]*\nheartbeat = 60\n$/);
  expect(nodeFaults(raw('heartbeat = 60\n# more\n'))).toEqual([]);
  expect(nodeFaults(raw('# more\nhartbeat = 60\nchannel_max = 5\ndefault_pass = hunter2\n'))).toEqual([
    "'additionalConfig' line 2: 'hartbeat': unknown rabbitmq.conf key 'hartbeat'; did you mean 'heartbeat'?",
    expect.stringMatching(/^'additionalConfig' line 4: 'default_pass': it is a secret in clear text; /),
    "'additionalConfig' line 3: 'channel_max' is set by 'conf' or follows from another prop; set it in 'conf'",
  ]);
});

test('nodes of whom nothing unusual is asked have no fault', () => {
  expect(nodeFaults(plan({ plugins: ['rabbitmq_stream'] }))).toEqual([]);
});

describe('a node is refused that', () => {
  test.each<[string, Partial<NodeRequest>, string]>([
    ['has no image', { image: '' }, "'image' must be the name of an image, got ''"],
    ['has no room', { memory: Size.mebibytes(255) }, "'memory' must be at least 256MiB, got 255MiB"],
    [
      'has a back end without its plugin',
      { conf: { 'auth_backends.1': 'ldap' } },
      "'auth_backends.1' needs plugin 'rabbitmq_auth_backend_ldap'; add it to 'plugins'",
    ],
    ['has a plugin that no server has', { plugins: ['rabbitmq_managment'] }, "got 'rabbitmq_managment'"],
    [
      'lets in nobody',
      { conf: { 'listeners.tcp': 'none' } },
      "'listeners.tcp' cannot be none without a key 'listeners.ssl.*'",
    ],
    [
      'listens twice on a port',
      { conf: { 'listeners.tcp.default': 15672 } },
      "'listeners.tcp.default' and 'management.tcp.port' must listen on different ports, both are 15672",
    ],
    [
      'listens for one protocol twice on a port',
      { conf: { 'listeners.tcp.1': 5672, 'listeners.tcp.2': '127.0.0.1:5672' } },
      "'listeners.tcp.1' and 'listeners.tcp.2' must listen on different ports, both are 5672",
    ],
    [
      'listens where its peers do',
      { conf: { 'management.tcp.port': 25672 } },
      "the Erlang distribution and 'management.tcp.port' must listen on different ports, both are 25672",
    ],
    [
      'listens for streams on the port of metrics',
      { plugins: ['rabbitmq_stream'], conf: { 'stream.listeners.tcp.default': 15692 } },
      "'stream.listeners.tcp.default' and 'prometheus.tcp.port' must listen on different ports, both are 15692",
    ],
  ])('%s', (_, request, fault) => {
    expect(nodeFaults(plan(request)).join('\n')).toContain(fault);
  });
});

test('one port of two addresses is no fault, nor is one of a plugin that is not there', () => {
  const addresses = { 'listeners.tcp.1': '127.0.0.1:5672', 'listeners.tcp.2': '10.0.0.1:5672' };

  expect(nodeFaults(plan({ conf: addresses }))).toEqual([]);
  expect(nodeFaults(plan({ conf: { 'listeners.tcp.1': 5552 } }))).toEqual([]);
});

test('every fault is told at once, with the name that the prop has where the nodes run', () => {
  const faults = nodeFaults(
    plan({ memory: Size.mebibytes(1), plugins: ['Rabbit!'], conf: { 'auth_backends.1': 'http' } }),
    {
      memory: 'resources.memory',
    },
  );

  expect(faults).toEqual([
    expect.stringContaining("'resources.memory'"),
    expect.stringContaining("'Rabbit!'"),
    expect.stringContaining("'auth_backends.1'"),
  ]);
});
