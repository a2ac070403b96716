import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../host/command';
import { docker } from '../../../host/docker';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { describeWith } from '../../setup/missing';

const script = join(__dirname, '../../../constructs/kubernetes/import-definitions.escript');

describeWith('engine', 'the import of definitions', () => {
  test('tells what a broker says, without the secrets that it repeats', async () => {
    const hash = Buffer.alloc(36, 'hunter2').toString('base64');
    const said = await importInto(400, {
      error: 'bad_request',
      reason: `queue 'orders' of vhost 'shop': <<"amqp://u:hunter2@h">>, #{password_hash => <<"${hash}">>}`,
      detail: '#{password => <<"hunter2">>}',
      user: { name: 'app', password: 'a"hunter2', password_hash: hash },
      uri: 'amqps://u:hunter/2@h/vhost',
    });

    expect(said).toContain('the broker refuses: 400');
    expect(said).toContain("queue 'orders' of vhost 'shop'");
    expect(said).toContain('[credentials]@h');
    expect(said).not.toMatch(/hunter/);
    expect(said).not.toContain(hash.slice(0, 8));
  });
});

/** What the import prints when the HTTP API answers so. */
async function importInto(status: number, answer: object): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(JSON.stringify(answer)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-'));
  for (const name of ['definitions.json', 'username', 'password']) writeFileSync(join(folder, name), '{}');
  const endpoint = `http://127.0.0.1:${port}`;
  const image = await ensureImage(rabbitmqImage());
  const command = ['escript', '/tmp/import.escript', endpoint, '/tmp/secrets'];
  const container = await docker(['create', '--network', 'host', '--entrypoint', '', image, ...command]);
  try {
    await docker(['cp', script, `${container}:/tmp/import.escript`]);
    await docker(['cp', folder, `${container}:/tmp/secrets`]);
    await docker(['start', container]);
    expect(await docker(['wait', container])).toBe('1');
    return await run('sh', ['-c', 'docker logs "$1" 2>&1', 'sh', container]);
  } finally {
    await docker(['rm', '--force', '--volumes', container]);
    rmSync(folder, { recursive: true });
    server.close();
  }
}
