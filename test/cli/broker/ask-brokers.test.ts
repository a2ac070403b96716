import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { askBrokers } from '../../../cli/broker/ask-brokers';
import type { Plan, PlannedResource } from '../../../cli/terraform/plan';
import { giveCertificates } from '../../given-certificates';

const stack = { name: 'shop', directory: '/nowhere', dependencies: [] };

describe('the brokers of a plan', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ask-brokers-'));
  let server: Server;
  let authority: string;
  let client: { readonly clientcert_file: string; readonly clientkey_file: string };
  let shown: string | undefined;

  beforeAll(async () => {
    const { ca, certificate, key, clientCertificate, clientKey } = await giveCertificates(folder, 'admin');
    authority = ca;
    client = { clientcert_file: clientCertificate, clientkey_file: clientKey };
    const queues = [{ vhost: 'shop', name: 'orders', messages: 7, consumers: 2 }];
    const files = { cert: readFileSync(certificate), key: readFileSync(key) };
    server = createServer({ ...files, requestCert: true, rejectUnauthorized: false }, ({ url, socket }, response) => {
      const subject = (socket as TLSSocket).getPeerCertificate().subject as { readonly CN?: string } | undefined;
      shown = subject?.CN;
      response.end(JSON.stringify(url === '/api/queues' ? queues : url === '/api/overview' ? overview : []));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['the authorities of its provider', () => ({ cacert_file: authority })],
    ['whoever answers, as its provider does', () => ({ insecure: true })],
  ])('are asked, trusting %s', async (_, trust) => {
    const { live, caveats } = await askBrokers(planOf({ ...access(), ...trust() }), stack, []);

    expect(live.get('rabbitmq')?.queue('shop', 'orders')).toEqual({ messages: 7, consumers: 2 });
    expect(caveats).toEqual([]);
  });

  test('are asked with the certificate of their provider', async () => {
    const { caveats } = await askBrokers(planOf({ ...access(), cacert_file: authority, ...client }), stack, []);

    expect(caveats).toEqual([]);
    expect(shown).toBe('admin');
  });

  test.each([
    ['shows a certificate of an unknown authority', () => access(), /\(GET https:.*certificate.*\); messages and/],
    ['has authorities in no file', () => ({ ...access(), cacert_file: '/nowhere/ca.pem' }), /ENOENT.*nowhere/],
    ['does not answer', () => ({ ...access(), endpoint: 'http://127.0.0.1:1' }), /ECONNREFUSED 127\.0\.0\.1:1/],
    ['is reached in a way that the plan does not tell', () => ({}), /the plan does not say how to reach it/],
  ])('are marked when one %s', async (_, provider, why) => {
    const { live, caveats } = await askBrokers(planOf(provider()), stack, []);

    expect(live.size).toBe(0);
    expect(caveats).toEqual([{ kind: 'broker-not-asked', message: expect.stringMatching(why) }]);
    expect(JSON.stringify(caveats)).not.toContain('s3cret');
  });

  test('are left alone when nothing changes that is there', async () => {
    const { resources, ...rest } = planOf({});

    expect(
      await askBrokers({ ...rest, resources: resources.map((one) => ({ ...one, action: 'none' })) }, stack, []),
    ).toEqual({
      live: new Map(),
      caveats: [],
    });
  });

  function access() {
    const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { endpoint, username: 'admin', password: 's3cret' };
  }
});

const overview = { rabbitmq_version: '4.0.5' };

function planOf(provider: Readonly<Record<string, unknown>>): Plan {
  const configuration = Object.entries(provider).map(([name, value]) => [name, { constant_value: value }]);
  const queue: PlannedResource = {
    address: 'rabbitmq_queue.orders',
    type: 'rabbitmq_queue',
    action: 'delete',
    before: { vhost: 'shop', name: 'orders' },
    unknown: {},
    replacePaths: [],
    provider: 'rabbitmq',
  };
  const nothing = { drift: [], outputs: [], errored: false, values: new Map(), variables: {} };
  return { ...nothing, resources: [queue], providers: { rabbitmq: Object.fromEntries(configuration) } };
}
