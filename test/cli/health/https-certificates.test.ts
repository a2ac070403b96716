import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expiringHttps } from '../../../cli/health/https-certificates';
import { giveCertificates } from '../../given-certificates';

describe('HTTPS listeners whose certificate is valid for ten days', () => {
  const folder = mkdtempSync(join(tmpdir(), 'https-certificates-'));
  const servers: Server[] = [];
  let ports: readonly number[];

  beforeAll(async () => {
    const { certificate, key } = await giveCertificates(folder, 'client');
    const options = { cert: readFileSync(certificate), key: readFileSync(key) };
    servers.push(createServer(options), createServer(options));
    ports = await Promise.all(
      servers.map(
        (server) =>
          new Promise<number>((resolve) => {
            server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
          }),
      ),
    );
  });
  afterAll(() => {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true });
  });

  test('are told, those of metrics too where ports are the own ones of the broker', async () => {
    const [api = 0, metrics = 0] = ports;
    const url = `https://127.0.0.1:${api}`;
    const listeners = [
      { node: 'rabbit@a', protocol: 'https', port: api },
      { node: 'rabbit@a', protocol: 'https/prometheus', port: metrics },
      { node: 'rabbit@b', protocol: 'https/prometheus', port: metrics },
    ];
    const expiring = (node: string, protocol: string, port: number) => ({
      ...{ node, protocol, port },
      notAfter: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });

    const own = await expiringHttps({ url, username: 'u', password: 'p' }, listeners);
    const published = await expiringHttps({ url, username: 'u', password: 'p' }, [
      { node: 'rabbit@a', protocol: 'https', port: 15671 },
    ]);

    expect(own).toEqual([expiring('rabbit@a', 'https', api), expiring('rabbit@a', 'https/prometheus', metrics)]);
    expect(published).toEqual([expiring('127.0.0.1', 'https', api)]);
  });

  test('are told with the name of the node and the port of its listener, where both are published elsewhere', async () => {
    const [api = 0, metrics = 0] = ports;
    const at = { username: 'u', password: 'p', url: `https://127.0.0.1:${api}`, node: 'rabbit@a' };
    const listeners = [
      { node: 'rabbit@a', protocol: 'https', port: 15671 },
      { node: 'rabbit@a', protocol: 'https/prometheus', port: 15691 },
      { node: 'rabbit@b', protocol: 'https', port: 15671 },
    ];

    const told = await expiringHttps({ ...at, metricsUrl: `https://127.0.0.1:${metrics}/metrics` }, listeners);
    const plain = await expiringHttps({ ...at, metricsUrl: `http://127.0.0.1:${metrics}/metrics` }, listeners);

    expect(told.map(({ node, protocol, port }) => [node, protocol, port])).toEqual([
      ['rabbit@a', 'https', 15671],
      ['rabbit@a', 'https/prometheus', 15691],
    ]);
    expect(plain.map(({ protocol }) => protocol)).toEqual(['https']);
  });

  test('are told where the API is reached without TLS, at a port of the broker', async () => {
    const [https = 0] = ports;
    const listeners = [
      { node: 'rabbit@a', protocol: 'http', port: 15672 },
      { node: 'rabbit@a', protocol: 'https', port: https },
    ];

    const told = await expiringHttps({ url: 'http://127.0.0.1:15672', username: 'u', password: 'p' }, listeners);

    expect(told).toMatchObject([{ node: 'rabbit@a', protocol: 'https', port: https }]);
  });

  test('are not asked over HTTP, and one that does not answer is not told', async () => {
    const at = (url: string) => expiringHttps({ url, username: 'u', password: 'p' }, []);

    expect([await at('http://127.0.0.1:15672'), await at('https://127.0.0.1:1')]).toEqual([[], []]);
  });
});
