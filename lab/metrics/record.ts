import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { format, resolveConfig } from 'prettier';
import { startBrokerContainer, type ContainedBroker } from '../broker-container';
import { chosenGeneration } from '../generation';
import { say } from '../progress';
import { until } from '../../host/until';
import { exercise } from './exercise';
import { families, plugins, readMetrics, type MetricList } from './metric-list';

/** Records the metrics that a real broker of a generation serves: `LAB_SERVER=4.0 npx tsx lab/metrics/record.ts`. */
async function record(): Promise<void> {
  const broker = await startBrokerContainer(plugins, chosenGeneration());
  try {
    const traffic = await exercise(broker);
    const list = await listOf(broker).finally(() => traffic.stop());
    const file = join(__dirname, `${broker.serverVersion}.json`);
    writeFileSync(
      file,
      await format(JSON.stringify(list, undefined, 2), { ...(await resolveConfig(file)), parser: 'json' }),
    );
    say(`wrote ${file}`);
  } finally {
    await broker.stop();
  }
}

/** What a broker serves that has been exercised. */
async function listOf({ prometheusUrl, serverVersion }: ContainedBroker): Promise<MetricList> {
  const scrape = async (path: string) => readMetrics(await (await fetch(`${prometheusUrl}${path}`)).text());
  const complete = async () => {
    const served = await scrape('/metrics');
    const late = ['rabbitmq_shovel_dynamic', 'rabbitmq_federation_links'].filter(
      (name) => !served[name]?.labels.length,
    );
    if (late.length > 0) throw new Error(`${late.join(' and ')} have no samples yet`);
  };
  await until('every plugin reports', complete, { within: 60_000, every: 1_000 });
  // Statistics of queues, channels and connections come every five seconds.
  await pause(6_000);
  const list: MetricList = {
    serverVersion,
    plugins,
    endpoints: {
      '/metrics': await scrape('/metrics'),
      '/metrics/memory-breakdown': await scrape('/metrics/memory-breakdown'),
    },
    families: {},
  };
  for (const family of families) {
    const served = Object.entries(await scrape(`/metrics/detailed?family=${family}`));
    // Every answer tells also of the broker and of the scrape.
    list.families[family] = Object.fromEntries(served.filter(([name]) => !(name in list.endpoints['/metrics'])));
  }
  return list;
}

record().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
