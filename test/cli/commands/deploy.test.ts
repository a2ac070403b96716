import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../lab/folders';
import { jsonOutputOf } from '../json-output';

/** What Terraform is here: it plans what a file beside the stack says, and has nothing to say against it. */
const terraform = `#!/bin/sh
cd "\${1#-chdir=}"
case "$2 $*" in
  plan*-out=*)
    if [ -e plan.error ]; then cat plan.error; exit 1; fi
    for argument in "$@"; do case "$argument" in -out=*) cp plan.json "\${argument#-out=}" ;; esac; done
    echo '{"type": "planned_change", "change": {"action": "delete"}}' ;;
  show*) for argument in "$@"; do last=$argument; done; cat "$last" ;;
  state*) if [ -e state.json ]; then cat state.json; fi ;;
  apply*)
    if [ -e waits ]; then trap 'echo "$halted"; exit 1' INT; fi
    halted='{"type": "diagnostic", "diagnostic": {"severity": "error", "summary": "execution halted", "detail": ""}}'
    hook='"hook": {"resource": {"addr": "rabbitmq_queue.orders"}, "action": "delete"}'
    # Both at once: an interrupt may come as soon as one is read.
    printf '%s\\n%s\\n' '{"type": "apply_start", '"$hook"'}' '{"type": "apply_complete", '"$hook"'}'
    while [ -e waits ]; do sleep 0.05; done ;;
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
    const names = ['first', 'second', 'third', 'fourth'];
    const stacks = names.map((name) => [
      name,
      { name, workingDirectory: name, dependencies: name === 'fourth' ? ['third'] : [] },
    ]);
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ stacks: Object.fromEntries(stacks) }));
    for (const name of names) mkdirSync(join(folder, name));
    for (const name of names) writeFileSync(join(folder, name, 'cdk.tf.json'), '{}');
    writeFileSync(join(folder, 'first', 'plan.json'), JSON.stringify(planOf(`http://127.0.0.1:${port}`)));
    const created = { vhost: 'shop', name: 'orders', settings: [{ durable: true, auto_delete: false }] };
    writeFileSync(join(folder, 'third', 'plan.json'), JSON.stringify(creationOf(['orders', 'returns'], created)));
    writeFileSync(join(folder, 'third', 'waits'), '');
    const resources = [{ mode: 'managed', type: 'rabbitmq_queue', name: 'orders', instances: [{ attributes: {} }] }];
    for (const name of ['first', 'third', 'fourth'])
      writeFileSync(join(folder, name, 'state.json'), JSON.stringify({ lineage: 'one', serial: 1, resources }));
    const protections = ['orders', 'returns'].map((id) => ({
      type: 'diagnostic',
      diagnostic: {
        severity: 'error',
        summary: 'Instance cannot be destroyed',
        detail: `Resource rabbitmq_queue.${id} has`,
      },
    }));
    writeFileSync(
      join(folder, 'fourth', 'plan.error'),
      protections.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
    const diagnostic = { severity: 'error', summary: 'Invalid provider', detail: '' };
    writeFileSync(join(folder, 'second', 'plan.error'), `${JSON.stringify({ diagnostic })}\n`);
  });
  afterAll(() => {
    broker.close();
    rmSync(folder, { recursive: true });
  });

  test('refuses to lose messages that nobody allowed to lose, and says how to allow it', async () => {
    const { code, stdout, stderr } = await deploy('first', 'second');

    expect(code).toBe(3);
    expect(stdout).toMatch(/^first: refused\n {2}data: queue 'orders' in 'shop' is deleted: its messages go/);
    expect(stdout).toContain('allow it by name: --allow data\n');
    expect(stderr).toContain('second: not begun');
  });

  test.each(['availability', 'access'])('refuses it when %s is allowed to be lost', async (loss) => {
    const { code } = await deploy('first', '--allow', loss);

    expect(code).toBe(3);
  });

  test('says what a queue holds before it is deleted, and what was applied before a later stack fails', async () => {
    const { code, stdout, stderr } = await deploy('first', 'second', '--allow', 'access', '--allow', 'data');

    expect(stderr).toContain('holds: 7 messages and 2 consumers now');
    expect([code, stdout]).toEqual([1, 'first: applied\nsecond: failed\n  Invalid provider\n']);
  });

  test('tells programs an event a line', async () => {
    const { code, stdout } = await deploy('first', 'second', '--format', 'json', '--allow', 'data');

    const events = stdout
      .trim()
      .split('\n')
      .map((line) => jsonOutputOf('deploy', line));
    expect(code).toBe(1);
    expect(events).toEqual([
      { event: 'message', stack: 'first', message: 'planning' },
      { event: 'message', stack: 'first', message: 'applying' },
      { event: 'done', stack: 'first', outcome: 'applied', reasons: [], done: 1, total: 1 },
      { event: 'message', stack: 'second', message: 'planning' },
      { event: 'done', stack: 'second', outcome: 'failed', reasons: ['Invalid provider'], done: 0, total: 0 },
    ]);
  });

  test('knows nothing else that can be allowed', async () => {
    const { code, stderr } = await deploy('first', '--allow', 'everything');

    expect(code).toBe(1);
    expect(stderr).toContain("'everything' is invalid. Allowed choices are data, availability, access");
  });

  test('lets Terraform end in its own way when it is interrupted, and says how far it came', async () => {
    const { code, stdout, stderr } = await deploy('third', { interruptAt: 'applying' });

    expect(stderr).toContain('waiting for Terraform to end what it has begun');
    expect([code, stdout]).toEqual([
      130,
      'third: interrupted\n  1 of 2 steps are done, and in the state; go on with: rabbitmq-cdk deploy third\n',
    ]);
  });

  test('leaves no plan on the disk, and removes those of runs that were killed', async () => {
    const owned = (pid: number) => {
      const left = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-plan-'));
      writeFileSync(join(left, 'owner'), JSON.stringify({ host: hostname(), pid }));
      return left;
    };
    const killed = spawnSync('true');
    const [leftover, used] = [owned(killed.pid), owned(process.pid)];

    await deploy('first', '--allow', 'data');

    expect([existsSync(leftover), existsSync(used)]).toEqual([false, true]);
    rmSync(used, { recursive: true });
  });

  test('applies a kept plan, and once the state has changed refuses it before it tells a review of another world', async () => {
    const state = join(folder, 'first', 'state.json');
    const before = readFileSync(state, 'utf8');
    await call('review', 'first', '--out', 'kept');

    const applied = await deploy('--plan', 'kept', '--allow', 'data');
    writeFileSync(state, before.replace('"serial":1', '"serial":2'));
    const stale = await deploy('--plan', 'kept', '--allow', 'data');
    writeFileSync(state, before);

    expect([applied.code, applied.stdout, stale.code]).toEqual([0, 'first: applied\n', 3]);
    expect(applied.stderr).toContain('verdict: loses data');
    expect(stale.stderr).not.toContain('verdict');
    expect(stale.stdout).toMatch(
      /^first: refused\n {2}the plan is stale: the state has changed[^\n]*\n {2}review and approve it again: rabbitmq-cdk review first --out kept\n$/,
    );
  });

  test('destroys by the same rules, and tells what is protected in one message', async () => {
    const refused = await call('destroy', 'first');
    const done = await call('destroy', 'first', '--allow', 'data');
    const isProtected = await call('destroy', 'fourth', '--allow', 'data');
    const events = (await call('destroy', 'first', '--allow', 'data', '--format', 'json')).stdout.trim().split('\n');

    expect(refused).toMatchObject({ code: 3, stdout: expect.stringContaining('--allow data') });
    expect([done.code, done.stdout]).toEqual([0, 'first: applied\n']);
    expect(events.map((line) => jsonOutputOf('destroy', line)).at(-1)).toMatchObject({
      stack: 'first',
      outcome: 'applied',
    });
    expect(isProtected.code).toBe(3);
    expect(isProtected.stdout).toMatch(/^fourth: refused\n {2}2 objects are protected by removalPolicy 'protect'/);
    expect(isProtected.stdout.match(/protected/g)).toHaveLength(1);
  });

  test('does not destroy what a deployed stack needs', async () => {
    const { code, stdout } = await call('destroy', 'third', '--allow', 'data');

    expect(code).toBe(3);
    expect(stdout).toContain("'fourth' needs what it gives, and is deployed");
    expect(stdout).toContain('rabbitmq-cdk destroy third fourth');
  });

  function deploy(...args: readonly (string | { readonly interruptAt: string })[]) {
    return call('deploy', ...args);
  }

  function call(...args: readonly (string | { readonly interruptAt: string })[]) {
    const words = args.filter((arg) => typeof arg === 'string');
    const approved = words[0] === 'review' ? [] : ['--auto-approve'];
    const command = [join(projectRoot, 'bin/rabbitmq-cdk.js'), ...words, ...approved];
    const env = {
      ...process.env,
      RABBITMQ_PLAN_KEY: 'k'.repeat(32),
      TERRAFORM_BINARY_NAME: join(folder, 'terraform'),
    };
    return new Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>((resolve) => {
      const child = execFile(process.execPath, command, { cwd: folder, env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
      for (const arg of args) {
        if (typeof arg === 'string') continue;
        child.stderr?.on('data', (said) => String(said).includes(arg.interruptAt) && child.kill('SIGINT'));
      }
    });
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

function creationOf(ids: readonly string[], after: object): object {
  return {
    format_version: '1.2',
    resource_changes: ids.map((id) => ({
      address: `rabbitmq_queue.${id}`,
      mode: 'managed',
      type: 'rabbitmq_queue',
      change: { actions: ['create'], before: null, after },
    })),
  };
}
