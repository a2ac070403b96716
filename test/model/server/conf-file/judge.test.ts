import { isConf, judgeConf } from '../../../../model/server/conf-file/judge';
import { parseServerVersion, type ServerVersion } from '../../../../model/server/server-version';
import { idsIn } from '../../../ids-in-sources';

const table: readonly [content: string, version: string, findings: string][] = [
  ['heartbeat = 60\n', '4.3', ''],
  ['# heartbeat\n\n\t heartbeat = 60 # s\r\n', '4.3', ''],
  ['hartbeat = 60\n', '4.3', '1:1 refused conf/unknown-key'],
  ['\n  max_connections = 5\n', '4.0.5', '2:3 refused conf/unsupported-key'],
  ['mqtt.default_user = a\n', '4.3', '1:1 refused conf/unsupported-key'],
  ['cluster_partition_handling = autoheal\n', '4.3', '1:1 hazard conf/ignored-key'],
  ['cluster_partition_handling = autoheal\n', '4.2', ''],
  ['connection_max = 5\n', '4.3', '1:1 deprecated conf/renamed-key'],
  ['connection_max = 5\n', '4.0.5', ''],
  ['queue_master_locator = min-masters\n', '4.3', '1:1 deprecated conf/deprecated-key'],
  ['heartbeat = 60s\n', '4.3', '1:13 refused conf/value'],
  ['heartbeat =\n', '4.3', '1:1 refused conf/syntax'],
  ["cluster_name = 'a'b\n", '4.3', '1:1 refused conf/syntax'],
  ['[{rabbit, []}].\n', '4.3', '1:1 refused conf/syntax'],
  ['\ufeffheartbeat = 60\n', '4.0.5', '1:1 refused conf/syntax'],
  ['\ufeffheartbeat = 60\n', '4.3', ''],
  ['include conf.d/more.conf\n', '4.3', '1:9 hazard conf/include'],
  ['vm_memory_high_watermark.relative = 1\n', '4.3', '1:37 refused conf/value'],
  ['vhost_max = -1\n', '4.3', '1:13 refused conf/value'],
  ['vhost_max = infinity\n', '4.3', ''],
  ['mqtt.listeners.tcp.1 = localhost:1883\n', '4.3', '1:24 refused conf/value'],
  ['listeners.tcp.default = 65535\n', '4.3', ''],
  ['listeners.tcp.default = 99999\n', '4.0.5', '1:25 refused conf/value'],
  ['listeners.ssl.1 = 127.0.0.1:65536\n', '4.3', '1:19 refused conf/value'],
  ['management.tcp.port = -1\n', '4.3', '1:23 refused conf/value'],
  ['cluster_name = a#b\n', '4.3', '1:16 hazard conf/cut-value'],
  ["cluster_name = 'a#b'\n", '4.3', ''],
  ['cluster_name = "a"\n', '4.3', '1:16 hazard conf/double-quotes'],
  ['loopback_users.guest = yes\n', '4.3', '1:24 hazard conf/loopback-user'],
  ['loopback_users.app = true\n', '4.0.5', '1:1 hazard conf/loopback-guest'],
  ['default_user = admin\nloopback_users.app = true\n', '4.3', ''],
  ["loopback_users.guest = 'true'\nloopback_users.app = false\n", '4.0.5', ''],
  ['cluster_name = Zürich\n', '4.3', '1:16 hazard conf/not-ascii'],
  ['heartbeat = 60\nheartbeat = 30\n', '4.3', '1:1 hazard conf/key-twice'],
  ['cluster_name = $(nothing)\n', '4.3', '1:16 refused conf/substitution'],
  ['default_user = a\ncluster_name = $(default_user)\n', '4.3', '2:16 hazard conf/substitution'],
  ['default_pass = s3cret\n', '4.3', '1:16 hazard conf/clear-text-secret'],
  ['default_pass = encrypted:aGVsbG8=\n', '4.3', ''],
  ['default_pass = ${PASSWORD}\n', '4.3', ''],
  ['auth_ldap.other_bind.password = 12\n', '4.3', '1:1 refused conf/relation, 1:33 hazard conf/clear-text-secret'],
  ['default_pass = a:b\n', '4.3', '1:16 refused conf/encrypted-value, 1:16 hazard conf/clear-text-secret'],
  [
    'default_pass = €\n',
    '4.3',
    '1:16 refused conf/value, 1:16 hazard conf/not-ascii, 1:16 hazard conf/clear-text-secret',
  ],
  ['definitions.skip_if_unchanged = true\n', '4.3', '1:1 refused conf/relation'],
  ['disk_free_limit.absolute = 1\ndisk_free_limit.relative = 1.0\n', '4.3', '1:1 hazard conf/relation'],
];

test.each(table)('%j on %s: %s', (content, version, findings) => {
  const found = judgeConf(content, 'rabbitmq.conf', at(version));

  expect(found.map(({ line, column, kind, rule }) => `${line}:${column} ${kind} ${rule}`).join(', ')).toBe(findings);
});

test('every finding stands in a row', () => {
  const ids = new Set(table.flatMap(([, , findings]) => findings.match(/conf\/[a-z-]+/g) ?? []));

  expect([...ids].sort()).toEqual(idsIn('model/server/conf-file'));
});

test('no message shows a secret', () => {
  const conf = 'default_pass = hunter2:x\nssl_options.password = "hunter2"\nanonymous_login_pass = hunter2#€\n';

  const found = judgeConf(conf, 'rabbitmq.conf', at('4.3'));

  expect(found.length).toBeGreaterThan(4);
  expect(JSON.stringify(found)).not.toContain('hunter2');
});

test.each([
  ['heartbeat = 60', true],
  ['# nothing but a comment', false],
  ['{ "queues": [] }', false],
  ['\ufeff[]', false],
  ['', false],
])('%j is of the kind of rabbitmq.conf: %p', (content, is) => {
  expect(isConf(content)).toBe(is);
});

function at(version: string): ServerVersion {
  const parsed = parseServerVersion(version);
  if (parsed === undefined) throw new Error(version);
  return parsed;
}
