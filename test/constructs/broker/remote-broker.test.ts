import { resolve } from 'node:path';
import { Lazy } from 'cdktf';
import { acknowledge } from '../../../constructs/declared/acknowledge';
import { ruleErrors } from '../../../constructs/declared/enforce';
import { recommended } from '../../../rules/packs';
import { brokerFixture, synth } from '../../harness';

describe('a remote broker', () => {
  const https = { endpoint: 'https://rabbitmq.example.com:15671' };

  test('is reached with the given certificates, whose files are told by their absolute paths', () => {
    const { stack } = brokerFixture({
      ...https,
      caCertificateFile: 'tls/ca.pem',
      clientCertificateFile: 'tls/client.pem',
      clientKeyFile: '/etc/tls/client-key.pem',
    });

    expect(synth(stack)['provider']).toMatchObject({
      rabbitmq: [
        {
          cacert_file: resolve('tls/ca.pem'),
          clientcert_file: resolve('tls/client.pem'),
          clientkey_file: '/etc/tls/client-key.pem',
        },
      ],
    });
  });

  test.each([
    ['https://example.com/', 'https://example.com'],
    ['https://example.com/rabbitmq//', 'https://example.com/rabbitmq'],
    ['http://[::1]:15672', 'http://[::1]:15672'],
  ])('answers at %s, which the provider gets as %s', (endpoint, expected) => {
    expect(synth(brokerFixture({ endpoint }).stack)['provider']).toMatchObject({ rabbitmq: [{ endpoint: expected }] });
  });

  test.each([
    [{ ...https, clientKeyFile: 'key.pem' }, "'clientCertificateFile' and 'clientKeyFile' must be given together"],
    [
      { caCertificateFile: 'ca.pem' },
      "'caCertificateFile' is supported by HTTPS only, and 'endpoint' starts with 'http://'; use https",
    ],
    [{ insecure: true }, "'insecure' is supported by HTTPS only, and 'endpoint' starts with 'http://'; use https"],
    [
      { ...https, insecure: true, caCertificateFile: 'ca.pem' },
      "'caCertificateFile' has no effect with 'insecure', which trusts whoever answers; remove one of them",
    ],
    [
      { endpoint: Lazy.stringValue({ produce: () => 'https://x' }) },
      "'endpoint' must be known at synth, got a token of cdktf",
    ],
    [{ ...https, caCertificateFile: '' }, "'caCertificateFile' must be the path of a file, got ''"],
    [{ endpoint: 'https://example.com/api/' }, "'endpoint' must not end with '/api'"],
    [{ endpoint: 'https://[example' }, "'endpoint' must be http://HOST:PORT"],
    [{ endpoint: 'https://example.com/?a=b' }, "'endpoint' must be http://HOST:PORT"],
  ])('is refused with %j', (props, message) => {
    expect(() => brokerFixture(props)).toThrow(message);
  });

  test('is named by a rule where whoever answers is trusted, unless that is this machine or acknowledged', () => {
    const faultsOf = (endpoint: string, ...acknowledged: readonly string[]) => {
      const { stack, broker } = brokerFixture({ endpoint, insecure: true });
      for (const reason of acknowledged) acknowledge(broker, 'broker/certificate-is-verified', reason);
      return ruleErrors(recommended, [stack]).join();
    };

    expect(faultsOf('https://rabbitmq.example.com/rabbitmq')).toBe(
      "[test/broker] broker/certificate-is-verified: broker 'test/broker': it is reached at 'rabbitmq.example.com' with 'insecure', so that whoever answers there gets the administrator's password; set 'caCertificateFile' to the authority that signed its certificate, and remove 'insecure'",
    );
    expect(faultsOf('https://[::1]:15671')).toBe('');
    expect(faultsOf('https://rabbitmq.example.com', 'a laboratory without secrets')).toBe('');
  });

  test('is refused with credentials in its endpoint, and they are not repeated', () => {
    const declared = () => brokerFixture({ endpoint: 'https://me:s3cret@example.com' });

    expect(declared).toThrow('without credentials');
    expect(declared).not.toThrow('s3cret');
  });
});
