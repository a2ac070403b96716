import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { management, path } from '../../host/management';
import { giveCertificates } from '../given-certificates';

describe('a path of the management API', () => {
  test('has its values escaped, so that any name is one segment', () => {
    expect(path`queues/${'/'}/${'a/b c%'}`).toBe('queues/%2F/a%2Fb%20c%25');
  });
});

describe('the client of the management API', () => {
  const server: Server = createServer((request, response) => {
    if (request.url === '/api/empty') return response.writeHead(204).end();
    if (request.url === '/api/echo')
      return response.end(JSON.stringify({ authorization: request.headers.authorization }));
    return response.writeHead(404).end('{"error":"Object Not Found","reason":"Not Found"}');
  });
  const client = () => management(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 'me', 's3cret');

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => server.close());

  test('sends its credentials and reads JSON', async () => {
    const authorization = `Basic ${Buffer.from('me:s3cret').toString('base64')}`;

    await expect(client().get('echo')).resolves.toEqual({ authorization });
  });

  test('takes an empty answer for nothing', async () => {
    await expect(client().post('empty', {})).resolves.toBeUndefined();
  });

  test("fails with method, path, status and the broker's reason, and without credentials", async () => {
    const failure = client().put(path`queues/${'/'}/${'x'}`, {});

    await expect(failure).rejects.toThrow('PUT /api/queues/%2F/x gives 404: Object Not Found: Not Found');
    await expect(failure).rejects.not.toThrow('s3cret');
  });
});

describe('the client of the management API over HTTPS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'management-'));
  let server: Server;
  let ca: Buffer;
  const get = (trust: Parameters<typeof management>[4], host = '127.0.0.1') =>
    management(`https://${host}:${(server.address() as AddressInfo).port}`, 'me', 's3cret', 5_000, trust).get('echo');

  beforeAll(async () => {
    const given = await giveCertificates(folder, 'me');
    ca = readFileSync(given.ca);
    const files = { cert: readFileSync(given.certificate), key: readFileSync(given.key) };
    server = createTlsServer(files, (_, response) => response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  test('trusts what the given authority has signed', async () => {
    await expect(get({ ca })).resolves.toEqual({});
  });

  test('trusts whoever answers, when it is told to', async () => {
    await expect(get({ rejectUnauthorized: false })).resolves.toEqual({});
  });

  test.each([
    ['an authority that it does not know', () => get({}), /certificate/],
    ['another name', () => get({ ca }, 'localhost'), /altnames/],
  ])('does not trust %s', async (_, got, why) => {
    await expect(got()).rejects.toThrow(why);
  });
});

test('the client of the management API does not wait for ever', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;

  await expect(management(url, 'me', 's3cret', 50).get('x')).rejects.toThrow(
    `GET ${url}/api/x: it did not answer within 0.05 s`,
  );
  silent.closeAllConnections();
  silent.close();
});
