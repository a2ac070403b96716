import { keyFault } from '../../../../model/server/rabbitmq-conf';
import { formatRanges, rangesOf, schemaEntryOf, starredKeyOf } from '../../../../model/server/conf-schema/conf-key';
import { parseServerVersion, type ServerVersion } from '../../../../model/server/server-version';

test.each([
  ['heartbeat', 'heartbeat'],
  ['listeners.tcp.default', 'listeners.tcp.*'],
  ['auth_backends.1.authn', 'auth_backends.*.authn'],
  ['cluster_tags.a\\.b', 'cluster_tags.*'],
  ['cluster_tags.a.b', undefined],
  ['listeners.tcp.*', undefined],
  ['listeners.tcp.a b', undefined],
  ['constructor', undefined],
  ['__proto__', undefined],
])('%s is %s of the schemas', (key, starred) => {
  expect(starredKeyOf(key)).toBe(starred);
});

test.each([
  ['max_connections', '4.2.6', false],
  ['max_connections', '4.2.7', true],
  ['max_connections', '4.2', true],
  ['max_connections', '4.3.0', false],
  ['max_connections', '4.3.1', true],
  ['max_connections', '4.9', true],
  ['heartbeat', '4.0.0', true],
])('%s is known to %s: %p', (key, version, known) => {
  expect(schemaEntryOf(key, at(version)) !== undefined).toBe(known);
});

test('the versions of a key are told as people read them', () => {
  expect(formatRanges(rangesOf('max_connections'))).toBe('4.2.7 to 4.2.9, and since 4.3.1');
  expect(formatRanges(rangesOf('heartbeat'))).toBe('since 4.0.0');
});

test.each([
  ['cluster_partition_handling', '4.2', /^none$/],
  ['cluster_partition_handling', '4.3', /has no effect, as 4.3 keeps its metadata in Khepri.*; leave it out/],
  ['cluster_formation.k8s.host', '4.0.5', /^none$/],
  ['cluster_formation.k8s.host', '4.1', /nodes no longer ask Kubernetes/],
  [
    'max_connections',
    '4.0.5',
    /is not supported by RabbitMQ 4.0.5, which does not boot with it; it is supported by RabbitMQ 4.2.7 to 4.2.9, and since 4.3.1/,
  ],
  ['mqtt.default_user', '4.3', /stops the boot since 4.0; use 'anonymous_login_user'/],
  ['mqtt.subscription_ttl', '4.3', /stops the boot since 3.13; use 'mqtt.max_session_expiry_interval_seconds'/],
  ['mqtt.prefetsch', '4.3', /unknown rabbitmq.conf key 'mqtt.prefetsch'; did you mean 'mqtt.prefetch'\?/],
  ['nothing.like.it', '4.3', /unknown rabbitmq.conf key 'nothing.like.it'; check its spelling/],
])('%s on %s: %p', (key, version, fault) => {
  expect(keyFault(key, at(version)) ?? 'none').toMatch(fault);
});

function at(version: string): ServerVersion {
  const parsed = parseServerVersion(version);
  if (parsed === undefined) throw new Error(version);
  return parsed;
}
