import { connectionOf, connectionUri, type Connection } from '../../../cli/connect/connection';
import { languages, snippet } from '../../../cli/connect/snippets';
import type { DeclaredOnBroker } from '../../../model/topology/declared-on-broker';
import { emptyTopology } from '../../../model/topology/topology';

const permission = (vhost: string) => ({ user: 'worker', vhost, configure: '', write: '', read: '.*' });

const declared: DeclaredOnBroker = {
  broker: 'shop/broker',
  serverVersion: '4.3',
  nodeCount: 1,
  clients: {
    urls: ['amqp://127.0.0.1:5672', 'amqps://[::1]', 'rabbitmq-stream://127.0.0.1'],
    hasOwnAuthority: true,
    verifiesClients: true,
  },
  topology: {
    ...emptyTopology,
    users: ['worker', 'idle'].map((name) => ({ name, tags: [] })),
    permissions: [permission('shop')],
  },
};

describe('the connection of a user', () => {
  test('is that of its virtual host, at the first address for AMQP', () => {
    const connection = connectionOf(declared, 'worker', {});

    expect(connection).toMatchObject({
      at: { scheme: 'amqp', host: '127.0.0.1', port: 5672 },
      vhostName: 'shop',
      hasOwnAuthority: false,
      showsCertificate: false,
    });
    expect(connectionUri(connection)).toBe('amqp://worker@127.0.0.1:5672/shop');
    expect(connectionUri({ ...connection, password: 'a/b@c' })).toBe('amqp://worker:a%2Fb%40c@127.0.0.1:5672/shop');
  });

  test('is over TLS where that is asked for, with the certificates that it takes', () => {
    expect(connectionOf(declared, 'worker', { scheme: 'amqps' })).toMatchObject({
      at: { port: 5671, isTls: true },
      hasOwnAuthority: true,
      showsCertificate: true,
    });
  });

  const several = { ...declared.topology, permissions: ['shop', 'bank'].map(permission) };
  test.each([
    ["broker 'shop/broker' has no user 'nobody'; it has 'worker', 'idle'", declared, 'nobody', {}],
    ["user 'idle' has no permissions in any virtual host", declared, 'idle', {}],
    [
      "user 'worker' has no permissions in virtual host 'bank'; it has some in 'shop'",
      declared,
      'worker',
      { vhost: 'bank' },
    ],
    ["give '--vhost' with one of 'shop', 'bank'", { ...declared, topology: several }, 'worker', {}],
    [
      "broker 'shop/broker' does not serve amqps; it serves 'amqp'",
      { ...declared, clients: { urls: ['amqp://host'], hasOwnAuthority: false, verifiesClients: false } },
      'worker',
      { scheme: 'amqps' },
    ],
    ["set 'clientUrls' of it: ['amqps://HOST:5671']", { ...declared, clients: undefined }, 'worker', {}],
  ])('is not known: %s', (message, on, user, choice) => {
    expect(() => connectionOf(on, user, choice)).toThrow(message);
  });
});

describe.each(languages.map((language) => [language]))('a snippet for %s', (language) => {
  const plain = connectionOf(declared, 'worker', {});
  const tls = connectionOf(declared, 'worker', { scheme: 'amqps' });

  test('takes the password from the environment, unless it is to be shown', () => {
    expect(snippet(language, plain)).toContain('RABBITMQ_PASSWORD');
    const shown = snippet(language, { ...plain, password: 's3cret' });
    expect(shown).toContain('"s3cret"');
    expect(shown).not.toContain('RABBITMQ_PASSWORD');
  });

  test('reads the authority and the certificate over TLS alone', () => {
    for (const file of ['ca.pem', 'client.pem', 'client-key.pem']) {
      expect(snippet(language, tls)).toContain(file);
      expect(snippet(language, plain)).not.toContain(file);
    }
    expect(snippet(language, tls)).not.toContain('[::1]');
  });

  test('holds names as text, whatever they are', () => {
    const hostile: Connection = { ...plain, userName: 'a"b\n\\c\u2028é', password: '"' };

    expect(snippet(language, hostile)).toContain('"a\\"b\\n\\\\c\\u2028\\u00e9"');
  });
});

test.each([
  ['node', `  tls: {\n    ca: readFileSync('ca.pem'),\n    cert: readFileSync('client.pem'),`],
  ['python', 'ssl_options=pika.SSLOptions(context, "::1")'],
  ['java', 'factory.enableHostnameVerification();'],
  ['go', 'amqp.DialTLS(uri.String(), config)'],
  ['dotnet', 'factory.Ssl.ServerName = "::1";'],
] as const)('a snippet for %s verifies the server: %s', (language, line) => {
  expect(snippet(language, connectionOf(declared, 'worker', { scheme: 'amqps' }))).toContain(line);
});
