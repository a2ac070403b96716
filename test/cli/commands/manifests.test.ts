import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { manifestsCommand } from '../../../cli/commands/manifests';
import { run } from '../../../cli/program/program';
import { catchPrinted } from '../printed';
import { jsonOutputOf } from '../json-output';

describe('rabbitmq-cdk manifests --operator', () => {
  const printed = catchPrinted();
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  const file = join(folder, 'definitions.json');
  const queue = { vhost: 'shop', durable: true, auto_delete: false, arguments: {} };
  afterAll(() => rmSync(folder, { recursive: true }));

  const manifests = (definitions: object, ...args: readonly string[]) => {
    writeFileSync(file, JSON.stringify(definitions));
    return run(['manifests', file, ...args], { manifests: { summary: '', load: () => manifestsCommand } });
  };
  const shop = { vhosts: [{ name: 'shop' }], queues: [{ ...queue, name: 'orders' }] };

  test('prints an export as custom resources, without what belongs to connections, and says which Secrets it takes', async () => {
    const code = await manifests(
      {
        ...shop,
        queues: [...shop.queues, { ...queue, name: 'amq.gen-1', durable: false, auto_delete: true }],
        users: [{ name: 'worker', tags: [], password_hash: 'secret', hashing_algorithm: 'x' }],
        global_parameters: [{ name: 'cluster_name', value: 'x' }],
      },
      ...['--operator', '--cluster', 'rabbit', '--namespace', 'apps'],
    );

    expect(code).toBe(0);
    expect(parseAllDocuments(printed.output).map((document) => document.toJS())).toMatchObject([
      { kind: 'Vhost', metadata: { name: 'shop', namespace: 'apps' } },
      { kind: 'User', metadata: { name: 'worker' } },
      { kind: 'Queue', metadata: { name: 'shop.orders' }, spec: { rabbitmqClusterReference: { name: 'rabbit' } } },
    ]);
    expect(printed.output).not.toContain('secret');
    expect(printed.errors).toContain('left out: 1 of applications (server-named)');
    expect(printed.errors).toContain('left out: Secret worker-credentials with username, password; make it first');
  });

  test('prints JSON for another cluster of another namespace', async () => {
    await manifests(shop, '--operator', '--cluster', 'rabbit', '--cluster-namespace', 'brokers', '--format', 'json');

    expect(jsonOutputOf('manifests', printed.output)[0].spec.rabbitmqClusterReference).toEqual({
      name: 'rabbit',
      namespace: 'brokers',
    });
  });

  test('names all that the operator cannot carry, and prints nothing', async () => {
    const exchange = { ...queue, type: 'fanout', internal: true };
    const code = await manifests(
      {
        ...shop,
        exchanges: [
          { ...exchange, name: 'a' },
          { ...exchange, name: 'b\u001b[31m' },
        ],
      },
      ...['--operator', '--cluster', 'rabbit'],
    );

    expect(code).toBe(1);
    expect(printed.output).toBe('');
    expect(printed.errors).toContain("#/exchanges/0] exchange 'a': the operator has no field for 'internal'");
    expect(printed.errors).toContain("#/exchanges/1] exchange 'b\\u001b[31m': the operator has no field");
  });

  test.each([
    [['--operator'], "give one of '--cluster'"],
    [['--operator', '--cluster', 'a', '--connection-secret', 'b'], "give one of '--cluster'"],
    [['--cluster', 'a', '--cluster-namespace', 'b'], "'--cluster', '--cluster-namespace': only with '--operator'"],
  ])('refuses %j', async (args, message) => {
    expect(await manifests(shop, ...args)).toBe(1);
    expect(printed.errors).toContain(message);
  });
});
