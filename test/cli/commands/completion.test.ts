import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../../host/command';

const bin = resolve(__dirname, '../../../bin/rabbitmq-cdk.js');

describe('rabbitmq-cdk completion', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'completion-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const completion = (...args: readonly string[]) =>
    run(process.execPath, [bin, 'completion', ...args], { cwd: folder });

  test('prints a script that bash takes, and that offers files', async () => {
    const script = await completion('bash');

    writeFileSync(join(folder, 'script'), script);
    const loaded = `source '${join(folder, 'script')}' && complete -p rabbitmq-cdk`;
    expect(await run('bash', ['-c', loaded])).toBe('complete -o default -F __rabbitmq_cdk_complete rabbitmq-cdk');
    expect(script).toContain('rabbitmq-cdk completion complete -- ');
  }, 30_000);

  test('answers the script with the options of a command, and with the stacks that were synthesized', async () => {
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'false' }));
    mkdirSync(join(folder, 'cdktf.out'));
    writeFileSync(join(folder, 'cdktf.out/manifest.json'), JSON.stringify({ stacks: { shop: {} } }));

    expect(await completion('complete', '--', 'review', '')).toBe('shop\tstack\n:4');
    expect(await completion('complete', '--', 'check', '--str')).toMatch(/^--strict\t.+\n:4$/);
    expect(await completion('complete', '--', 'check', '')).toBe(':0');
  }, 30_000);
});
