import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { App } from 'cdktf';
import { chromium } from 'playwright-core';
import { previewData, previewPage, type PreviewOptions } from '../cli/monitoring/preview';
import { previewScript } from '../cli/monitoring/preview-script';
import { PrometheusApi } from '../cli/monitoring/prometheus-api';
import { FanoutExchange } from '../constructs/topology/exchanges/fanout-exchange';
import { QuorumQueue } from '../constructs/topology/queues/quorum-queue';
import { Vhost } from '../constructs/topology/vhost';
import { management, path, type Management } from '../host/management';
import { until } from '../host/until';
import { applyStack } from '../lab/apply';
import { ensureChromium } from '../lab/chromium';
import { projectRoot } from '../lab/folders';
import { ensureImage } from '../lab/image';
import { rabbitmqImage } from '../lab/images/rabbitmq';
import { exercise, exercisedVhost } from '../lab/metrics/exercise';
import { freePorts } from '../lab/ports';
import { say } from '../lab/progress';
import type { DashboardName } from '../model/monitoring/dashboards/dashboard-names';
import { dashboardsOf } from '../model/monitoring/dashboards/dashboards';
import type { Panel } from '../model/monitoring/dashboards/panel';
import { resolvedQuery } from '../model/monitoring/dashboards/resolved-query';
import { watchedBroker, scrapedBroker } from '../constructs/monitoring/scraped-broker';
import { Duration } from '../model/units/duration';
import { MonitoringStack } from '../stacks/monitoring';
import { SingleNodeStack } from '../stacks/single-node';
import { svgChart, type Line } from './chart';

const QUEUES = 1_000;
const REPLICATED = 100;
/** Where the pictures of docs/monitoring.md are. */
const folder = join(projectRoot, 'docs/pictures');

/** The panels that are drawn, by dashboard and title. */
const drawn: readonly (readonly [DashboardName, string])[] = [
  ['nodes', 'Samples of a scrape'],
  ['nodes', 'Duration of scrapes'],
  ['overview', 'Delivered'],
  ['queues', 'Ready'],
  ['quorum-queues', 'Log entries'],
  ['dead-letters', 'Rejected'],
];

/**
 * What monitoring costs as a broker grows to a thousand queues under load: prints samples and seconds of its scrapes, as
 * Prometheus counted them, and draws panels of the dashboards from what Prometheus answers to their queries.
 */
async function main(): Promise<void> {
  // It is in the pictures' legends.
  const name = 'bench-monitoring';
  const outdir = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-bench-'));
  const undo: (() => Promise<void>)[] = [];
  try {
    const [amqp = 0, http, metrics, prometheusPort, alertmanagerPort] = await freePorts(5);
    const app = new App({ stackTraces: false, outdir });
    const single = new SingleNodeStack(app, 'single-node', {
      nodeName: name,
      image: await ensureImage(rabbitmqImage()),
      ports: { amqp, management: http, prometheus: metrics },
      plugins: ['rabbitmq_federation', 'rabbitmq_shovel', 'rabbitmq_stream'],
    });
    declareTopology(single);
    const monitoring = new MonitoringStack(app, 'monitoring', {
      brokers: [single.broker],
      monitoringName: `${name}-watch`,
      grafanaImage: 'none',
      ports: { prometheus: prometheusPort, alertmanager: alertmanagerPort },
      scrapeInterval: Duration.seconds(1),
    });
    app.synth();
    const apply = async (stack: string) => {
      const made = await applyStack(JSON.parse(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8')));
      undo.unshift(made.destroy);
      return made.outputs;
    };
    const { management_url: url, username, password } = await apply('single-node');
    const prometheus = String((await apply(monitoring.node.id))['prometheus_url']);
    const broker = {
      amqpUrl: `amqp://127.0.0.1:${amqp}`,
      managementUrl: String(url),
      prometheusUrl: undefined,
      username: String(username),
      password: String(password),
      serverVersion: '4.0.5',
    };
    const traffic = await exercise(broker);
    undo.unshift(() => traffic.stop());
    const start = Math.floor(Date.now() / 1_000);
    await declareQueues(management(broker.managementUrl, broker.username, broker.password));
    await until('all queues are counted', () => allAreCounted(prometheus), { within: 60_000, every: 1_000 });
    // The end of the pictures: how it is with all of them.
    await pause(30_000);
    const watched = watchedBroker(scrapedBroker(single.broker), false);
    const dashboards = dashboardsOf([watched]);
    mkdirSync(folder, { recursive: true });
    for (const [dashboard, title] of drawn) {
      const panels = dashboards[dashboard].rows.flatMap((row) => row.panels);
      const panel = panels.find((one) => one.title === title);
      if (panel === undefined) throw new Error(`dashboard ${dashboard} has no panel '${title}'`);
      const file = join(folder, `${dashboard}-${title.toLowerCase().replaceAll(' ', '-')}.svg`);
      writeFileSync(
        file,
        svgChart({ title: panel.title, unit: panel.unit, lines: await linesOf(prometheus, panel, start) }),
      );
      say(`wrote ${file}`);
    }
    await picturesOfPreview({
      broker: watched,
      prometheus: new PrometheusApi(prometheus),
      scrapeSeconds: 1,
      seconds: 60,
      alerts: {},
    });
    process.stdout.write(`${await costs(prometheus)}\n`);
  } finally {
    for (const step of undo) await step();
    rmSync(outdir, { recursive: true });
  }
}

/** What `rabbitmq-cdk monitoring --preview` shows then, as a browser draws it. */
async function picturesOfPreview(options: PreviewOptions): Promise<void> {
  const page = join(mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-bench-')), 'preview.html');
  writeFileSync(page, previewPage(await previewData(options), previewScript()));
  // Its sandbox is not for root.
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] });
  try {
    for (const dashboard of ['overview', 'queues'] as const) {
      const tab = await browser.newPage({ viewport: { width: 1_360, height: 900 } });
      await tab.goto(`file://${page}#${dashboard}`);
      await tab.waitForSelector(`html[data-drawn=${dashboard}]`, { state: 'attached' });
      const file = join(folder, `preview-${dashboard}.png`);
      await tab.screenshot({ path: file });
      say(`wrote ${file}`);
    }
  } finally {
    await browser.close();
    rmSync(dirname(page), { recursive: true });
  }
}

/** The exchange of dead letters, as those who exercise the broker make it too, so that dashboards know it. */
function declareTopology(single: SingleNodeStack): void {
  const vhost = new Vhost(single, exercisedVhost, { broker: single.broker });
  const dlx = new FanoutExchange(single, 'dlx', { vhost });
  new QuorumQueue(single, 'dead', { vhost }).bindTo(dlx);
}

/** A hundred at a time, so that the pictures show them growing. */
async function declareQueues(api: Management): Promise<void> {
  for (let first = 0; first < QUEUES; first += 100) {
    for (let index = first; index < first + 100; index++) {
      const type = index % (QUEUES / REPLICATED) === 0 ? 'quorum' : 'classic';
      await api.put(path`queues/${exercisedVhost}/${`queue-${index}`}`, {
        durable: true,
        arguments: { 'x-queue-type': type },
      });
    }
    await pause(3_000);
  }
}

async function allAreCounted(prometheus: string): Promise<void> {
  const [found] = await ask(prometheus, 'query', 'count(rabbitmq_detailed_queue_messages{queue=~"queue-.*"})');
  if (Number(found?.value?.[1]) < QUEUES) throw new Error(`${found?.value?.[1]} are`);
}

/** Samples and time of each scrape, now and at most in the last half minute. */
async function costs(prometheus: string): Promise<string> {
  const rows = ['| path | samples | time, the longest of 30 |', '| --- | --- | --- |'];
  for (const [job, what] of [
    ['rabbitmq', '/metrics'],
    ['rabbitmq-detailed', '/metrics/detailed'],
  ]) {
    const [samples] = await ask(prometheus, 'query', `scrape_samples_scraped{job="${job}"}`);
    const [time] = await ask(prometheus, 'query', `max_over_time(scrape_duration_seconds{job="${job}"}[30s])`);
    rows.push(
      `| \`${what}\` | ${Number(samples?.value?.[1]).toLocaleString('en')} | ${Number(time?.value?.[1]).toFixed(2)} s |`,
    );
  }
  return rows.join('\n');
}

async function linesOf(prometheus: string, { queries }: Panel, start: number): Promise<readonly Line[]> {
  const lines = queries.map(async ({ expr, legend }) => {
    const query = resolvedQuery(expr, { broker: '.*', rateInterval: '5s' });
    const found = await ask(prometheus, 'query_range', query, `&start=${start}&end=${Date.now() / 1_000}&step=1`);
    return found.map(({ metric, values = [] }) => ({
      name: legend.replaceAll(/\{\{(\w+)\}\}/g, (_, label) => metric[label] ?? ''),
      points: values.map(([at, value]): [number, number] => [at - start, Number(value)]),
    }));
  });
  return (await Promise.all(lines)).flat();
}

interface Found {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

async function ask(prometheus: string, kind: string, query: string, more = ''): Promise<readonly Found[]> {
  const answer = await fetch(`${prometheus}/api/v1/${kind}?query=${encodeURIComponent(query)}${more}`);
  const { data, error } = (await answer.json()) as { data?: { result: readonly Found[] }; error?: string };
  if (data === undefined) throw new Error(`${query}: ${error}`);
  return data.result;
}

void main();
