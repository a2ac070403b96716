import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffCommand } from '../../../cli/commands/diff';
import { run } from '../../../cli/program/program';
import { path } from '../../../host/management';
import { administrationOf } from '../../../lab/broker';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { catchPrinted } from '../printed';
import { jsonOutputOf } from '../json-output';

/** Names that a report might be broken with. */
const odd = ['a*b', '#hash', "it's", ' lead', 'a\\b', 'new\nline', '| pipe |', '`tick`', '<b>', '\u001b[31m', '\u202e'];

describeWith('broker', 'rabbitmq-cdk diff of a live broker', () => {
  const vhost = `diff ${process.pid}`;
  const printed = catchPrinted();
  let folder: string;
  let url: string;
  let exported: { readonly queues: readonly object[] };

  beforeAll(async () => {
    const broker = sharedBroker();
    const api = administrationOf(broker);
    await api.put(path`vhosts/${vhost}`, {});
    await api.put(path`queues/${vhost}/${'orders'}`, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    await api.put(path`queues/${vhost}/${'tmp'}`, { durable: true, arguments: { 'x-queue-type': 'classic' } });
    exported = await api.get('definitions');
    folder = mkdtempSync(join(tmpdir(), 'diff-'));
    const address = new URL(broker.managementUrl);
    [address.username, address.password] = [broker.username, broker.password];
    url = address.href;
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await administrationOf(sharedBroker()).delete(path`vhosts/${vhost}`);
  });

  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  // What other tests have on the broker is of other virtual hosts, which the lines of the report tell.
  const others = 'vhost *\nuser *\n';

  /** Compares the virtual host alone. */
  const diff = (content: object, ignored: string, ...words: readonly string[]) => {
    const only = Object.fromEntries(
      Object.entries(content).map(([section, list]: [string, unknown]) => [
        section,
        Array.isArray(list) ? list.filter((one: { vhost?: string }) => one.vhost === vhost) : list,
      ]),
    );
    return run(['diff', url, file('other.json', JSON.stringify(only)), '--ignore', file('ignore', ignored), ...words], {
      diff: { summary: '', load: () => diffCommand },
    });
  };

  /** The lines of the report that are about the virtual host. */
  const lines = () => printed.output.split('\n').filter((line) => line.includes(`'${vhost}'`));

  test('tells what only one has and what is set otherwise, whatever the names are', async () => {
    const orders = exported.queues.find((one) => (one as { name: string }).name === 'orders');
    const queues = odd.map((name) => ({ ...orders, name, arguments: { 'x-queue-type': 'quorum' } }));

    const code = await diff({ ...exported, queues: [...queues, { ...orders, name: 'tmp', durable: true }] }, others);

    expect(code).toBe(2);
    const told = lines().join('\n');
    expect(told).toContain(`- queue 'orders' in '${vhost}'`);
    expect(told).toContain(`~ queue 'tmp' in '${vhost}': arguments.x-queue-type`);
    for (const name of ["'a*b'", "'#hash'", "'it's'", "' lead'", "'new\\u000aline'", "'\\u001b[31m'", "'\\u202e'"])
      expect(told).toContain(`+ queue ${name} in '${vhost}'`);
    expect(printed.output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test('passes over each by its line of the report, with stars escaped, and says which lines ignore nothing', async () => {
    const orders = exported.queues.find((one) => (one as { name: string }).name === 'orders');
    const queues = odd.map((name) => ({ ...orders, name }));
    const content = { ...exported, queues: [...exported.queues, ...queues] };
    await diff(content, others);
    const patterns = lines().map((line) => line.slice(4).replaceAll(/[\\*]/g, '\\$&'));
    printed.output = '';

    await diff(content, `${others}${patterns.join('\n')}\nqueue 'nothing' in '${vhost}'\n`);

    expect(patterns).toHaveLength(odd.length);
    expect(lines()).toEqual([]);
    expect(printed.errors).toContain(`nothing differs that queue 'nothing' in '${vhost}' would ignore`);
  });

  test('prints JSON for programs and Markdown for people, without a password of the URL', async () => {
    const none = { ...exported, queues: [] };

    await diff(none, others, '--format', 'json');
    const { differences } = jsonOutputOf('diff', printed.output) as {
      differences: readonly { object: { vhost: string } }[];
    };
    expect(differences.filter(({ object }) => object.vhost === vhost)).toEqual(
      ['orders', 'tmp'].map((name) => ({
        difference: 'only-in-one',
        object: { type: 'queue', vhost, name },
        settings: [],
      })),
    );
    await diff(none, others, '--format', 'markdown');

    expect(printed.output).toContain(`- queue 'orders' in '${vhost}'`);
    expect(printed.output).not.toContain(sharedBroker().password);
  });

  test('fails with 1 when a side cannot be read', async () => {
    const one = (...words: readonly string[]) =>
      run(['diff', ...words], { diff: { summary: '', load: () => diffCommand } });

    expect(await one(url, join(folder, 'nothing.json'))).toBe(1);
    expect(await one('http://nobody:wrong@127.0.0.1:1', file('empty.json', '{}'))).toBe(1);
    expect(await one(url, file('bad.json', '{'))).toBe(1);
    expect(printed.errors).toMatch(/nothing\.json' cannot be read .*no such file/);
    expect(printed.errors).not.toContain('wrong');
  });
});
