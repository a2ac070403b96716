import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from 'rabbitmq-client';
import { brokerApi } from '../../cli/broker/broker-endpoint';
import type { NodeState, QueueState } from '../../cli/health/broker-state';
import type { HealthFinding } from '../../cli/health/findings';
import { CommandError, run } from '../../host/command';
import { docker } from '../../host/docker';
import { until } from '../../host/until';
import { projectRoot } from '../../lab/folders';
import { externalLogin } from '../external-login';
import { balancedServers } from '../failover/balanced-servers';
import { startLabCluster, type LabCluster } from '../failover/lab-cluster';
import { giveCertificates, type GivenCertificates } from '../given-certificates';
import { describeWith } from '../setup/missing';
import { readEverywhere } from '../streams';

jest.setTimeout(600_000);

describeWith('engine', 'a cluster of five behind its load balancer, with certificates that were given', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-given-'));
  let files: GivenCertificates;
  const connections: Connection[] = [];
  let cluster: LabCluster;

  beforeAll(async () => {
    files = await giveCertificates(folder, 'admin');
    const certificateFiles = { caFile: files.ca, certificateFile: files.certificate, privateKeyFile: files.key };
    const props = {
      nodeCount: 5,
      plugins: ['rabbitmq_stream'],
      tls: { certificateFiles, plainListeners: ['amqp', 'stream'] },
    } as const;
    cluster = await startLabCluster(`balanced-${process.pid}-node`, props);
  });
  afterAll(async () => {
    for (const connection of connections) connection.unsafeDestroy();
    await cluster?.destroy();
    rmSync(folder, { recursive: true });
  });

  test('is one cluster, of which every node is in', async () => {
    const nodes = await api<readonly NodeState[]>('nodes');

    expect(nodes.filter(({ running }) => running)).toHaveLength(5);
    await expectIn(cluster.nodeNames);
  });

  test('shows the given certificate, and lets in who has one of the same authority', async () => {
    const [ca, cert, key] = [files.ca, files.clientCertificate, files.clientKey].map((file) => readFileSync(file));
    const port = Number(/amqps:\/\/[^:]+:(\d+)/.exec(cluster.stack.broker.amqpUrls.join())?.[1]);

    expect(await externalLogin({ port, ca, cert, key })).toBe('in');
    expect(await externalLogin({ port, ca })).toMatch(/certificate required/);
  });

  test('is well but for certificates that expire soon, says health by URL', async () => {
    const { code, findings } = await health();

    expect(code).toBe(2);
    expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(['certificates']));
  });

  test('keeps a client of management on one node', async () => {
    const asked = await Promise.all(Array.from({ length: 10 }, () => api<{ readonly node: string }>('overview')));

    expect(new Set(asked.map(({ node }) => node)).size).toBe(1);
  });

  test('tells Prometheus which nodes are in', async () => {
    const metrics = await (await fetch(`${cluster.output('statistics_url')}/metrics`)).text();

    for (const node of cluster.nodeNames)
      expect(metrics).toMatch(new RegExp(`^haproxy_server_status{proxy="amqp",server="${node}",state="UP"} 1$`, 'm'));
  });

  test('sends clients elsewhere while a node is drained, and back when it is revived', async () => {
    const [drained = '', ...others] = cluster.nodeNames;

    await docker(['exec', drained, 'rabbitmq-upgrade', 'drain']);
    await expectIn(others);
    const maintained = await health();
    await docker(['exec', drained, 'rabbitmq-upgrade', 'revive']);
    await expectIn(cluster.nodeNames);

    expect(maintained.findings).toContainEqual(
      expect.objectContaining({ check: 'nodes', object: `rabbit@${drained}`, severity: 'notice' }),
    );
  });

  test('lets consumers reach a node with an alarm, as they end it; health says that it is dangerous', async () => {
    const [alarmed = ''] = cluster.nodeNames;
    connections.push(...cluster.nodeNames.map(connected));
    // The fewest connections: five in a row go to five nodes.
    await until('a client is on each node', expectOnEachNode, { within: 60_000, every: 500 });
    const [publishing] = connections;
    const publisher = publishing?.createPublisher({ confirm: true, queues: [heldQueue] });
    for (let count = 0; count < 100; count++) await publisher?.send(heldQueue.queue, '');
    await until('a quorum queue has a member on each node', hasFiveMembers, { within: 60_000 });

    await setWatermark(alarmed, '0.00001');
    await until('there is an alarm', () => expectAlarm(alarmed, true), { within: 60_000 });
    const taken = new Set<number>();
    const options = { queue: heldQueue.queue, queueOptions: heldQueue, qos: { prefetchCount: 1 } };
    const all = until('every consumer has a message', async () => expect(taken.size).toBe(5), { within: 60_000 });
    const consumers = connections.map((connection, index) =>
      connection.createConsumer(options, async () => {
        taken.add(index);
        await all;
      }),
    );
    await all;
    await until('a client is on each node still', expectOnEachNodeAgain, { within: 60_000, every: 2_000 });
    const dangerous = await health();
    await expectIn(cluster.nodeNames);
    await setWatermark(alarmed, '0.6');
    await until('the alarm is over', () => expectAlarm(alarmed, false), { within: 60_000 });
    await Promise.all([publisher?.close(), ...consumers.map((consumer) => consumer.close())]);
    await Promise.all(connections.map((connection) => connection.close()));

    expect(dangerous.code).toBe(3);
    expect(dangerous.findings[0]).toMatchObject({ check: 'alarms', severity: 'danger', object: `rabbit@${alarmed}` });
  });

  test('tells a client of streams where each node is, from this machine too', async () => {
    const [username, password] = [cluster.output('username'), cluster.output('password')];
    const [first, ...others] = cluster.stack.broker.streamUrls.map((url) => {
      const [, hostname = '', port] = /\/\/([^:]+):(\d+)$/.exec(url) ?? [];
      return { hostname, port: Number(port), username, password, vhost: '/' };
    });
    if (first === undefined) throw new Error('the cluster has no address for streams');

    expect(await readEverywhere([first, ...others])).toBe(25);
  });

  const heldQueue = { queue: 'held', durable: true, arguments: { 'x-queue-type': 'quorum' } } as const;

  function connected(): Connection {
    const connection = new Connection({ url: cluster.url });
    // It ends with the cluster when a test fails.
    return connection.on('error', () => undefined);
  }

  async function expectOnEachNode(): Promise<void> {
    const known = await api<readonly { readonly node: string }[]>('connections');
    const nodes = new Set(known.map(({ node }) => node));
    expect(nodes).toEqual(new Set(cluster.nodeNames.map((name) => `rabbit@${name}`)));
  }

  /** For a client that HAProxy had to move away when the machine was busy, another one comes. */
  async function expectOnEachNodeAgain(): Promise<void> {
    await expectOnEachNode().catch((error: unknown) => {
      connections.push(connected());
      throw error;
    });
  }

  async function hasFiveMembers(): Promise<void> {
    const { members = [] } = await api<QueueState>('queues/%2F/held');
    if (members.length < 5) throw new Error(`it has ${members.length}`);
  }

  async function expectAlarm(node: string, expected: boolean): Promise<void> {
    const { mem_alarm: alarm } = await api<NodeState>(`nodes/rabbit@${node}`);
    if (alarm !== expected) throw new Error(`its alarm is ${alarm}`);
  }

  async function setWatermark(node: string, fraction: string): Promise<void> {
    await docker(['exec', node, 'rabbitmqctl', 'set_vm_memory_high_watermark', fraction]);
  }

  /** Waits until these nodes are in for every protocol, and no other. */
  async function expectIn(nodes: readonly string[]): Promise<void> {
    const expected = ['amqp', 'amqps', 'management'].flatMap((proxy) => nodes.map((node) => `${proxy} ${node}`));
    const probe = async (): Promise<void> => {
      const servers = await balancedServers(cluster.output('statistics_url'));
      const isIn = servers.filter(({ status }) => status === 'UP').map(({ proxy, node }) => `${proxy} ${node}`);
      expect(isIn.sort()).toEqual([...expected].sort());
    };
    await until(`${nodes.join(', ')} are in`, probe, { within: 60_000 });
  }

  async function api<T>(path: string): Promise<T> {
    const [url, username, password] = ['management_url', 'username', 'password'].map((name) => cluster.output(name));
    if (url === undefined || username === undefined || password === undefined) throw new Error('there is no output');
    return brokerApi({ url, username, password, caFile: files.ca }).get(path);
  }

  /** What the command says of the broker by its URL, and its exit code. */
  async function health(): Promise<{ readonly code: number; readonly findings: readonly HealthFinding[] }> {
    const env = {
      RABBITMQ_USERNAME: cluster.output('username'),
      RABBITMQ_PASSWORD: cluster.output('password'),
      NODE_EXTRA_CA_CERTS: files.ca,
    };
    const command = [join(projectRoot, 'bin/rabbitmq-cdk.js'), 'health', cluster.output('management_url')];
    const answer = await run(process.execPath, [...command, '--format', 'json'], { env }).then(
      (said) => ({ code: 0, said }),
      (error: unknown) => {
        if (!(error instanceof CommandError)) throw error;
        return { code: error.exitCode ?? -1, said: error.reason };
      },
    );
    return { code: answer.code, findings: JSON.parse(answer.said).findings };
  }
});
