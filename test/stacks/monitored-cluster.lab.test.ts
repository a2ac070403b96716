import { join } from 'node:path';
import { Connection, ConsumerStatus } from 'rabbitmq-client';
import { run } from '../../host/command';
import { docker } from '../../host/docker';
import { until } from '../../host/until';
import { archivePassword, archiveUrl, startArchive, type Archive } from '../../lab/archive';
import { chosenGeneration } from '../../lab/generation';
import { ensureImage } from '../../lab/image';
import { alertmanagerImage } from '../../lab/images/alertmanager';
import { haproxyImage } from '../../lab/images/haproxy';
import { prometheusImage } from '../../lab/images/prometheus';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { startMailServer, type MailServer } from '../../lab/mail-server';
import { freePorts } from '../../lab/ports';
import { inPrivateFolder } from '../../lab/private-folder';
import { startWebhook, type Webhook } from '../../lab/webhook';
import { emptyTopology } from '../../model/topology/topology';
import { DeployedApp } from '../deployed-app';
import { freePortRange } from '../free-port-range';
import { version } from '../model/monitoring/alerts/shop';
import { describeWith } from '../setup/missing';
import { Watched } from './watched';
import { removeDeployed } from '../remove-deployed';

jest.setTimeout(400_000);

/**
 * The monitoring of a cluster as a user deploys it, with everybody who can be told of alerts. The tests go on from each
 * other: the deployment, then faults, the worst at the end.
 */
describeWith('terraform', 'cdktf with the stacks cluster and monitoring', () => {
  const prefix = `watched-${process.pid}`;
  const clusterName = `${prefix}-node`;
  const nodes = [1, 2, 3].map((number) => `${clusterName}${number}`);
  const [node1 = '', node2 = '', node3 = ''] = nodes;
  const watch = `${prefix}-watch`;
  let app: DeployedApp;
  let webhook: Webhook;
  let mail: MailServer;
  let archive: Archive;
  let watched: Watched;
  let amqp: Connection | undefined;
  let amqpPort = 0;
  let load: NodeJS.Timeout | undefined;

  beforeAll(async () => {
    const [balancer = 0, amqps, management, statistics, prometheus, alertmanager] = await freePorts(6);
    const first = await freePortRange(9);
    const mailCertificate = await selfSigned(`${prefix}-mail`);
    amqpPort = balancer;
    app = new DeployedApp(join(__dirname, 'monitored-cluster-app.ts'), {
      RABBITMQ_CDK_IMAGE: await ensureImage(rabbitmqImage()),
      RABBITMQ_CDK_BALANCER_IMAGE: await ensureImage(haproxyImage()),
      RABBITMQ_CDK_PROMETHEUS_IMAGE: await ensureImage(prometheusImage()),
      RABBITMQ_CDK_ALERTMANAGER_IMAGE: await ensureImage(alertmanagerImage()),
      RABBITMQ_CDK_GRAFANA_IMAGE: 'none',
      RABBITMQ_CDK_CLUSTER_NAME: clusterName,
      RABBITMQ_CDK_NODE_NAME: `${prefix}-single`,
      RABBITMQ_CDK_MONITORING_NAME: watch,
      RABBITMQ_CDK_MEMORY: '512',
      RABBITMQ_CDK_AMQP_PORT: String(first),
      RABBITMQ_CDK_MANAGEMENT_PORT: String(first + 3),
      RABBITMQ_CDK_PROMETHEUS_PORT: String(first + 6),
      RABBITMQ_CDK_BALANCER_AMQP_PORT: String(balancer),
      RABBITMQ_CDK_BALANCER_AMQPS_PORT: String(amqps),
      RABBITMQ_CDK_BALANCER_MANAGEMENT_PORT: String(management),
      RABBITMQ_CDK_BALANCER_STATISTICS_PORT: String(statistics),
      RABBITMQ_CDK_MONITORING_PROMETHEUS_PORT: String(prometheus),
      RABBITMQ_CDK_ALERTMANAGER_PORT: String(alertmanager),
      RABBITMQ_CDK_REMOVAL_POLICY: 'destroy',
      RABBITMQ_CDK_SCRAPE_SECONDS: '1',
      RABBITMQ_CDK_TIME_SCALE: '0.02',
      RABBITMQ_CDK_ALERT_WEBHOOK: `http://${prefix}-webhook:8080/`,
      RABBITMQ_CDK_ALERT_SLACK: 'true',
      TF_VAR_slack_url: `http://${prefix}-webhook:8080/slack`,
      RABBITMQ_CDK_ALERT_EMAIL: 'ops@example.com',
      RABBITMQ_CDK_ALERT_EMAIL_FROM: 'alerts@example.com',
      RABBITMQ_CDK_ALERT_EMAIL_SMARTHOST: `${prefix}-mail:2525`,
      RABBITMQ_CDK_ALERT_EMAIL_USERNAME: 'alerts',
      TF_VAR_email_password: 'mail-password',
      MAIL_CERTIFICATE: mailCertificate.certificate,
      SINGLE_NODE_PORT: String(await freePortRange(3)),
      ARCHIVE_URL: archiveUrl(`${prefix}-archive`),
      TF_VAR_remote_write_password: archivePassword,
      CHECKPOINT_DISABLE: '1',
    });
    await app.cdktf('deploy', 'cluster', 'monitoring', '--auto-approve');
    webhook = await startWebhook(watch, `${prefix}-webhook`);
    mail = await startMailServer(watch, `${prefix}-mail`, mailCertificate);
    archive = await startArchive(watch, `${prefix}-archive`);
    watched = new Watched(`http://127.0.0.1:${prometheus}`, `http://127.0.0.1:${alertmanager}`, webhook);
  });

  afterAll(async () => {
    clearInterval(load);
    amqp?.unsafeDestroy();
    await Promise.all([webhook?.stop(), mail?.stop(), archive?.stop()]);
    const brokers = [...nodes, `${prefix}-single`];
    const services = [`${watch}-prometheus`, `${watch}-alertmanager`];
    const networks = [`${clusterName}-cluster`, `${prefix}-single`, watch];
    await removeDeployed([...brokers, `${clusterName}-balancer`, ...services], networks);
    app?.forget();
  });

  test('deploy cluster monitoring works from nothing: all is scraped, the nodes over TLS', async () => {
    await until('everything is scraped', () => expectUp(['cluster'], 9), { within: 60_000, every: 1_000 });

    const secure = await watched.ask('up{instance=~".*:15691"} == 1');
    expect(secure.length).toBe(6);
  });

  test('nothing is planned the second time, for either', async () => {
    expect(await app.planNothing('cluster')).toContain('No changes.');
    expect(await app.planNothing('monitoring')).toContain('No changes.');
  });

  test('every sample is also written to a server that asks for a password', async () => {
    const written = async () => expect(await archive.count('{broker="cluster"}')).toBeGreaterThan(500);

    await until('samples arrive at the archive', written, { within: 60_000, every: 1_000 });
    expect(await archive.count('ALERTS')).toBeGreaterThanOrEqual(0);
  });

  test('under load the panels about links between nodes and the load balancer have data too', async () => {
    amqp = await connected();
    // All are led by the node that the connection reached: the next test waits for the alert.
    const led = { 'x-queue-type': 'quorum', 'x-queue-leader-locator': 'client-local' } as const;
    for (let count = 0; count < 25; count++)
      await amqp.queueDeclare({ queue: `led.${count}`, durable: true, arguments: led });
    const publisher = amqp.createPublisher({ confirm: true });
    const consumer = amqp.createConsumer(
      { queue: 'orders', queueOptions: { passive: true } },
      async ({ redelivered }) => (redelivered ? undefined : ConsumerStatus.REQUEUE),
    );
    consumer.on('error', () => undefined);
    const publish = () => {
      for (const routingKey of ['orders', 'nowhere']) void publisher.send({ routingKey }, 'x').catch(() => undefined);
    };
    load = setInterval(publish, 50);

    const empty = async () => {
      const queries = await watched.emptyQueries({
        name: 'cluster',
        serverVersion: version(chosenGeneration()),
        nodeCount: 3,
        topology: emptyTopology,
      });
      const unexcused = queries.filter(({ emptyWhen }) => emptyWhen === undefined);
      expect(unexcused.map(({ title }) => title)).toEqual([]);
      const reasons = [...new Set(queries.map(({ emptyWhen }) => emptyWhen))].sort();
      expect(reasons.filter((reason) => !fine.includes(reason ?? ''))).toEqual([]);
    };
    await until('every panel has data', empty, { within: 60_000, every: 2_000 });

    clearInterval(load);
    expect(fine.length).toBe(5);
  });

  test('monitoring is deployed alone afterwards, and then watches the single node too', async () => {
    await app.cdktf('deploy', 'single-node', '--auto-approve');
    app.env = { ...app.env, RABBITMQ_CDK_MONITORED: 'cluster,single-node' };

    await app.cdktf('deploy', 'monitoring', '--ignore-missing-stack-dependencies', '--auto-approve');

    const both = () => expectUp(['cluster', 'single-node'], 11);
    await until('both are scraped', both, { within: 60_000, every: 1_000 });
    expect(await app.planNothing('monitoring')).toContain('No changes.');
  });

  test('a node that leads most of the queues arrives', async () => {
    await watched.expectAlerts(['LeaderImbalance'], 90_000);

    const [about] = (await watched.arrived()).filter(({ labels }) => labels['alertname'] === 'LeaderImbalance');
    expect(about?.labels).toMatchObject({ broker: 'cluster', severity: 'warning' });
    for (let count = 0; count < 25; count++) await amqp?.queueDelete({ queue: `led.${count}` });
  });

  test('a queue that loses two of its three members arrives, while the cluster goes on', async () => {
    await leadOn(node1);
    for (const node of [node2, node3])
      await docker(['exec', node, 'rabbitmqctl', 'eval', `ra:stop_server(quorum_queues, {'%2F_dead', node()}).`]);

    // Since 4.2 members that stopped alone still have metrics: what is published shows that their leader waits for them.
    await amqp?.createPublisher().send({ routingKey: 'dead', durable: true }, 'x');

    await watched.expectAlerts(['QuorumQueueWithoutMajority'], 90_000);

    const [about] = (await watched.arrived()).filter(
      ({ labels }) => labels['alertname'] === 'QuorumQueueWithoutMajority',
    );
    expect(about?.labels).toMatchObject({ broker: 'cluster', vhost: '/', queue: 'dead', severity: 'critical' });
    for (const node of [node2, node3])
      await docker(['exec', node, 'rabbitmqctl', 'eval', `ra:restart_server(quorum_queues, {'%2F_dead', node()}).`]);
  });

  test('rules that cannot be judged, a scrape that hangs and one that fails arrive', async () => {
    const rule = { alert: 'Broken', expr: 'up * on () up' };
    const file = JSON.stringify({ groups: [{ name: 'broken', rules: [rule] }] });
    const folder = '/etc/prometheus/rules';
    await docker(['exec', '--user', 'root', `${watch}-prometheus`, 'sh', '-c', `echo '${file}' >${folder}/broken.yml`]);
    await docker(['kill', '--signal', 'HUP', `${watch}-prometheus`]);
    await docker(['pause', `${prefix}-single`]);
    await docker(['stop', `${clusterName}-balancer`]);

    await watched.expectAlerts(['RuleFailures', 'ScrapeSlow', 'ScrapeFailing'], 90_000);

    const failing = (await watched.arrived()).filter(({ labels }) => labels['alertname'] === 'ScrapeFailing');
    expect(failing.map(({ labels }) => labels['job'])).toContain('haproxy');
    await docker(['unpause', `${prefix}-single`]);
    await docker(['start', `${clusterName}-balancer`]);
    await docker(['exec', '--user', 'root', `${watch}-prometheus`, 'rm', `${folder}/broken.yml`]);
    await docker(['kill', '--signal', 'HUP', `${watch}-prometheus`]);
  });

  test('a node that is down arrives everywhere; the second brings the cluster down; both say that they restarted', async () => {
    amqp?.unsafeDestroy();
    await docker(['stop', node3]);
    const one = ['RabbitMQDown', 'FewerNodesThanDeclared', 'UnreachablePeers', 'InsufficientDistributionLinks'];
    await watched.expectAlerts(one, 120_000);

    await docker(['stop', node2]);
    await watched.expectAlerts(['NoMajorityOfNodes', 'LoadBalancerWithoutNodes'], 120_000);
    const fewer = (await watched.active()).filter(({ labels }) => labels['alertname'] === 'FewerNodesThanDeclared');
    expect(fewer.map(({ status }) => status.state)).toEqual(['suppressed']);

    await docker(['start', node2, node3]);
    await watched.expectAlerts(['NodeRestarted'], 180_000);
    await until('all are back', () => expectUp(['cluster', 'single-node'], 11), { within: 120_000, every: 1_000 });
    expect(await docker(['inspect', '--format', '{{.State.Running}}', node1])).toBe('true');
  });

  test('what was told came by e-mail, with the login of a variable, and by Slack', async () => {
    const told = async () => {
      const mails = await mail.received();
      const about = mails.find((one) => one.includes('RabbitMQDown')) ?? '';
      expect(about).toMatch(/^RCPT TO:<ops@example.com>/m);
      expect(about).toMatch(/^MAIL FROM:<alerts@example.com>/m);
      const [, login = ''] = /^AUTH PLAIN (\S+)/m.exec(about) ?? [];
      expect(Buffer.from(login, 'base64').toString()).toBe('\0alerts\0mail-password');
      const bodies = (await webhook.received()) as { attachments?: { title: string; text: string }[] }[];
      const messages = bodies.flatMap(({ attachments = [] }) => attachments);
      expect(messages.map(({ title }) => title)).toContain('FIRING RabbitMQDown cluster');
      expect(messages.map(({ text }) => text).join('\n')).toContain('docs/runbooks/rabbitmq-down.md');
    };
    await until('mail and message are there', told, { within: 30_000, every: 1_000 });
    expect((await mail.received()).length).toBeGreaterThan(0);
  });

  test('a receiver that is gone is told to the others', async () => {
    const tellings = async () =>
      (await mail.received()).filter((one) => /^Subject: \[FIRING:\d+\] NotificationsFail/m.test(one)).length;
    const before = await tellings();
    await webhook.stop();
    await docker(['stop', `${prefix}-single`]);

    const isTold = async () => expect(await tellings()).toBeGreaterThan(before);
    await until('a mail says so', isTold, { within: 120_000, every: 1_000 });
    expect((await mail.received()).join('\n')).not.toContain('<no value>');
  });

  test('an Alertmanager that is gone is seen in Prometheus', async () => {
    await docker(['stop', '--time', '2', `${watch}-alertmanager`]);

    const isSeen = async () =>
      expect(await watched.ask('ALERTS{alertname="NoAlertmanager", alertstate="firing"}')).toHaveLength(1);
    await until('Prometheus says so', isSeen, { within: 120_000, every: 1_000 });
    expect(await watched.ask('up{job="alertmanager"} == 1')).toEqual([]);
  });

  /** Has a node lead the queue `dead`. */
  async function leadOn(target: string): Promise<void> {
    const ask = (node: string, expression: string) => docker(['exec', node, 'rabbitmqctl', 'eval', expression]);
    const isLeader = async () => {
      for (const node of nodes.filter((other) => other !== target))
        await ask(node, `ra:transfer_leadership({'%2F_dead', node()}, {'%2F_dead', 'rabbit@${target}'}).`);
      const members = await ask(target, "ra:members({'%2F_dead', node()}).");
      expect(members.replaceAll(/\s/g, '')).toMatch(new RegExp(`\\{'%2F_dead','rabbit@${target}'\\}\\}$`));
    };
    await until(`${target} leads the queue`, isLeader, { within: 30_000, every: 1_000 });
  }

  /** Of what is scraped of these brokers and the monitoring, everything answers. */
  async function expectUp(brokers: readonly string[], count: number): Promise<void> {
    const up = await watched.ask('up == 1');
    const named = new Set(up.map(({ metric }) => metric['broker']).filter((name) => name !== undefined));
    expect([...named].sort()).toEqual(brokers);
    expect(up.length).toBe(count);
  }

  async function connected(): Promise<Connection> {
    const [username, password] = await Promise.all(['username', 'password'].map((name) => app.output('cluster', name)));
    const connection = new Connection({ hostname: '127.0.0.1', port: amqpPort, username, password });
    connection.on('error', () => undefined);
    return connection;
  }
});

/** Why panels of this cluster are empty, and nothing is wrong. */
const fine: readonly string[] = [
  'no alert fires',
  'nothing is promised',
  'the broker has not enabled rabbitmq_stream',
  'the broker has no federation link',
  'the broker has no shovel',
];

/** A certificate that is its own authority. */
async function selfSigned(host: string): Promise<{ readonly certificate: string; readonly key: string }> {
  return inPrivateFolder(async (folder) => {
    const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
    const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files]);
    const read = (name: string) => run('cat', [join(folder, name)]);
    return { certificate: await read('certificate.pem'), key: await read('key.pem') };
  });
}
