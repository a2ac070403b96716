import { amqpUriFault } from '../../../model/server/amqp-uri';

const newest = { major: 4, minor: 3, patch: 6 };

// Each is what 4.0.5 and 4.3.6 take, or refuse with 400.
test.each([
  'amqp://',
  'AMQP://h',
  'amqp:///shop',
  'amqp://u@',
  'amqp://u:p:x@h',
  'amqp://%40:%2f@h:5672/%2F',
  'amqp://[::1]:5672/v#fragment',
  'amqp://h?heartbeat=10&heartbeat=x&other=%zz',
  'amqp://h?host',
  'amqp://?heartbeat=x',
  'amqps://h?verify=verify_peer&depth=2&cacertfile=/etc/ca.pem',
])('the URI %s is taken', (uri) => {
  expect(amqpUriFault(uri, newest)).toBeUndefined();
});

test.each([
  ['http://h', 'must start with amqp:// or amqps://'],
  ['amqp:h', 'must have // after the scheme'],
  ['amqp://h:99999', 'must have a port from 1 to 65535, or none'],
  ['amqp://u:p@h:x/', 'must have a port from 1 to 65535, or none'],
  ['amqp://[::1]x', 'must have a port from 1 to 65535, or none'],
  ['amqp://:5672', 'must have a host before its port'],
  ['amqps://', 'must have a host after amqps://'],
  ['amqp://u:50%@h', 'must have a user and a password in which % is written as %25'],
  ['amqp://h%zz', 'must have a host in which % is written as %25'],
  ['amqp://h/a/b', 'must have one virtual host, in which / is written as %2F'],
  ['amqp://h/%zz', 'must have a virtual host in which % is written as %25'],
  ['amqp://h?heartbeat=x', "must have an integer as 'heartbeat' in its query"],
  ['amqp://h?auth_mechanism=', "must have plain, amqplain or external as 'auth_mechanism' in its query"],
  ['amqp://h?host=other', "must not set 'host' in its query"],
  ['amqps://h?fail_if_no_peer_cert=1', "must have true or false as 'fail_if_no_peer_cert' in its query"],
  ['amqps://h?certfile=%zz', "must have a 'certfile' in which % is written as %25"],
  ['amqps://h?customize_hostname_check=http', "must have https as 'customize_hostname_check' in its query"],
])('the URI %s is refused', (uri, message) => {
  expect(amqpUriFault(uri, newest)).toEqual({ message, isRefused: true });
});

test('words that a server may not know are stored, and no connection is opened', () => {
  expect(amqpUriFault('amqps://h?verify=yes', newest)?.isRefused).toBe(false);
  expect(amqpUriFault('amqp://h?auth_mechanism=PLAIN', newest)?.isRefused).toBe(false);
});

test('a fault that is refused comes before one that is stored', () => {
  expect(amqpUriFault('amqps://h?verify=yes&host=other', newest)?.message).toContain("'host'");
});

test('servers before 4.3 do not read how a host name is checked', () => {
  const uri = 'amqps://h?customize_hostname_check=http';

  expect(amqpUriFault(uri, { major: 4, minor: 0, patch: 5 })).toBeUndefined();
});
