import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupCommand } from '../../../cli/commands/backup';
import { run } from '../../../cli/program/program';
import { describeWithSmallDisk } from '../../small-disk';
import { catchPrinted } from '../printed';
import { jsonOutputOf } from '../json-output';

const users = [{ name: 'worker', password_hash: 'hash-of-worker', tags: [] }];
const answers: Readonly<Record<string, string>> = {
  overview: JSON.stringify({ rabbitmq_version: '4.3.6', cluster_name: 'rabbit@a', erlang_version: '27' }),
  definitions: JSON.stringify({ users, queues: [{ name: 'q', vhost: '/', arguments: { 'x-a': 1 } }] }),
  vhosts: JSON.stringify([{ name: '/' }]),
  nodes: JSON.stringify([{ name: 'rabbit@a', enabled_plugins: ['rabbitmq_management'] }]),
  exchanges: JSON.stringify(
    ['inner', 'amq.rabbitmq.trace'].map((name) => ({
      ...{ name, vhost: '/', type: 'topic', durable: true, auto_delete: false, internal: true, arguments: {} },
    })),
  ),
  'feature-flags': JSON.stringify([{ name: 'khepri_db', state: 'enabled' }]),
};

const printed = catchPrinted();
let folder: string;
let server: Server;
let url: string;
/** What is answered otherwise than by a broker that is well. */
let other: Readonly<Record<string, readonly [number, string]>>;

beforeAll(async () => {
  server = createServer(({ url: asked = '' }, response) => {
    const path = asked.replace('/api/', '');
    const [status, text] = other[path] ?? (path in answers ? [200, answers[path]] : [404, '{}']);
    response.statusCode = status;
    response.end(text);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://admin:the-password@127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => void server.close(resolve)));
beforeEach(() => {
  other = {};
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const backup = (...words: readonly string[]) =>
  run(['backup', ...words], { backup: { summary: '', load: () => backupCommand } });
const content = (name: string) => readFileSync(join(folder, name), 'utf8');
const all = () => readdirSync(folder).map((name) => [name, content(name)]);

describe('rabbitmq-cdk backup', () => {
  test('writes the same bytes of the same broker, however it lists what it has', async () => {
    expect(await backup(url, folder)).toBe(0);
    const before = all();

    const reversed = JSON.stringify({ queues: JSON.parse(answers['definitions'] ?? '').queues, users });
    other = { definitions: [200, reversed.replace('"x-a":1', '"x-a" : 1')] };
    expect(await backup(url, folder)).toBe(0);

    expect(all()).toEqual(before);
    expect(printed.output).toContain('holds the same already: nothing is written');
    expect(content('definitions.json')).not.toContain('hash-of-worker');
    expect(content('secrets.json')).toContain('hash-of-worker');
  });

  test('holds internal exchanges, which the export leaves out, and none of the server', async () => {
    expect(await backup(url, folder)).toBe(0);

    expect(JSON.parse(content('definitions.json')).exchanges).toMatchObject([{ name: 'inner', internal: true }]);
  });

  test('prints JSON for programs, without a secret', async () => {
    expect(await backup(url, folder, '--format', 'json')).toBe(0);

    expect(jsonOutputOf('backup', printed.output)).toMatchObject({
      ...{ broker: expect.stringMatching(/^http:\/\/127/), folder, changed: true, serverVersion: '4.3.6' },
      counts: { users: 1, queues: 1, bindings: 0 },
      secrets: { file: 'secrets.json', count: 1, encryptedTo: [] },
    });
    expect(printed.output).not.toMatch(/hash-of-worker|the-password/);
  });

  test.each([
    [
      'refuses the password',
      { definitions: [401, '{}'] },
      /answers 401 to GET \/api\/definitions: give an administrator's name/,
    ],
    ['refuses the user', { definitions: [403, '{}'] }, /answers 403 to GET \/api\/definitions: the user needs the tag/],
    [
      'cannot export',
      { definitions: [500, '{"error":"Internal Server Error","reason":"badarg"}'] },
      /answers 500 to GET \/api\/definitions: Internal Server Error: badarg/,
    ],
    ['is cut off', { definitions: [200, '{"users": ['] }, /GET .*definitions: the answer is no JSON/],
    ['answers something else', { overview: [200, '{}'] }, /does not answer as a management API of RabbitMQ does/],
    ['exports something else', { definitions: [200, '[]'] }, /exports is no definitions file: it is no object/],
  ] as const)('fails when the broker %s, and the earlier backup stays', async (_, answer, message) => {
    expect(await backup(url, folder)).toBe(0);
    const before = all();

    other = answer;

    expect(await backup(url, folder)).toBe(1);
    expect(printed.errors).toMatch(message);
    expect(printed.errors).not.toContain('the-password');
    expect(all()).toEqual(before);
  });

  test('fails when nothing answers, and when the folder is not for it; nothing is written', async () => {
    expect(await backup('http://admin:the-password@127.0.0.1:1', folder)).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(join(folder, 'mine'), '');

    expect(await backup(url, folder)).toBe(1);

    expect(printed.errors).toMatch(/cannot be reached: .*ECONNREFUSED[^]*holds other files \('mine'\)/);
    expect(readdirSync(folder)).toEqual(['mine']);
  });

  test('fails when the recipients are of two programs, or a program takes one for none', async () => {
    expect(await backup(url, folder, '--encrypt-to', 'age1x', '--encrypt-to', 'me@example.com')).toBe(1);
    expect(printed.errors).toContain('recipients of age and of gpg cannot open the same file');
    expect(await backup(url, folder, '--encrypt-to', 'age1x')).toBe(1);
    expect(printed.errors).toMatch(/the secrets cannot be encrypted: .*age/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describeWithSmallDisk('a backup on a full disk', () => {
  test('is told, and the earlier one stays', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
    try {
      expect(await backup(url, folder)).toBe(0);
      const before = all();
      const queues = Array.from({ length: 1000 }, (_, index) => ({ name: `q-${index}`, vhost: '/', arguments: {} }));
      other = { definitions: [200, JSON.stringify({ users, queues })] };

      expect(await backup(url, folder)).toBe(1);

      expect(printed.errors).toContain('the disk is full; free disk space and retry; an earlier one stays as it was');
      expect(all()).toEqual(before);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});
