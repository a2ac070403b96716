import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { docker } from '../host/docker';
import { management } from '../host/management';
import { until } from '../host/until';
import { labels } from '../lab/belongings';
import { remove } from '../lab/container';
import { ensureImage } from '../lab/image';
import { prometheusImage } from '../lab/images/prometheus';
import { during } from '../lab/progress';
import { startBroker } from '../lab/start-broker';
import { monitoringFiles } from '../model/monitoring/own-monitoring';
import { emptyTopology, type QueueDefinition } from '../model/topology/topology';
import { parseServerVersion } from '../model/server/server-version';
import { Duration } from '../model/units/duration';

const QUEUES = 10_000;
/** One in so many is a quorum queue. */
const REPLICATED = 10;
const MINUTES = 5;
/** What Prometheus may have, in bytes: it keeps below 90 % of it by itself, or is ended. */
const MEMORY = 300_000_000;
const vhost = 'many';

/**
 * What the scrapes and Prometheus cost where a broker has ten thousand queues, of which everything is declared: its definitions
 * are imported, and Prometheus evaluates the rules that `rabbitmq-cdk monitoring` writes of them.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-bench-'));
  const undo: (() => Promise<void>)[] = [];
  try {
    const broker = await startBroker({ server: '4.3' });
    undo.unshift(() => broker.stop());
    const { container, serverVersion } = broker;
    const version = parseServerVersion(serverVersion);
    if (container === undefined || version === undefined) throw new Error('the broker must be one of the lab');
    const queues = Array.from({ length: QUEUES }, (_, number) => queue(number));
    const api = management(broker.managementUrl, broker.username, broker.password, 1_200_000);
    await during(`importing ${QUEUES} queues`, () => api.post('definitions', { vhosts: [{ name: vhost }], queues }));
    writeFiles(folder, {
      broker: {
        name: 'many',
        serverVersion: version,
        nodeCount: 1,
        topology: { ...emptyTopology, vhosts: [{ name: vhost }], queues },
      },
      scrapeInterval: Duration.seconds(15),
      wait: Duration.seconds(30),
      targets: { addresses: ['127.0.0.1:15692'] },
      pods: { namespace: 'none', name: 'many', selector: {}, port: 'none', labels: {} },
      receivers: {},
      teams: [],
      alerts: {},
    });
    // In the network of the broker, so that it reaches it without a port of this machine.
    const options = ['--detach', ...labels(), '--network', `container:${container}`, '--user', '0'];
    const limit = ['--memory', String(MEMORY), '--memory-swap', String(MEMORY)];
    const image = await ensureImage(prometheusImage('4.3'));
    const prometheus = await docker(['run', ...options, ...limit, '--volume', `${folder}:/etc/prometheus:ro`, image]);
    undo.unshift(() => remove([prometheus]));
    const ask = async (query: string): Promise<number> => {
      const answer = await docker([
        'exec',
        prometheus,
        'promtool',
        'query',
        'instant',
        '--format=json',
        'http://127.0.0.1:9090',
        query,
      ]);
      const [found] = JSON.parse(answer) as readonly { readonly value: readonly [number, string] }[];
      return Number(found?.value[1] ?? NaN);
    };
    const areCounted = async () => {
      const counted = await ask(`count(rabbitmq_detailed_queue_messages_ready{vhost="${vhost}"})`);
      if (counted !== QUEUES) throw new Error(`${counted} are`);
    };
    await until('all queues are counted', areCounted, { within: 600_000, every: 5_000 });
    await pause(MINUTES * 60_000);
    for (const [what, query] of questions) process.stdout.write(`${what}: ${await ask(query)}\n`);
  } finally {
    for (const step of undo) await step();
    rmSync(folder, { recursive: true });
  }
}

const during5 = `[${MINUTES}m]`;
const questions: readonly (readonly [string, string])[] = [
  ...['rabbitmq', 'rabbitmq-detailed'].flatMap((job): (readonly [string, string])[] => [
    [`${job}: samples`, `max(scrape_samples_scraped{job="${job}"})`],
    [`${job}: samples kept`, `max(scrape_samples_post_metric_relabeling{job="${job}"})`],
    [`${job}: seconds, longest`, `max(max_over_time(scrape_duration_seconds{job="${job}"}${during5}))`],
    [`${job}: seconds, nine of ten`, `max(quantile_over_time(0.9, scrape_duration_seconds{job="${job}"}${during5}))`],
    [`${job}: seconds, on average`, `max(avg_over_time(scrape_duration_seconds{job="${job}"}${during5}))`],
  ]),
  ['series', 'max(prometheus_tsdb_head_series)'],
  ['bytes of Prometheus, most', `max(max_over_time(process_resident_memory_bytes{job="prometheus"}${during5}))`],
  ['seconds of all rules', 'sum(prometheus_rule_group_last_duration_seconds)'],
  ['restarts of Prometheus', `max(changes(process_start_time_seconds{job="prometheus"}${during5}))`],
  ['rules that fail', 'sum(prometheus_rule_evaluation_failures_total)'],
];

function queue(number: number): QueueDefinition {
  const type = number % REPLICATED === 0 ? 'quorum' : 'classic';
  const durable = { durable: true, auto_delete: false };
  return { name: `service-${number % 100}.queue-${number}`, vhost, ...durable, arguments: { 'x-queue-type': type } };
}

function writeFiles(folder: string, own: Parameters<typeof monitoringFiles>[0]): void {
  const { files } = monitoringFiles(own, 'prometheus');
  mkdirSync(join(folder, 'rules'));
  for (const [name, content] of files)
    if (/^(rules\/|scrape)/.test(name)) writeFileSync(join(folder, name), JSON.stringify(content));
  const itself = { job_name: 'prometheus', static_configs: [{ targets: ['127.0.0.1:9090'] }] };
  const interval = own.scrapeInterval.toString();
  const global = { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval };
  writeFileSync(
    join(folder, 'prometheus.yml'),
    JSON.stringify({
      global,
      rule_files: ['rules/*.yml'],
      scrape_config_files: ['scrape.yml'],
      scrape_configs: [itself],
    }),
  );
}

void main();
