import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCommand } from '../../../cli/commands/check';
import { diffCommand } from '../../../cli/commands/diff';
import { routeCommand } from '../../../cli/commands/route';
import { run } from '../../../cli/program/program';
import { catchPrinted } from '../printed';
import { jsonOutputOf } from '../json-output';

describe('manifests of the operator', () => {
  const printed = catchPrinted();
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  const file = (name: string, ...documents: readonly string[]) => {
    writeFileSync(join(folder, name), documents.join('---\n'));
    return join(folder, name);
  };
  const resource = (kind: string, name: string, spec: object) =>
    `apiVersion: rabbitmq.com/v1beta1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n${Object.entries({
      ...spec,
      rabbitmqClusterReference: { name: 'rabbit' },
    })
      .map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`)
      .join('')}`;

  beforeAll(() => {
    mkdirSync(join(folder, 'below'));
    file('kustomization.yaml', 'resources: [queues.yaml]\n');
    file(
      'queues.yaml',
      resource('Queue', 'orders', {
        ...{ name: 'orders', vhost: 'shop', type: 'quorum' },
        arguments: { 'x-max-length': -5 },
      }),
      'apiVersion: v1\nkind: ConfigMap\n',
    );
    file(
      'below/bindings.yml',
      resource('Binding', 'orders', {
        ...{
          source: 'amq.topic',
          destination: 'orders',
          destinationType: 'queue',
          vhost: 'shop',
          routingKey: 'order.#',
        },
      }),
      resource('Binding', 'lost', {
        ...{ source: 'amq.topic', destination: 'nowhere', destinationType: 'queue', vhost: 'shop' },
      }),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const check = (...args: readonly string[]) =>
    run(['check', ...args], { check: { summary: '', load: () => checkCommand } });

  test('of a folder are checked together, each finding with its file and line', async () => {
    expect(await check(folder, '--format', 'json')).toBe(3);

    const reports = jsonOutputOf('check', printed.output) as {
      file: string;
      findings: { rule: string; line: number }[];
    }[];
    expect(reports.map((report) => report.file)).toEqual([
      join(folder, 'below/bindings.yml'),
      join(folder, 'queues.yaml'),
    ]);
    const [bindings = [], queues = []] = reports.map(({ findings }) => findings);
    expect(bindings.map(({ rule, line }) => [rule, line])).toEqual([['binding/end-missing', 13]]);
    expect(queues[0]).toMatchObject({ rule: 'queue/argument-value', line: 9, column: 15 });
  });

  test('are checked as text with a place that editors open', async () => {
    await check(folder);

    expect(printed.output).toContain(`${join(folder, 'queues.yaml')}:9:15: refused: queue 'orders' in 'shop'`);
  });

  test('that the webhook refuses are told at the field, before the broker would see them', async () => {
    const refused = file('refused.yaml', resource('Queue', 'q', { name: 'q', type: 'quorum', durable: false }));

    expect(await check(refused)).toBe(3);
    expect(printed.output).toContain(
      `${refused}:8:3: refused: Queue 'q': the webhook of the operator refuses it: 'durable' is false, which quorum queues cannot be`,
    );
    rmSync(refused);
  });

  test('that are no YAML, or hold nothing of the operator, are told', async () => {
    const broken = file('broken.yaml', 'apiVersion: rabbitmq.com/v1beta1\nkind: Queue\n metadata: [\n');

    expect(await check(broken)).toBe(3);
    expect(printed.output).toMatch(/broken.yaml: refused: line 2, column 7: Nested mappings/);
    rmSync(broken);
    expect(await check(join(folder, 'kustomization.yaml'))).toBe(1);
    expect(printed.errors).toContain('holds no resource of rabbitmq.com/v1beta1');
  });

  test('are routed through, and compared', async () => {
    const route = [
      'route',
      '--definitions',
      folder,
      '--vhost',
      'shop',
      '--exchange',
      'amq.topic',
      '--key',
      'order.created',
    ];
    expect(await run(route, { route: { summary: '', load: () => routeCommand } })).toBe(0);
    expect(printed.output).toContain('queues: orders');

    const diff = ['diff', folder, join(folder, 'below')];
    await run(diff, { diff: { summary: '', load: () => diffCommand } });
    expect(printed.output).toContain("- queue 'orders' in 'shop'");
  });
});
