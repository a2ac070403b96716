import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { checkContent } from '../../../cli/check/report';
import { toText } from '../../../cli/check/text';
import { checkCommand } from '../../../cli/commands/check';
import { run } from '../../../cli/program/program';
import { catchPrinted } from '../printed';
import { jsonOutputOf } from '../json-output';

let folder: string;
const printed = catchPrinted();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const clean = {
  users: [{ name: 'app', tags: [] }],
  vhosts: [{ name: '/' }],
  permissions: [{ user: 'app', vhost: '/', configure: '', write: '^amq\\.default$', read: '^orders$' }],
  queues: [{ name: 'orders', vhost: '/', arguments: { 'x-queue-type': 'quorum', 'x-max-length': 1000 } }],
};
const unbounded = { ...clean, queues: [{ name: 'orders', vhost: '/', arguments: { 'x-queue-type': 'quorum' } }] };
const refused = { ...clean, queues: [{ name: 'orders', vhost: '/', arguments: { 'x-max-length': '1000' } }] };

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return path;
}

function check(...argv: readonly string[]): Promise<number> {
  return run(['check', ...argv], { check: { summary: '', load: () => checkCommand } });
}

describe('check', () => {
  test.each([
    ['nothing to report', clean, [], 0],
    ['hazards', unbounded, [], 0],
    ['hazards, when strict', unbounded, ['--strict'], 2],
    ['a refusal', refused, [], 3],
    ['no JSON', '{"users": [', [], 1],
  ])('with %s exits with its code', async (_, content, options, code) => {
    expect(await check(file('d.json', content), ...options)).toBe(code);
  });

  test('tells each finding on a line of its own, and what to do', async () => {
    const path = file('d.json', refused);

    await check(path);

    expect(printed.output.split('\n')[0]).toBe(
      `${path}:27:9: refused: queue 'orders' in '/': 'x-max-length' must be an integer of at least 0, got "1000"; ` +
        'write it without quotes [queue/argument-value https://www.rabbitmq.com/docs/queues]',
    );
    expect(printed.output).not.toContain('\u001b[');
  });

  test('prints JSON of the documented shape, one element a file', async () => {
    const [one, other] = [file('a.json', refused), file('b.json', clean)];

    await check(one, other, '--format', 'json', '--server-version', '4.0.5');

    const [first, second] = jsonOutputOf('check', printed.output);
    expect(first).toMatchObject({ file: one, serverVersion: '4.0.5' });
    expect(first.findings[0]).toEqual({
      kind: 'refused',
      rule: 'queue/argument-value',
      link: 'https://www.rabbitmq.com/docs/queues',
      object: { type: 'queue', vhost: '/', name: 'orders' },
      at: `${one}#/queues/0`,
      line: 27,
      column: 9,
      message: `'x-max-length' must be an integer of at least 0, got "1000"`,
      remedy: 'write it without quotes',
    });
    expect(second).toEqual({
      file: other,
      serverVersion: '4.0.5',
      versionFrom: 'option',
      findings: [],
      acknowledged: 0,
    });
  });

  test('prints SARIF with the line of each element', async () => {
    const path = file('d.json', refused);

    await check(path, '--format', 'sarif');

    const { version, runs } = JSON.parse(printed.output);
    const lines = JSON.stringify(refused, null, 2).split('\n');
    const [result] = runs[0].results;
    const { startLine, startColumn } = result.locations[0].physicalLocation.region;
    expect(version).toBe('2.1.0');
    expect(result).toMatchObject({ ruleId: 'queue/argument-value', level: 'error' });
    expect(runs[0].tool.driver.rules[result.ruleIndex].id).toBe('queue/argument-value');
    expect(lines[startLine - 1]?.slice(startColumn - 1)).toBe('"x-max-length": "1000"');
  });

  test('tells hazards that nearly every file has once a file', async () => {
    const queues = ['a', 'b', 'c'].map((name) => ({ name, vhost: '/', arguments: { 'x-queue-type': 'classic' } }));

    await check(file('d.json', { ...clean, queues, permissions: [] }));

    expect(printed.output.match(/\[topology\/queue-is-bounded/g)).toHaveLength(1);
    expect(printed.output).toContain(": hazard: queue 'a' and 2 others: it has no length limit");
  });

  test('shows the lines about each finding on a terminal, with the place marked', () => {
    const content = JSON.stringify(refused, null, 2);
    const report = checkContent(content, 'd.json', { version: { major: 4, minor: 2, patch: 0 }, rules: [] });

    const lines = stripVTControlCharacters(toText(report, { columns: 80, content })).split('\n');

    expect(lines).toEqual([
      'd.json:27:9 refused queue/argument-value',
      `  queue 'orders' in '/': 'x-max-length' must be an integer of at least 0, got "1000"`,
      '      26 |       "arguments": {',
      '    > 27 |         "x-max-length": "1000"',
      '         |         ^',
      '      28 |       }',
      '  → write it without quotes',
      '  https://www.rabbitmq.com/docs/queues',
      '',
      'd.json: 1 refused (RabbitMQ 4.2.0)',
    ]);
  });

  test.each([
    ['line by line', 2],
    ['in one line', undefined],
  ])('shows no secret of a file that is written %s', (_, indent) => {
    const users = [
      { name: 'u', password_hash: 'c2VjcmV0', hashing_algorithm: 'secret-too', tags: 7, password: 'secret' },
    ];
    const value = {
      'src-uri': ['amqp://u:secret@h', 'amqp://u:secret@i'],
      'dest-uri': 'amqp://u:secret@h',
      'src-queue': 7,
    };
    const parameters = [{ component: 'shovel', vhost: '/', name: 's', value }];
    const content = JSON.stringify({ ...clean, users, parameters }, null, indent);
    const report = checkContent(content, 'd.json', { rules: [] });

    const text = toText(report, { columns: 160, content });

    expect(report.findings.length).toBeGreaterThan(3);
    expect(text).not.toMatch(/secret|c2VjcmV0/);
  });

  test('shows no colours to those who want none', () => {
    const report = checkContent(JSON.stringify(refused), 'd.json', { rules: [] });
    process.env['NO_COLOR'] = '1';
    try {
      expect(toText(report, { columns: 80 })).not.toContain('\u001b');
    } finally {
      delete process.env['NO_COLOR'];
    }
  });

  test('reads a stack of cdktf.out as the provider would send it', async () => {
    const queue = {
      '//': { metadata: { path: 'topology/orders/Default' } },
      name: 'orders',
      vhost: '/',
      settings: { durable: true, arguments: { 'x-queue-type': 'quorum', 'x-max-length': '5' } },
    };

    const code = await check(file('cdk.tf.json', { terraform: {}, resource: { rabbitmq_queue: { orders: queue } } }));

    expect(code).toBe(3);
    expect(printed.output).toMatch(/cdk\.tf\.json:8:13: topology\/orders: refused: /);
    expect(printed.output).toContain(`refused: queue 'orders' in '/': 'x-max-length' must be an integer`);
  });

  test('goes on after a file that cannot be read', async () => {
    const path = file('d.json', clean);

    expect(await check(join(folder, 'nothing.json'), path)).toBe(1);
    expect(printed.errors).toContain("nothing.json' cannot be read (ENOENT): no such file; check the path");
    expect(printed.output).toContain(`${path}: nothing to report`);
  });

  test('does not read a file of more than 64 MiB', async () => {
    const path = file('d.json', `{"queues": [${' '.repeat(65 * 1024 * 1024)}]}`);

    expect(await check(path)).toBe(1);
    expect(printed.errors).toBe(`error: ${path}: it is larger than 64 MiB, the most that is read\n`);
  });

  test.each([
    [
      'of a text without end',
      `{"queues": [{"name": "${'x'.repeat(200_000)}"}]}`,
      'a string of more than 100,000 characters',
    ],
    ['of too many values', `{"queues": [${'0,'.repeat(2_000_001)}0]}`, 'more than 2,000,000 values'],
    [
      'of depths without end',
      `{"a": ${'['.repeat(60_000)}${']'.repeat(60_000)}}`,
      'values nested more than 10,000 deep',
    ],
    ['in UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'it is UTF-16, and must be UTF-8'],
    ['in Latin-1', Buffer.from('{\n"a": "größe"}', 'latin1'), 'line 2 holds a byte that is not UTF-8'],
    ['with a NUL byte', '{"queues": []}\0', 'invalid JSON: unexpected character at line 1, column 15'],
    ['with a comment', '{\n  // queues\n}', 'invalid JSON: comments are not allowed at line 2, column 3'],
  ])('does not read a file %s, and says so', async (_, content, message) => {
    const path = join(folder, 'd.json');
    writeFileSync(path, content);

    expect(await check(path)).toBe(1);
    expect(printed.errors).toContain(`error: ${path}: `);
    expect(printed.errors).toContain(message);
  });

  test('reads of a folder manifests alone', async () => {
    expect(await check(folder)).toBe(1);
    expect(printed.errors).toContain(`no YAML file of the folder '${folder}' holds a resource of rabbitmq.com/v1beta1`);
  });

  test('takes __proto__ for a name like any other', async () => {
    const content =
      '{"__proto__": {"queues": []}, "vhosts": [{"name": "/"}], "queues": [{"name": "__proto__", "vhost": "/", "__proto__": {"durable": false}, "arguments": {"__proto__": {"x-max-length": -1}, "constructor": 1}}]}';

    await check(file('d.json', content), '--format', 'json');

    const [{ findings }] = jsonOutputOf('check', printed.output);
    const unknown = findings.filter(({ rule }: { rule: string }) => rule === 'queue/unknown-argument');
    expect(unknown.map(({ message }: { message: string }) => message.split(' ')[0])).toEqual([
      "'__proto__'",
      "'constructor'",
    ]);
    expect(findings.map(({ kind }: { kind: string }) => kind)).not.toContain('refused');
  });

  test('counts what a file has too much of, and shortens what is too long', async () => {
    const queues = Array.from({ length: 10_002 }, (_, at) => ({
      name: `${'n'.repeat(1_000)}${at}`,
      vhost: '/',
      arguments: { 'x-foo': 1 },
    }));

    await check(file('d.json', { vhosts: [{ name: '/' }], queues }), '--format', 'json');

    const [{ findings }] = JSON.parse(printed.output);
    const unknown = findings.filter(({ rule }: { rule: string }) => rule === 'queue/unknown-argument');
    expect(unknown).toHaveLength(10_001);
    expect(unknown[0].object.name).toHaveLength(300);
    expect(unknown[10_000].message).toContain('2 more; the last: ');
  });

  test('lets no name steer the terminal', async () => {
    const name = '\u001b[2J\u0007\u202e';

    await check(file('d.json', { ...clean, queues: [{ name, vhost: '/', arguments: { 'x-foo': 1 } }] }));

    expect(printed.output).toContain('\\u001b[2J\\u0007\\u202e');
    expect(printed.output).not.toContain('\u001b');
  });

  test('is done with a pattern that would backtrack without end', async () => {
    const policies = [{ name: 'p', vhost: '/', pattern: '^(a+)+$', definition: { 'max-length': 5 }, priority: 0 }];
    const queues = Array.from({ length: 100 }, (_, at) => ({
      name: `${'a'.repeat(200)}${at}`,
      vhost: '/',
      arguments: {},
    }));

    await check(file('d.json', { ...clean, policies, queues }));

    expect(printed.output).toContain('policy/matches-nothing');
  }, 10_000);
});
