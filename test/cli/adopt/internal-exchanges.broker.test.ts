import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adoptCommand } from '../../../cli/commands/adopt';
import { diffCommand } from '../../../cli/commands/diff';
import { path } from '../../../host/management';
import { until } from '../../../host/until';
import { administrationOf } from '../../../lab/broker';
import type { ExchangeDefinition } from '../../../model/topology/topology';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { jsonOutputOf } from '../json-output';
import { catchPrinted, ran } from '../printed';

const commands = {
  adopt: { summary: '', load: () => adoptCommand },
  diff: { summary: '', load: () => diffCommand },
};

describeWith('broker', 'internal exchanges of a live broker', () => {
  const vhost = `internal ${process.pid}`;
  const printed = catchPrinted();
  let folder: string;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'internal-'));
    const broker = sharedBroker();
    const api = administrationOf(broker);
    const address = new URL(broker.managementUrl);
    [address.username, address.password] = [broker.username, broker.password];
    url = address.href;
    await api.put(path`vhosts/${vhost}`, {});
    const exchange = { type: 'topic', durable: true, auto_delete: false, arguments: {} };
    await api.put(path`exchanges/${vhost}/${'outer'}`, { ...exchange, internal: false });
    await api.put(path`exchanges/${vhost}/${'inner'}`, { ...exchange, internal: true });
    await api.put(path`exchanges/${vhost}/${'federated'}`, { ...exchange, internal: false });
    await api.put(path`queues/${vhost}/${'all'}`, { durable: true, arguments: { 'x-queue-type': 'classic' } });
    await api.post(path`bindings/${vhost}/e/${'outer'}/e/${'inner'}`, { routing_key: 'a.#' });
    await api.post(path`bindings/${vhost}/e/${'inner'}/q/${'all'}`, { routing_key: '#' });
    await api.post(path`bindings/${vhost}/e/${'federated'}/q/${'all'}`, { routing_key: '#' });
    const value = { uri: `amqp:///${encodeURIComponent(vhost)}`, exchange: 'outer' };
    await api.put(path`parameters/federation-upstream/${vhost}/${'self'}`, { value });
    const definition = { 'federation-upstream': 'self' };
    await api.put(path`policies/${vhost}/${'federated'}`, { pattern: '^federated$', definition });
    await until(
      'the link has made an exchange of its own',
      async () => {
        const all = await api.get<readonly ExchangeDefinition[]>(path`exchanges/${vhost}`);
        if (!all.some(({ type }) => type === 'x-federation-upstream')) throw new Error('it has not yet');
      },
      { within: 120_000 },
    );
  }, 180_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    const api = administrationOf(sharedBroker());
    await api.delete(path`parameters/federation-upstream/${vhost}/${'self'}`);
    await api.delete(path`vhosts/${vhost}`);
  });

  test('stay as they are and are referred to, and those of federation are counted with what applications make', async () => {
    const app = join(folder, 'app');

    const { code, output } = await ran(
      printed,
      ['adopt', url, '--vhost', vhost, '--out', app, '--format', 'json'],
      commands,
    );

    expect(code).toBe(0);
    const adoption = jsonOutputOf('adopt', output) as {
      readonly declared: object;
      readonly leftOut: Readonly<Record<string, number>>;
      readonly leftAlone: readonly { readonly object: { readonly type: string; readonly name: string } }[];
    };
    expect(adoption.declared).toMatchObject({ exchanges: 2, queues: 1, bindings: 3 });
    expect(adoption.leftOut['bound to one of these']).toBeGreaterThanOrEqual(1);
    const { leftAlone } = adoption;
    expect(leftAlone.filter(({ object: { type } }) => type === 'exchange' || type === 'binding')).toEqual([
      { object: { type: 'exchange', vhost, name: 'inner' }, reason: expect.stringContaining('internal') },
    ]);
  });

  test('are no difference to a file that has them', async () => {
    const plain = { vhost, durable: true, auto_delete: false, arguments: {} };
    const file = join(folder, 'definitions.json');
    const exchanges = ['outer', 'inner', 'federated'].map((name) => ({
      ...{ ...plain, name, type: 'topic' },
      internal: name === 'inner',
    }));
    writeFileSync(file, JSON.stringify({ vhosts: [{ name: vhost }], exchanges }));

    const { output } = await ran(printed, ['diff', url, file, '--format', 'json'], commands);

    const { differences } = jsonOutputOf('diff', output) as {
      readonly differences: readonly { readonly object: { readonly type: string; readonly vhost: string | null } }[];
    };
    const here = differences.filter(({ object }) => object.type === 'exchange' && object.vhost === vhost);
    expect(here).toEqual([]);
  });
});
