import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../lab/folders';

/** What Terraform is here: it plans what a file beside the stack says, and has nothing to say against it. */
const terraform = `#!/bin/sh
cd "\${1#-chdir=}"
case "$2 $*" in
  plan*-out=*)
    if [ -e plan.error ]; then cat plan.error; exit 1; fi
    for argument in "$@"; do case "$argument" in -out=*) cp plan.json "\${argument#-out=}" ;; esac; done ;;
  show*/plan) cat "$4" ;;
  show*) echo '{"format_version": "1.0"}' ;;
esac
`;

describe('rabbitmq-cdk deploy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  const broker: Server = createServer(({ url }, response) => {
    const queues = [{ vhost: 'shop', name: 'orders', messages: 7, consumers: 2 }];
    response.end(JSON.stringify(url === '/api/queues' ? queues : url === '/api/overview' ? overview : []));
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
    const { port } = broker.address() as AddressInfo;
    writeFileSync(join(folder, 'terraform'), terraform);
    chmodSync(join(folder, 'terraform'), 0o755);
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'true', output: '.' }));
    const names = ['first', 'second'];
    const stacks = names.map((name) => [name, { name, workingDirectory: name, dependencies: [] }]);
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ stacks: Object.fromEntries(stacks) }));
    for (const name of names) mkdirSync(join(folder, name));
    for (const name of names) writeFileSync(join(folder, name, 'cdk.tf.json'), '{}');
    writeFileSync(join(folder, 'first', 'plan.json'), JSON.stringify(planOf(`http://127.0.0.1:${port}`)));
    const diagnostic = { severity: 'error', summary: 'Invalid provider', detail: '' };
    writeFileSync(join(folder, 'second', 'plan.error'), `${JSON.stringify({ diagnostic })}\n`);
  });
  afterAll(() => {
    broker.close();
    rmSync(folder, { recursive: true });
  });

  test('says what a queue holds before it is deleted, and what was applied before a later stack fails', async () => {
    const { code, stdout, stderr } = await deploy('first', 'second');

    expect(stderr).toContain("queue 'orders' in 'shop' is deleted");
    expect(stderr).toContain('holds: 7 messages and 2 consumers now');
    expect([code, stdout]).toEqual([1, 'first: applied\n']);
    expect(stderr).toContain('Invalid provider');
  });

  test('says so as JSON too', async () => {
    const { code, stdout } = await deploy('first', 'second', '--format', 'json');

    expect([code, JSON.parse(stdout)]).toEqual([1, [{ stack: 'first', outcome: 'applied', reasons: [] }]]);
  });

  function deploy(...args: readonly string[]) {
    const command = [join(projectRoot, 'bin/rabbitmq-cdk.js'), 'deploy', ...args, '--auto-approve'];
    const env = { ...process.env, TERRAFORM_BINARY_NAME: join(folder, 'terraform') };
    return new Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>((resolve) =>
      execFile(process.execPath, command, { cwd: folder, env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
      ),
    );
  }
});

const overview = { rabbitmq_version: '4.0.5' };

function planOf(endpoint: string): object {
  const values = { vhost: 'shop', name: 'orders', settings: [{ durable: true, auto_delete: false }] };
  const address = 'rabbitmq_queue.orders';
  const expressions = Object.entries({ endpoint, username: 'admin', password: 's3cret' }).map(([name, value]) => [
    name,
    { constant_value: value },
  ]);
  return {
    format_version: '1.2',
    resource_changes: [
      {
        address,
        mode: 'managed',
        type: 'rabbitmq_queue',
        change: { actions: ['delete'], before: values, after: null },
      },
    ],
    configuration: {
      provider_config: { rabbitmq: { name: 'rabbitmq', expressions: Object.fromEntries(expressions) } },
    },
  };
}
