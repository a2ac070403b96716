import { until } from '../../host/until';
import { NumberedTraffic } from '../failover/numbered-traffic';
import { startLabCluster, type LabCluster } from '../failover/lab-cluster';
import { describeWith } from '../setup/missing';

jest.setTimeout(600_000);

describeWith('engine', 'a cluster that loses its nodes', () => {
  let cluster: LabCluster;
  let traffic: NumberedTraffic | undefined;

  beforeAll(async () => {
    // From 4.3 on a server denies transient queues, unless it is told otherwise.
    const conf = { 'deprecated_features.permit.transient_nonexcl_queues': true };
    cluster = await startLabCluster(`failover-${process.pid}-node`, { conf });
  });
  // Also of a test that ran out of time.
  afterEach(() => traffic?.abandon());
  afterAll(() => cluster?.destroy());

  test('loses no confirmed message of a quorum queue when each node is killed in turn', async () => {
    const queue = { queue: 'quorum', durable: true, arguments: { 'x-queue-type': 'quorum' } };
    traffic = new NumberedTraffic(cluster.url, queue);

    await traffic.progress(100);
    for (const node of cluster.nodeNames) {
      await cluster.kill(node);
      await traffic.progress(200);
      await until('management answers without it', () => cluster.api.get('overview'), { within: 60_000 });
      await cluster.bringBack(node);
      await traffic.progress(200);
    }
    const { confirmed, lost } = await traffic.end();

    expect(lost).toBe(0);
    expect(confirmed).toBeGreaterThan(1_200);
  });

  test('sees the loss in a transient classic queue, whose node is killed, by the same count', async () => {
    const queue = { queue: 'transient', durable: false, arguments: { 'x-queue-type': 'classic' } };
    traffic = new NumberedTraffic(cluster.url, queue, { heldBack: true });

    await traffic.progress(300);
    await traffic.stopPublishing();
    const { node } = await cluster.api.get<{ readonly node: string }>('queues/%2F/transient');
    const killed = node.replace('rabbit@', '');
    await cluster.kill(killed);
    await cluster.bringBack(killed);
    const { lost } = await traffic.end();

    // All but the few that the consumer had when the node went.
    expect(lost).toBeGreaterThan(250);
  });
});
