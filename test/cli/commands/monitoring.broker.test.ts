import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { monitoringCommand } from '../../../cli/commands/monitoring';
import { path } from '../../../host/management';
import { administrationOf } from '../../../lab/broker';
import { describeWith } from '../../setup/missing';
import { sharedBroker } from '../../setup/shared-broker';
import { catchPrinted, ran } from '../printed';
import { jsonOutputOf } from '../json-output';

describeWith('broker', 'rabbitmq-cdk monitoring of a live broker', () => {
  const vhost = `monitoring ${process.pid}`;
  const printed = catchPrinted();
  const folder = mkdtempSync(join(tmpdir(), 'monitoring-'));

  beforeAll(async () => {
    const api = administrationOf(sharedBroker());
    await api.put(path`vhosts/${vhost}`, {});
    const limited = { 'x-queue-type': 'quorum', 'x-max-length': 50 };
    await api.put(path`queues/${vhost}/${'orders'}`, { durable: true, arguments: limited });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await administrationOf(sharedBroker()).delete(path`vhosts/${vhost}`);
  });

  test('finds out its nodes, where they serve metrics, and the limits of its queues', async () => {
    const broker = sharedBroker();
    const address = new URL(broker.managementUrl);
    [address.username, address.password] = [broker.username, broker.password];
    const { code, output } = await ran(
      printed,
      ['monitoring', address.href, '--name', 'live', '--out', folder, '--format', 'json'],
      { monitoring: { summary: '', load: () => monitoringCommand } },
    );

    expect(code).toBe(0);
    const written: readonly string[] = jsonOutputOf('monitoring', output).files;
    const texts = written.map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(texts.join('\n')).not.toContain(broker.password === 'guest' ? 'guest:guest' : broker.password);
    const [node] = await administrationOf(broker).get<readonly { readonly name: string }[]>('nodes');
    const { scrape_configs: scrapes } = parse(readFileSync(join(folder, 'scrape.yml'), 'utf8'));
    expect(scrapes[0].static_configs).toEqual([
      { targets: [`${node?.name.split('@')[1]}:15692`], labels: { broker: 'live', job: 'rabbitmq' } },
    ]);
    const rules: { groups: { rules: { alert: string; expr: string; labels: { vhost?: string } }[] }[] } = parse(
      readFileSync(join(folder, 'rules/live.yml'), 'utf8'),
    );
    expect(
      rules.groups
        .flatMap((group) => group.rules)
        .filter((rule) => rule.alert === 'QueueNearLimit' && rule.labels.vhost === vhost)
        .map(({ expr }) => expr),
    ).toEqual([expect.stringMatching(/queue="orders".* >= 40$/)]);
  });
});
