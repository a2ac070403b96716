import { fc } from '../../random';

const parameter = fc
  .tuple(
    fc.constantFrom(
      ...[
        'heartbeat',
        'channel_max',
        'connection_timeout',
        'auth_mechanism',
        'auth_mechanisms',
        'cacertfile',
        'verify',
      ],
      ...['fail_if_no_peer_cert', 'password', 'depth', 'server_name_indication', 'username', 'host', 'other', ''],
    ),
    fc.constantFrom(
      '10',
      '+1',
      '',
      'true',
      'plain',
      'verify_peer',
      '/etc/ca.pem',
      '%zz',
      '%2f',
      'disable',
      '10=1',
      'a:b:c',
    ),
  )
  // What else is a word to a server depends on what it has run.
  .filter(([key, value]) => key !== 'verify' || value === 'verify_peer')
  .filter(([key, value]) => key !== 'auth_mechanism' || ['plain', '', 'a:b:c'].includes(value))
  .chain(([key, value]) => fc.constantFrom(`${key}=${value}`, `${key}=${value}`, key));

/** URIs of brokers, right and wrong, none of which leads anywhere. One that names a host names no virtual host of ours. */
export const uris: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('amqp://', 'amqp://', 'amqps://', 'AMQP://', 'amqp:', 'http://', ''),
    fc.constantFrom('', 'u:p@', 'u@', 'u:%40@', 'u:%@', 'u:%zz@', 'u:%+1@', 'u:%-1@', 'ü:p@', ':@'),
    fc.constantFrom(
      '127.0.0.1:1',
      '127.0.0.1:1',
      '[::1]:1',
      '[::1',
      'h%20',
      'h%zz',
      '127.0.0.1:99999',
      'h:0',
      'h:x',
      'h:',
      ':1',
    ),
    fc.constantFrom('', '/', '/v', '/%2F', '/a/b', '/%zz', '/%', '#f', '//'),
    fc.oneof(
      fc.constant(''),
      fc.array(parameter, { minLength: 1, maxLength: 3 }).map((parameters) => `?${parameters.join('&')}`),
    ),
  )
  .map((parts) => parts.join(''));
