import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { docker } from '../../host/docker';
import { until } from '../../host/until';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { balancedServers } from '../failover/balanced-servers';
import { cutOff, reconnect } from '../failover/isolation';
import { startLabCluster, type LabCluster } from '../failover/lab-cluster';
import { describeWith } from '../setup/missing';

jest.setTimeout(600_000);

/** How long after a loss a connection may still land on a node that cannot serve. */
const LIMIT = 15_000;

describeWith('engine', 'a cluster of 4.3, whose nodes stay open in a minority', () => {
  let cluster: LabCluster;

  beforeAll(async () => {
    const image = await ensureImage(rabbitmqImage('4.3'));
    cluster = await startLabCluster(`minority-${process.pid}-node`, { image, serverVersion: '4.3' });
    await everybodyIn();
  });
  afterAll(() => cluster?.destroy());

  test('lets no client in on a node that is cut off from its peers, be it the leader of the metadata store or not', async () => {
    const leader = await leaderOfTheStore();
    const follower = cluster.nodeNames.find((name) => name !== leader) ?? '';

    for (const alone of [follower, leader]) {
      const others = cluster.nodeNames.filter((name) => name !== alone);
      await cutOff(alone, others);
      await sleep(LIMIT);

      expect(await isOpen(alone)).toBe(true);
      expect(await nodesIn()).toEqual(others);
      await reconnect(alone, others);
      await everybodyIn();
    }
  });

  test('keeps everybody in while the metadata store elects another leader', async () => {
    const leader = await leaderOfTheStore();
    const others = cluster.nodeNames.filter((name) => name !== leader);
    const seen: string[][] = [];

    await docker(['pause', leader]);
    for (const end = Date.now() + LIMIT; Date.now() < end; await sleep(250)) seen.push(await nodesIn());
    await docker(['unpause', leader]);

    for (const nodes of seen) expect(nodes).toEqual(expect.arrayContaining(others));
    expect(seen.at(-1)).toEqual(others);
    await everybodyIn();
  });

  test('lets no client in when two of three are gone, and all again when they are back', async () => {
    const [alone = '', ...gone] = cluster.nodeNames;

    await Promise.all(gone.map((name) => cluster.kill(name)));
    await sleep(LIMIT);

    expect(await isOpen(alone)).toBe(true);
    expect(await nodesIn()).toEqual([]);
    expect(await greets(balancerPort())).toBe(false);
    await Promise.all(gone.map((name) => docker(['start', name])));
    await everybodyIn();
    expect(await greets(balancerPort())).toBe(true);
  });

  /** The nodes that get connections of AMQP. */
  async function nodesIn(): Promise<string[]> {
    const servers = await balancedServers(cluster.output('statistics_url'));
    return servers.filter(({ proxy, status }) => proxy === 'amqp' && status.startsWith('UP')).map(({ node }) => node);
  }

  async function everybodyIn(): Promise<void> {
    const check = async () => expect(await nodesIn()).toEqual([...cluster.nodeNames]);
    await until('every node is in', check, { within: 120_000, every: 500 });
  }

  async function leaderOfTheStore(): Promise<string> {
    const [first = ''] = cluster.nodeNames;
    const query = 'element(2, ra_leaderboard:lookup_leader(rabbitmq_metadata)).';
    const answer = await docker(['exec', first, 'rabbitmqctl', '--quiet', 'eval', query]);
    return answer.replace(/^\W*rabbit@|\W*$/g, '');
  }

  /** Whether a node itself takes connections of AMQP. */
  async function isOpen(node: string): Promise<boolean> {
    const published = await docker(['port', node, '5672/tcp']);
    return greets(Number(/:(\d+)/.exec(published)?.[1]));
  }

  function balancerPort(): number {
    return Number(new URL(cluster.url.replace('amqp:', 'http:')).port);
  }
});

/** Whether who listens on a port begins a connection of AMQP. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(Buffer.from('AMQP\0\0\x09\x01')));
    const end = (outcome: boolean) => {
      resolve(outcome);
      socket.destroy();
    };
    socket.setTimeout(5_000, () => end(false));
    socket.on('data', (frame) => end(frame.readUInt8(0) === 1));
    socket.on('error', () => end(false)).on('close', () => end(false));
  });
}
