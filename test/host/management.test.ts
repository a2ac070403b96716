import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { management, path } from '../../host/management';

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
