import { setTimeout as pause } from 'node:timers/promises';
import { Connection, ConsumerStatus } from 'rabbitmq-client';
import { type AppliedStack, applyStack } from '../../lab/apply';
import { docker } from '../../host/docker';
import { ensureImage } from '../../lab/image';
import { alertmanagerImage } from '../../lab/images/alertmanager';
import { prometheusImage } from '../../lab/images/prometheus';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { management, type Management, path } from '../../host/management';
import { freePorts } from '../../lab/ports';
import { until } from '../../host/until';
import { startWebhook, type Webhook } from '../../lab/webhook';
import { watchedBroker, scrapedBroker } from '../../constructs/monitoring/scraped-broker';
import { Duration } from '../../model/units/duration';
import { MonitoringStack } from '../../stacks/monitoring';
import { SingleNodeStack } from '../../stacks/single-node';
import { synth, testApp } from '../harness';
import { chosenGeneration } from '../../lab/generation';
import { describeWith } from '../setup/missing';
import { Crowd } from './crowd';
import { declareShop, makeLinks, shopVhost } from './monitored-shop';
import { Watched } from './watched';

jest.setTimeout(300_000);

/** Limits of the node, low enough for faults. */
const FILE_DESCRIPTORS = 400;
const PROCESSES = 16_384;

/** Alerts of servers before 4.3: a newer one has no alarm of file descriptors, and its Raft logs keep nothing that was used. */
const before43 = chosenGeneration() === '4.0' ? ['FileDescriptorAlarm', 'RaftLogGrowth'] : [];

/** The tests go on from each other: load, then faults, then a node that is down. */
describeWith('engine', 'monitoring of a broker that runs', () => {
  const name = `lab-monitoring-${process.pid}`;
  const timing = { scrapeInterval: Duration.seconds(1), scale: 0.02 };
  const made: AppliedStack[] = [];
  let webhook: Webhook | undefined;
  let broker: SingleNodeStack;
  let api: Management;
  let amqp: Connection;
  let watched: Watched;
  let load: NodeJS.Timeout | undefined;

  beforeAll(async () => {
    const [amqpPort, http, metrics, prometheusPort, alertmanagerPort] = await freePorts(5);
    const app = testApp();
    broker = new SingleNodeStack(app, 'single-node', {
      nodeName: name,
      image: await ensureImage(rabbitmqImage()),
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
    for (const { container } of broker.broker.nodes) {
      // So that little is enough to reach them.
      container.putUlimit([{ name: 'nofile', soft: FILE_DESCRIPTORS, hard: FILE_DESCRIPTORS }]);
      container.env = [...(container.envInput ?? []), `RABBITMQ_MAX_NUMBER_OF_PROCESSES=${PROCESSES}`];
    }
    const monitoring = new MonitoringStack(app, 'monitoring', {
      brokers: [broker.broker],
      monitoringName: `${name}-watch`,
      // Of the generation: with the older server 2.53 and 0.28, with the newer 3.5 and 0.33.
      prometheusImage: await ensureImage(prometheusImage()),
      alertmanagerImage: await ensureImage(alertmanagerImage()),
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
    const { prometheus_url: prometheus, alertmanager_url: alertmanager } = watching.outputs;
    watched = new Watched(String(prometheus), String(alertmanager), webhook);
  });

  afterAll(async () => {
    clearInterval(load);
    // A consumer that never acknowledges would keep an orderly end waiting.
    amqp?.unsafeDestroy();
    await webhook?.stop();
    for (const stack of made.reverse()) await stack.destroy();
  });

  test('under load every query of every panel returns data, or the panel says why not', async () => {
    const publisher = amqp.createPublisher({ confirm: true });
    // Once each: a server of 4.3 would deliver what is returned for ever.
    const consumer = amqp.createConsumer(
      { queue: 'orders', queueOptions: { passive: true } },
      async ({ body, redelivered }) => (!redelivered && Number(body) % 3 === 0 ? ConsumerStatus.REQUEUE : undefined),
    );
    consumer.on('error', () => undefined);
    let count = 0;
    load = setInterval(() => {
      count += 1;
      const send = (routingKey: string) => void publisher.send({ routingKey }, String(count)).catch(() => undefined);
      for (const queue of ['orders', 'slow', 'log', 'nowhere', 'deep']) send(queue);
      // Slowly enough that its limit is predicted long before it is near.
      if (count % 5 === 0) send('rising');
    }, 20);
    const queries = () => watched.emptyQueries(watchedBroker(scrapedBroker(broker.broker), false));

    const onlyExcused = async () => {
      const empty = await queries();
      expect(empty.filter(({ emptyWhen }) => emptyWhen === undefined)).toEqual([]);
      const reasons = new Set(empty.map(({ emptyWhen }) => emptyWhen));
      reasons.delete('no alert fires');
      expect([...reasons].sort()).toEqual([
        'a node by itself has no peers',
        'the broker has no HAProxy that is scraped',
      ]);
    };
    await until('every panel has data', onlyExcused, { within: 60_000, every: 2_000 });
  });

  test('every metric of every alert has samples, or belongs to what this broker lacks', async () => {
    const empty = async () =>
      expect(await watched.emptySelectors()).toEqual([
        'rabbitmq_federation_links{broker="single-node",status!="running"}',
      ]);

    await until('every rule has something to judge', empty, { within: 30_000, every: 1_000 });
    expect(await watched.ask('up')).toHaveLength(4);
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
    for (const extra of ['a', 'b']) await api.put(path`queues/${shopVhost}/${extra}`, { durable: true });
    await failDeliveries();
    const stranger = management(String(made[0]?.outputs['management_url']), 'worker', 'wrong');
    const guessing = setInterval(() => void stranger.get('whoami').catch(() => undefined), 100);

    await watched.expectAlerts(
      [
        'AuthenticationFailures',
        'DeadLetterQueueFilling',
        'DeclaredConsumerMissing',
        'DeclaredQueuesMissing',
        'DeliveryLimitReached',
        'FederationLinkDown',
        'FewerConsumersThanDeclared',
        'KeptObjectiveBurns',
        'NoConsumers',
        'QueueIsGrowing',
        'QueueLimitPredicted',
        'QueueMessagesHigh',
        'QueueNearLimit',
        'ShovelDown',
        'UnackedHigh',
        'UnroutableMessages',
        'VhostNearLimit',
        'WaitObjectiveBurns',
      ],
      90_000,
    );

    clearInterval(guessing);
    const fewer = (await watched.arrived()).find(({ labels }) => labels['alertname'] === 'FewerConsumersThanDeclared');
    expect(fewer?.labels).toMatchObject({ queue: 'deep', team: 'depths' });
    const aboutLinks = (await watched.arrived()).filter(({ labels }) => labels['scope'] === 'link');
    expect([...new Set(aboutLinks.map(({ labels }) => labels['alertname']))].sort()).toEqual([
      'FederationLinkDown',
      'ShovelDown',
    ]);
  });

  test('what clients and the runtime use up arrives', async () => {
    const evaluate = (expression: string) => docker(['exec', name, 'rabbitmqctl', 'eval', expression]);
    await evaluate(
      `[spawn(fun() -> timer:sleep(600000) end) || _ <- lists:seq(1, ${Math.ceil(PROCESSES * 0.82)})], ok.`,
    );
    await evaluate('rabbit_alarm:set_alarm({file_descriptor_limit, []}).');
    // In its first five minutes a node starts stopped virtual hosts again every 30 s, maybe before anything saw it stopped.
    await evaluate('application:set_env(rabbit, vhost_process_reconciliation_enabled, false).');
    await api.put(path`vhosts/${'broken'}`);
    await evaluate('rabbit_vhost_sup_sup:stop_and_delete_vhost(<<"broken">>).');
    await growRaftLog();
    const crowd = new Crowd(String(made[0]?.outputs['connection_string']));
    try {
      await crowd.growTo(110);
      crowd.churn();
      await watched.expectAlerts(['HighConnectionChurn'], 60_000);
      crowd.steady();
      await crowd.growTo(FILE_DESCRIPTORS * 0.75);

      await watched.expectAlerts(
        [...before43, ...['ErlangProcessesNearLimit', 'FileDescriptorsNearLimit', 'VhostDown']],
        120_000,
      );
      await watched.expectAlerts(['FileDescriptorsPredicted'], 120_000);
    } finally {
      crowd.leave();
    }

    const about = (await watched.arrived()).filter(({ labels }) => labels['alertname'] === 'RaftLogGrowth');
    expect(about.slice(0, 1).map(({ labels: { vhost, queue } }) => [vhost, queue])).toEqual(
      before43.includes('RaftLogGrowth') ? [[shopVhost, 'history']] : [],
    );
    await api.delete(path`vhosts/${'broken'}`);
    await evaluate('rabbit_alarm:clear_alarm(file_descriptor_limit).');
  });

  /** Consumers end without an answer for their message, which every version takes for a delivery that failed. */
  async function failDeliveries(): Promise<void> {
    const queue = 'fragile';
    const delivery = { 'x-queue-type': 'quorum', 'x-delivery-limit': 1 };
    await api.put(path`queues/${shopVhost}/${queue}`, { durable: true, arguments: delivery });
    await amqp.createPublisher({ confirm: true }).send({ routingKey: queue, durable: true }, 'x');
    for (let count = 0; count < 2; count++) {
      const dying = new Connection(`${String(made[0]?.outputs['connection_string'])}/${shopVhost}`);
      dying.on('error', () => undefined);
      await new Promise<void>((resolve) => {
        const consumer = dying.createConsumer({ queue, queueOptions: { passive: true } }, () => {
          resolve();
          return new Promise(() => undefined);
        });
        consumer.on('error', () => undefined);
      });
      dying.unsafeDestroy();
    }
  }

  /** One message is never acknowledged, so that the log keeps all that comes after it. */
  async function growRaftLog(): Promise<void> {
    await api.put(path`queues/${shopVhost}/${'history'}`, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    const publisher = amqp.createPublisher({ confirm: true });
    const publish = () => publisher.send({ routingKey: 'history', durable: true }, 'x');
    await publish();
    const held = new Promise<void>((resolve) => {
      const options = { queue: 'history', queueOptions: { passive: true }, qos: { prefetchCount: 1 } };
      amqp.createConsumer(options, () => {
        resolve();
        return new Promise(() => undefined);
      });
    });
    await held;
    for (let batch = 0; batch < 51; batch++) await Promise.all(Array.from({ length: 1_000 }, publish));
    await amqp.queuePurge('history');
  }

  test('alarms of a node arrive at the webhook', async () => {
    await docker(['exec', name, 'rabbitmqctl', 'set_vm_memory_high_watermark', '0.01']);
    await docker(['exec', name, 'rabbitmqctl', 'set_disk_free_limit', '100000000000000']);

    await watched.expectAlerts(['MemoryAlarm', 'DiskAlarm'], 60_000);
    const isTold = async () => {
      const high = (await watched.active()).filter(({ labels }) => labels['alertname'] === 'MemoryHigh');
      expect(high.map(({ status }) => status.state)).toEqual(['suppressed']);
    };
    await until('high memory is known, and silenced by the alarm', isTold, { within: 30_000, every: 1_000 });

    await docker(['exec', name, 'rabbitmqctl', 'set_vm_memory_high_watermark', '0.6']);
    await docker(['exec', name, 'rabbitmqctl', 'set_disk_free_limit', '1000000']);
  });

  test('what arrives is complete: labels, texts without gaps, and a runbook', async () => {
    const alerts = await watched.arrived();

    expect(alerts.filter(({ labels }) => labels['broker'] !== 'single-node')).toEqual([]);
    for (const { annotations } of alerts) {
      expect(annotations['summary']).not.toMatch(/\{\{|<error|<no value>|undefined/);
      expect(annotations['runbook']).toMatch(/^docs\/runbooks\/[a-z-]+\.md$/);
    }
  });

  test('a node that is down arrives, silences its queues, and says that it restarted', async () => {
    clearInterval(load);
    await docker(['stop', '--time', '5', name]);
    await watched.expectAlerts(['RabbitMQDown'], 60_000);
    await pause(3_000);
    const known = await watched.active();
    await docker(['start', name]);

    await watched.expectAlerts(['NodeRestarted'], 90_000);

    const silenced = known.filter(({ labels }) => ['queue', 'link'].includes(labels['scope'] ?? ''));
    expect(silenced.length).toBeGreaterThan(0);
    expect(silenced.filter(({ status }) => status.state !== 'suppressed')).toEqual([]);
  });
});
