import { setTimeout as pause } from 'node:timers/promises';
import { Connection, ConsumerStatus } from 'rabbitmq-client';
import { type AppliedStack, applyStack } from '../../lab/apply';
import { docker } from '../../host/docker';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { management, type Management, path } from '../../host/management';
import { freePorts } from '../../lab/ports';
import { until } from '../../host/until';
import { startWebhook, type Webhook } from '../../lab/webhook';
import { watchedBroker, scrapedBroker } from '../../constructs/monitoring/scraped-broker';
import { alertsOf } from '../../model/alerts';
import { dashboardsOf, panelsOf } from '../../model/dashboards';
import { Duration } from '../../model/duration';
import { MonitoringStack } from '../../stacks/monitoring';
import { SingleNodeStack } from '../../stacks/single-node';
import { synth, testApp } from '../harness';
import { describeWith } from '../setup/missing';
import { declareShop, makeLinks, shopVhost } from './monitored-shop';

jest.setTimeout(180_000);

/** An alert as Alertmanager's API tells of it. */
interface ActiveAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: { readonly state: 'active' | 'suppressed' | 'unprocessed' };
}

/** The tests go on from each other: load, then faults, then a node that is down. */
describeWith('engine', 'monitoring of a broker that runs', () => {
  const name = `lab-monitoring-${process.pid}`;
  const timing = { scrapeInterval: Duration.seconds(1), scale: 0.02 };
  const made: AppliedStack[] = [];
  let webhook: Webhook | undefined;
  let broker: SingleNodeStack;
  let api: Management;
  let amqp: Connection;
  let prometheus: string;
  let alertmanager: string;
  let load: NodeJS.Timeout | undefined;

  beforeAll(async () => {
    const [amqpPort, http, metrics, prometheusPort, alertmanagerPort] = await freePorts(5);
    const app = testApp();
    broker = new SingleNodeStack(app, 'single-node', {
      nodeName: name,
      image: await ensureImage(rabbitmqImage),
      ports: { amqp: amqpPort, management: http, prometheus: metrics },
      plugins: [
        'rabbitmq_federation',
        'rabbitmq_federation_prometheus',
        'rabbitmq_shovel',
        'rabbitmq_shovel_prometheus',
        'rabbitmq_stream',
      ],
    });
    declareShop(broker, broker.broker);
    const monitoring = new MonitoringStack(app, 'monitoring', {
      brokers: [broker.broker],
      monitoringName: `${name}-watch`,
      grafanaImage: 'none',
      ports: { prometheus: prometheusPort, alertmanager: alertmanagerPort },
      receivers: { webhookUrl: `http://${name}-webhook:8080/` },
      scrapeInterval: timing.scrapeInterval,
      timeScale: timing.scale,
    });
    const applied = await applyStack(synth(broker));
    made.push(applied);
    const { management_url: url, username, password, connection_string: connection } = applied.outputs;
    api = management(String(url), String(username), String(password));
    await makeLinks(api);
    amqp = new Connection(`${String(connection)}/${shopVhost}`);
    amqp.on('error', () => undefined);
    const watching = await applyStack(synth(monitoring));
    made.push(watching);
    webhook = await startWebhook(`${name}-watch`, `${name}-webhook`);
    prometheus = String(watching.outputs['prometheus_url']);
    alertmanager = String(watching.outputs['alertmanager_url']);
  });

  afterAll(async () => {
    clearInterval(load);
    // A consumer that never acknowledges would keep an orderly end waiting.
    amqp?.unsafeDestroy();
    await webhook?.stop();
    for (const stack of made.reverse()) await stack.destroy();
  });

  async function ask(query: string): Promise<readonly { readonly metric: Record<string, string> }[]> {
    const response = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`);
    const { data, error } = (await response.json()) as { data?: { result: [] }; error?: string };
    if (data === undefined) throw new Error(`${query}: ${error}`);
    return data.result;
  }

  async function arrived(): Promise<ReadonlySet<string>> {
    const bodies = ((await webhook?.received()) ?? []) as { alerts: { labels: Record<string, string> }[] }[];
    return new Set(bodies.flatMap(({ alerts }) => alerts.map(({ labels }) => labels['alertname'] ?? '')));
  }

  async function expectAlerts(expected: readonly string[], within: number): Promise<void> {
    const all = async () => {
      const there = await arrived();
      const missing = expected.filter((alert) => !there.has(alert));
      if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
    };
    await until('the alerts arrive at the webhook', all, { within, every: 1_000 });
    expect(expected.filter((alert) => alert === '')).toEqual([]);
  }

  async function active(): Promise<readonly ActiveAlert[]> {
    return (await fetch(`${alertmanager}/api/v2/alerts`)).json() as Promise<readonly ActiveAlert[]>;
  }

  test('under load every query of every panel returns data, or the panel says why not', async () => {
    const publisher = amqp.createPublisher({ confirm: true });
    const consumer = amqp.createConsumer({ queue: 'orders', queueOptions: { passive: true } }, async ({ body }) =>
      Number(body) % 3 === 0 ? ConsumerStatus.REQUEUE : undefined,
    );
    consumer.on('error', () => undefined);
    let count = 0;
    load = setInterval(() => {
      count += 1;
      const send = (routingKey: string) => void publisher.send({ routingKey }, String(count)).catch(() => undefined);
      for (const queue of ['orders', 'slow', 'log', 'nowhere', 'deep']) send(queue);
    }, 20);
    const watched = watchedBroker(scrapedBroker(broker.broker), false);
    const questions = panelsOf(dashboardsOf([watched])).flatMap(({ title, queries, emptyWhen }) =>
      queries.map(({ expr }) => ({ title, emptyWhen, expr })),
    );

    const silent = async () => {
      const answers = await Promise.all(
        questions.map(async ({ title, emptyWhen, expr }) => ({
          title,
          emptyWhen,
          found: (await ask(expr.replaceAll('$broker', '.*').replaceAll('$__rate_interval', '5s'))).length,
        })),
      );
      return answers.filter(({ found }) => found === 0);
    };

    const bare = async () => {
      const unexcused = (await silent()).filter(({ emptyWhen }) => emptyWhen === undefined);
      if (unexcused.length > 0) throw new Error(unexcused.map(({ title }) => title).join(', '));
    };
    await until('every panel has data', bare, { within: 40_000, every: 2_000 });
    expect(questions.length).toBeGreaterThan(60);
    expect((await silent()).map(({ emptyWhen }) => emptyWhen)).not.toContain(undefined);
  });

  test('every metric of every alert has samples, or belongs to what this broker lacks', async () => {
    const watched = watchedBroker(scrapedBroker(broker.broker), false);
    const selectors = alertsOf(watched, timing).flatMap(({ expr }) => expr.match(/[a-z_]+\{[^}]*\}/g) ?? []);

    const answers = await Promise.all([...new Set(selectors)].map(async (one) => [one, (await ask(one)).length]));

    const without = answers.filter(([, found]) => found === 0).map(([selector]) => selector);
    expect(without).toEqual(['rabbitmq_federation_links{broker="single-node", status!="running"}']);
  });

  test('faults in queues, links and logins arrive at the webhook', async () => {
    const publisher = amqp.createPublisher({ confirm: true });
    const publish = (routingKey: string, count: number) =>
      Promise.all(Array.from({ length: count }, () => publisher.send({ routingKey }, 'x')));
    await publish('bounded', 20);
    await publish('forgotten', 1_100);
    await amqp.queuePurge('slow');
    await api.delete(path`parameters/shovel/${shopVhost}/${'move'}`);
    await publish('slow', 300);
    const held = amqp.createConsumer(
      { queue: 'slow', queueOptions: { passive: true }, qos: { prefetchCount: 200 } },
      () => new Promise(() => undefined),
    );
    held.on('error', () => undefined);
    await api.put(path`parameters/federation-upstream/${shopVhost}/${'self'}`, {
      value: { uri: 'amqp://127.0.0.1:1', 'reconnect-delay': 1 },
    });
    await api.delete(path`queues/${shopVhost}/${'doomed'}`);
    for (const extra of ['a', 'b', 'c']) await api.put(path`queues/${shopVhost}/${extra}`, { durable: true });
    const stranger = management(String(made[0]?.outputs['management_url']), 'worker', 'wrong');
    const guessing = setInterval(() => void stranger.get('whoami').catch(() => undefined), 100);

    await expectAlerts(
      [
        'AuthenticationFailures',
        'DeadLetterQueueFilling',
        'DeclaredConsumerMissing',
        'DeclaredQueuesMissing',
        'DeliveryLimitReached',
        'FederationLinkDown',
        'NoConsumers',
        'QueueIsGrowing',
        'QueueMessagesHigh',
        'QueueNearLimit',
        'ShovelDown',
        'UnackedHigh',
        'UnroutableMessages',
        'VhostNearLimit',
      ],
      90_000,
    );

    clearInterval(guessing);
  });

  test('alarms of a node arrive at the webhook', async () => {
    await docker(['exec', name, 'rabbitmqctl', 'set_vm_memory_high_watermark', '0.01']);
    await docker(['exec', name, 'rabbitmqctl', 'set_disk_free_limit', '100000000000000']);

    await expectAlerts(['MemoryAlarm', 'DiskAlarm'], 60_000);
    const isTold = async () => {
      const high = (await active()).filter(({ labels }) => labels['alertname'] === 'MemoryHigh');
      expect(high.map(({ status }) => status.state)).toEqual(['suppressed']);
    };
    await until('high memory is known, and silenced by the alarm', isTold, { within: 30_000, every: 1_000 });

    await docker(['exec', name, 'rabbitmqctl', 'set_vm_memory_high_watermark', '0.6']);
    await docker(['exec', name, 'rabbitmqctl', 'set_disk_free_limit', '1000000']);
  });

  test('what arrives is complete: labels, texts without gaps, and a runbook', async () => {
    const bodies = ((await webhook?.received()) ?? []) as {
      alerts: { labels: Record<string, string>; annotations: Record<string, string> }[];
    }[];
    const alerts = bodies.flatMap((body) => body.alerts);

    expect(alerts.filter(({ labels }) => labels['broker'] !== 'single-node')).toEqual([]);
    for (const { annotations } of alerts) {
      expect(annotations['summary']).not.toMatch(/\{\{|<error|<no value>|undefined/);
      expect(annotations['runbook']).toMatch(/^docs\/runbooks\/[a-z-]+\.md$/);
    }
  });

  test('a node that is down arrives, silences its queues, and says that it restarted', async () => {
    clearInterval(load);
    await docker(['stop', '--time', '5', name]);
    await expectAlerts(['RabbitMQDown'], 60_000);
    await pause(3_000);
    const known = await active();
    await docker(['start', name]);

    await expectAlerts(['NodeRestarted'], 90_000);

    const silenced = known.filter(({ labels }) => ['queue', 'link'].includes(labels['scope'] ?? ''));
    expect(silenced.length).toBeGreaterThan(0);
    expect(silenced.filter(({ status }) => status.state !== 'suppressed')).toEqual([]);
  });
});
