import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAcknowledgements } from '../../../cli/check/acknowledgements';
import { checkCommand } from '../../../cli/commands/check';
import { run } from '../../../cli/program/program';
import { catchPrinted } from '../printed';

let folder: string;
const printed = catchPrinted();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'acknowledgements-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const unbounded = (name: string, args: object = {}) => ({
  name,
  vhost: '/',
  arguments: { 'x-queue-type': 'quorum', ...args },
});

describe('check with acknowledgements', () => {
  test('leaves out what is acknowledged, and counts it', async () => {
    const path = definitions(unbounded('tmp.a'), unbounded('tmp.b'), unbounded('orders'));
    const known = written("# of the team shop\n\ntopology/queue-is-bounded queue 'tmp.*' in '/' # lives for minutes\n");

    expect(await check(path, '--acknowledge', known, '--format', 'json')).toBe(0);

    const [report] = JSON.parse(printed.output);
    expect(report.acknowledged).toBe(2);
    expect(
      report.findings.filter(({ rule }: { rule: string }) => rule === 'topology/queue-is-bounded').map(nameOf),
    ).toEqual(['orders']);
    expect(printed.errors).toBe('');
  });

  test('tells how many are acknowledged in its summary', async () => {
    const known = written('topology/queue-is-bounded * # bounded by an operator policy\n');

    await check(definitions(unbounded('orders')), '--acknowledge', known);

    expect(printed.output).toMatch(/: .*, 1 acknowledged \(RabbitMQ /);
  });

  test('tells a line that nothing needs any more, which fails when strict', async () => {
    const path = definitions(unbounded('orders', { 'x-max-length': 5 }));
    const known = written("topology/queue-is-bounded queue 'orders' in '/' # soon\n");

    await check(path, '--acknowledge', known);
    expect(printed.errors).toBe(
      `${known}:1: topology/queue-is-bounded queue 'orders' in '/' is not found; remove the line, or correct it\n`,
    );
    expect(await check(path, '--acknowledge', known, '--strict')).toBe(2);
  });

  test('keeps what the broker refuses, and says that it cannot be acknowledged', async () => {
    const path = definitions(unbounded('orders', { 'x-max-length': '5' }));
    const known = written("queue/argument-value queue 'orders' in '/' # we like it\n");

    expect(await check(path, '--acknowledge', known)).toBe(3);
    expect(printed.errors).toContain('cannot be acknowledged: the broker rejects the object');
  });

  test('tells every line that is none, and checks nothing', async () => {
    const known = written(
      "topology/queue-is-bounded\ntopology/queue-is-bounded queue 'a' in '/'\nx queue 'a' in '/' #\n",
    );

    expect(await check(definitions(), '--acknowledge', known)).toBe(1);
    expect(printed.errors.match(/acknowledged:\d: a line must be/g)).toHaveLength(3);
    expect(printed.output).toBe('');
  });
});

test('a name may hold what begins a reason', () => {
  expect(readAcknowledgements("r queue 'a # b' in '/' # because # of it", 'f')).toEqual([
    { at: 'f:1', rule: 'r', object: "queue 'a # b' in '/'", reason: 'because # of it' },
  ]);
});

function nameOf({ object }: { readonly object: { readonly name: string } }): string {
  return object.name;
}

function definitions(...queues: readonly object[]): string {
  const path = join(folder, 'definitions.json');
  writeFileSync(path, JSON.stringify({ vhosts: [{ name: '/' }], queues }));
  return path;
}

function written(content: string): string {
  const path = join(folder, 'check.acknowledged');
  writeFileSync(path, content);
  return path;
}

function check(...argv: readonly string[]): Promise<number> {
  return run(['check', ...argv], { check: { summary: '', load: () => checkCommand } });
}
