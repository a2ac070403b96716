import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adoptCommand } from '../../../cli/commands/adopt';
import { catchPrinted, ran } from '../printed';

describe("rabbitmq-cdk adopt of the operator's manifests", () => {
  const printed = catchPrinted();
  const folder = mkdtempSync(join(tmpdir(), 'adopt-manifests-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes an app that declares them, the virtual host that they name among it', async () => {
    const resource = (kind: string, name: string, spec: object) =>
      JSON.stringify({
        apiVersion: 'rabbitmq.com/v1beta1',
        kind,
        metadata: { name },
        spec: { vhost: 'shop', ...spec, rabbitmqClusterReference: { name: 'rabbit' } },
      });
    const manifests = [
      resource('Queue', 'orders', {
        name: 'orders',
        type: 'quorum',
        durable: true,
        arguments: { 'x-max-length': 100 },
      }),
      resource('User', 'clerk', { importCredentialsSecret: { name: 'clerk' } }),
      resource('Permission', 'clerk', { userReference: { name: 'clerk' }, permissions: { read: '^orders$' } }),
    ];
    writeFileSync(join(folder, 'all.yaml'), manifests.join('\n---\n'));

    const { code, output } = await ran(printed, ['adopt', folder, '--out', join(folder, 'app')], {
      adopt: { summary: '', load: () => adoptCommand },
    });

    expect(code).toBe(0);
    expect(output).toContain('declared: 1 virtual host, 1 queue, 1 permission');
    const read = (file: string) => readFileSync(join(folder, 'app', file), 'utf8');
    expect(read('vhosts/shop.ts')).toMatch(/new QuorumQueue\(\w+, 'orders'/);
    expect(read('vhosts/shop.ts')).toContain("'x-max-length': 100");
    expect(read('users.ts')).toContain("User.fromUserName(this, 'clerk', broker, 'clerk')");
  });
});
