import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCommand } from '../../../cli/commands/check';
import { convertCommand } from '../../../cli/commands/convert';
import { run } from '../../../cli/program/program';
import { catchPrinted } from '../printed';

const commands = {
  check: { summary: '', load: () => checkCommand },
  convert: { summary: '', load: () => convertCommand },
};

let folder: string;
const printed = catchPrinted();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conf-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(content: string, name = 'rabbitmq.conf'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const conf = '# ours\nheartbeat = 60\nhartbeat = 5\ndefault_pass = hunter2\n';

describe('check of a rabbitmq.conf', () => {
  test('tells line and column, and exits with 3 when the server would not boot', async () => {
    const path = file(conf);

    expect(await run(['check', path, '--server-version', '4.3'], commands)).toBe(3);

    expect(printed.output).toContain(`${path}:3:1`);
    expect(printed.output).toContain("unknown rabbitmq.conf key 'hartbeat'; did you mean 'heartbeat'?");
    expect(printed.output).toContain(`${path}:4:16`);
    expect(printed.output).not.toContain('hunter2');
  });

  test('is JSON with lines and columns', async () => {
    await run(['check', file(conf), '--server-version', '4.3', '--format', 'json'], commands);

    const [{ findings }] = JSON.parse(printed.output);
    expect(findings).toEqual([
      expect.objectContaining({ kind: 'refused', rule: 'conf/unknown-key', line: 3, column: 1 }),
      expect.objectContaining({ kind: 'hazard', rule: 'conf/clear-text-secret', line: 4, column: 16 }),
    ]);
  });

  test('for a server that is not known yet is judged by the newest known, which it says', async () => {
    await run(['check', file('heartbeat = 60\n'), '--server-version', '4.4'], commands);

    expect(printed.output).toContain('(RabbitMQ 4.4, judged as 4.3, the newest known)');
  });

  test('is SARIF with the line', async () => {
    await run(['check', file(conf), '--server-version', '4.3', '--format', 'sarif'], commands);

    const { runs } = JSON.parse(printed.output);
    expect(
      runs[0].results.map(({ locations: [{ physicalLocation }] }: Result) => physicalLocation.region.startLine),
    ).toEqual([3, 4]);
  });

  test('knows such a file by its content, whatever its name, and by its name, whatever its content', async () => {
    expect(await run(['check', file('heartbeat = 60\n', 'broker.txt'), '--server-version', '4.3'], commands)).toBe(0);
    expect(await run(['check', file('nothing\n', 'broker.conf'), '--server-version', '4.3'], commands)).toBe(3);
  });
});

describe('convert', () => {
  test.each([
    ['cluster_name = a#b\n', "'#' begins a comment here"],
    ['cluster_name = "a"\n', 'the double quotes are part of the value'],
    ['heartbeat = 60\nheartbeat = 30\n', 'it is given again in line 2'],
  ])(
    'of %j says that the server reads another value than the one that seems to stand there',
    async (content, message) => {
      const path = file(content);

      expect(await run(['convert', path], commands)).toBe(2);

      expect(printed.errors).toContain(`${path}:1: `);
      expect(printed.errors).toContain(message);
    },
  );

  test('for a server that is not known yet says which stands for it', async () => {
    await run(['convert', file('heartbeat = 60\n'), '--server-version', '9.9'], commands);

    expect(printed.errors).toBe('RabbitMQ 9.9 is not known; 4.3, the newest known, stands for it\n');
  });

  test('prints the prop, and on stderr what is left out', async () => {
    const path = file(conf);

    expect(await run(['convert', path, '--server-version', '4.3'], commands)).toBe(2);

    expect(printed.output).toContain('heartbeat: Duration.minutes(1),');
    expect(printed.output + printed.errors).not.toContain('hunter2');
    expect(printed.errors).toContain(`${path}:3: left out: 'hartbeat'`);
  });

  test('exits with 0 when all is there', async () => {
    expect(await run(['convert', file('heartbeat = 60\n'), '--server-version', '4.3'], commands)).toBe(0);
    expect(printed.errors).toBe('');
  });

  test('prints an empty prop for an empty file', async () => {
    expect(await run(['convert', file('', 'empty.conf'), '--server-version', '4.3'], commands)).toBe(0);
    expect(printed.output).toContain('export const conf: RabbitmqConf = {};\n');
  });

  test('says of a file that is not there what it is, and nothing of other files', async () => {
    expect(await run(['convert', 'nowhere.conf'], commands)).toBe(1);
    expect(printed.errors).toBe("error: 'nowhere.conf' cannot be read (ENOENT): no such file; check the path\n");
  });

  test('refuses a server of a series that is not supported', async () => {
    expect(await run(['convert', file('heartbeat = 60\n'), '--server-version', '3.13'], commands)).toBe(1);
    expect(printed.errors).toContain('it is not supported; give 4.0 or a later version');
  });

  test('exits with 1 for another kind of file', async () => {
    expect(await run(['convert', file('{"queues": []}', 'definitions.json')], commands)).toBe(1);
    expect(printed.errors).toContain("it holds no setting such as 'heartbeat = 60'");
  });
});

interface Result {
  readonly locations: readonly [{ readonly physicalLocation: { readonly region: { readonly startLine: number } } }];
}
