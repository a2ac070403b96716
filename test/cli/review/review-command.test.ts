import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reviewCommand } from '../../../cli/commands/review';
import { run } from '../../../cli/program/program';
import { projectRoot } from '../../../lab/folders';
import { recordedFile, recordedJson, recordedNames } from './recorded';
import { catchPrinted } from '../printed';

describe('rabbitmq-cdk review --plan', () => {
  const printed = catchPrinted();

  test.each([
    ['no-change', 0],
    ['construct-renamed', 0],
    ['policy-raised', 2],
    ['queue-replaced', 3],
    ['node-replaced', 3],
  ])('of %s exits with %i', async (name, code) => {
    expect(await review('--plan', recordedFile(name))).toBe(code);
  });

  test('needs neither Terraform nor an engine nor a broker', () => {
    const command = [join(projectRoot, 'bin/rabbitmq-cdk.js'), 'review', '--plan', recordedFile('queue-replaced')];
    const { status, stdout } = spawnSync(process.execPath, command, { env: {}, cwd: tmpdir(), encoding: 'utf8' });

    expect(status).toBe(3);
    expect(stdout).toContain("queue 'orders' in 'shop' is replaced: its messages go");
  });

  test('tells what only gets another address', async () => {
    await review('--plan', recordedFile('construct-renamed'));

    expect(printed.output).toContain('rabbitmq_queue.invoices is rabbitmq_queue.bills in the state from now on');
  });

  test('draws a page of each virtual host that changes, and says so where nothing does', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'review-')), 'pages');

    await review('--plan', recordedFile('no-change'), '--diagram', folder);
    expect(existsSync(folder)).toBe(false);
    expect(printed.errors).toContain('no exchange, queue or binding changes, so that there is nothing to draw');

    await review('--plan', recordedFile('queue-replaced'), '--diagram', folder);
    const [file = '', ...others] = readdirSync(folder);
    expect([file, others]).toEqual(['queue-replaced%20shop.html', []]);
    const page = readFileSync(join(folder, file), 'utf8');
    expect(page).toContain('"settings":["max-priority: 5 → 10"]');
    expect(page).toContain('"change":"changed"');
    rmSync(folder, { recursive: true });
  });

  test.each(['text', 'markdown', 'json'])('shows no secret as %s, whatever the plan', async (format) => {
    const folder = mkdtempSync(join(tmpdir(), 'review-'));
    for (const name of recordedNames()) {
      const file = join(folder, `${name}.json`);
      writeFileSync(file, recordedJson(name).replaceAll(/<secret(?: \d+)?>/g, 'hunter2'));
      await review('--plan', file, '--format', format);
    }
    rmSync(folder, { recursive: true });

    expect(printed.output.length).toBeGreaterThan(1_000);
    expect(printed.output + printed.errors).not.toContain('hunter2');
  });

  test('caveats a plan that Terraform did not finish', async () => {
    await review('--plan', recordedFile('protected-queue-replaced'));

    expect(printed.output).toContain('incomplete: an error stopped Terraform before it had planned everything');
  });

  test('reads a plan of nothing, which names no resource', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'review-'));
    const file = join(folder, 'plan.json');
    writeFileSync(file, JSON.stringify({ format_version: '1.2', planned_values: { root_module: {} } }));

    expect(await review('--plan', file)).toBe(0);
    rmSync(folder, { recursive: true });
  });

  test('fails when the file is no plan, or is not there', async () => {
    expect(await review('--plan', __filename)).toBe(1);
    expect(await review('--plan', 'nowhere.json')).toBe(1);

    expect(printed.errors).toContain(`'${__filename}' is no plan; give what 'terraform show -json PLAN' prints`);
    expect(printed.errors).toContain("'nowhere.json' cannot be read (ENOENT)");
  });

  test('fails when several stacks are named for one plan', async () => {
    expect(await review('a', 'b', '--plan', recordedFile('no-change'))).toBe(1);

    expect(printed.errors).toContain("'--plan' is of one stack, got 2: a, b");
  });

  function review(...args: readonly string[]): Promise<number> {
    return run(['review', ...args], { review: { summary: '', load: () => reviewCommand } });
  }
});
