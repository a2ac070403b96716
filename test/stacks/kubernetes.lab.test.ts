import { App, type TerraformStack } from 'cdktf';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { kubectl, obstacleToKubernetes, startKubernetes, type StartedKubernetes } from '../../lab/kubernetes';
import { roundTrip } from '../../lab/round-trip';
import { until } from '../../host/until';
import { stringify } from 'yaml';
import { manifestsOf } from '../../cli/manifests/manifest';
import { QuorumQueue } from '../../constructs/topology/quorum-queue';
import { Size } from '../../model/size';
import { KubernetesStack, type KubernetesStackProps } from '../../stacks/kubernetes';
import { NumberedTraffic } from '../failover/numbered-traffic';
import { synth, testApp } from '../harness';
import { DeployedStack } from '../terraform';

const obstacle = obstacleToKubernetes();
const block = obstacle === undefined ? describe : describe.skip;

block(obstacle === undefined ? 'a broker on a real Kubernetes' : `a broker on a real Kubernetes (${obstacle})`, () => {
  const image = process.env['RABBITMQ_CDK_TEST_KUBERNETES_IMAGE'] ?? rabbitmqImage.tag;
  const traffic = { queue: 'traffic', durable: true, arguments: { 'x-queue-type': 'quorum' } };
  const outdir = testApp().outdir;
  let kubernetes: StartedKubernetes;
  let url: string;
  let deployed: DeployedStack;

  beforeAll(async () => {
    kubernetes = await startKubernetes(image);
  }, 180_000);

  afterAll(async () => {
    await kubernetes?.stop();
  }, 60_000);

  /** The stack with other props, over the same state. */
  function stack(props: KubernetesStackProps = {}): KubernetesStack {
    const built = new KubernetesStack(new App({ stackTraces: false, outdir }), 'kubernetes', {
      kubeConfig: kubernetes.kubeConfig,
      namespace: 'rabbitmq-cdk-test',
      image,
      resources: { cpuRequest: '50m', memory: Size.mebibytes(512) },
      storage: { size: Size.gibibytes(1) },
      service: { type: 'NodePort', nodePorts: { amqp: 30672, management: 31672 } },
      network: { clients: [{ cidr: '0.0.0.0/0' }], management: [{ cidr: '0.0.0.0/0' }] },
      endpoint: `http://${kubernetes.address}:31672`,
      removalPolicy: 'destroy',
      ...props,
    });
    new QuorumQueue(built, 'orders', { vhost: built.vhost, maxLength: 1_000, overflow: 'reject-publish' });
    return built;
  }

  const inNamespace = (...args: readonly string[]) =>
    kubectl(kubernetes.kubeConfig, ['--namespace', 'rabbitmq-cdk-test', ...args]);
  const inPod = (pod: number, ...command: readonly string[]) =>
    inNamespace('exec', `rabbitmq-${pod}`, '--container', 'rabbitmq', '--', ...command);

  async function allReady(): Promise<void> {
    await inNamespace('rollout', 'status', 'statefulset/rabbitmq', '--timeout=180s');
    const probe = async () => {
      await inPod(0, 'rabbitmq-upgrade', 'await_online_quorum_plus_one', '-t', '30');
    };
    await until('every queue can do without a node', probe, { within: 90_000, every: 1_000 });
  }

  test('comes up as one cluster of three nodes within 90 seconds', async () => {
    deployed = new DeployedStack(stack());
    const start = Date.now();

    await deployed.apply();

    expect(Date.now() - start).toBeLessThan(90_000);
    const status = JSON.parse(await inPod(1, 'rabbitmqctl', 'cluster_status', '--formatter', 'json'));
    expect(status.running_nodes).toHaveLength(3);
    url = `amqp://admin:${await deployed.output('password')}@${kubernetes.address}:30672/%2F`;
  }, 180_000);

  test('has nothing left to plan', async () => {
    expect(await deployed.plan()).toContain('No changes.');
  }, 60_000);

  test('is what the manifests say', async () => {
    const { manifests } = manifestsOf(synth(stack() as TerraformStack).resource as never);
    const yaml = manifests.map((manifest) => `---\n${stringify(manifest)}`).join('');

    // Exits with 1, and so throws, when anything differs.
    await expect(kubectl(kubernetes.kubeConfig, ['diff', '--filename', '-'], yaml)).resolves.toBe('');
  });

  test('hands a message from a publisher to a consumer through the Service', async () => {
    await expect(roundTrip(url, { routingKey: 'orders', queue: 'orders' }, 'through')).resolves.toBe('through');
  });

  test('loses no confirmed message when each pod is killed in turn', async () => {
    const numbered = new NumberedTraffic(url, traffic);
    await numbered.progress(100);

    for (const pod of [0, 1, 2]) {
      await inNamespace('delete', 'pod', `rabbitmq-${pod}`, '--force', '--grace-period=0');
      await numbered.progress(100);
      await allReady();
    }

    const report = await numbered.end();
    expect(report.lost).toBe(0);
    expect(report.confirmed).toBeGreaterThan(400);
  }, 360_000);

  test('refuses the eviction of a second pod', async () => {
    const evict = (pod: string) =>
      kubectl(
        kubernetes.kubeConfig,
        ['create', '--raw', `/api/v1/namespaces/rabbitmq-cdk-test/pods/${pod}/eviction`, '--filename', '-'],
        JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod } }),
      );

    await evict('rabbitmq-0');

    await expect(evict('rabbitmq-1')).rejects.toThrow(/disruption budget/);
    await allReady();
  }, 240_000);

  test('rolls pod by pod when its configuration changes, and loses nothing', async () => {
    const numbered = new NumberedTraffic(url, traffic);
    await numbered.progress(100);

    await new DeployedStack(stack({ conf: { channel_max: 500 } })).apply();

    await numbered.progress(100);
    expect(await numbered.end()).toMatchObject({ lost: 0 });
    expect(await inPod(2, 'rabbitmqctl', 'environment')).toContain('{channel_max,500}');
  }, 300_000);

  test('grows to five nodes, and refuses to shrink', async () => {
    const props = {
      conf: { channel_max: 500, 'quorum_queue.continuous_membership_reconciliation.target_group_size': 3 },
    };
    await new DeployedStack(stack({ ...props, replicas: 5 })).apply();

    const status = JSON.parse(await inPod(4, 'rabbitmqctl', 'cluster_status', '--formatter', 'json'));
    expect(status.running_nodes).toHaveLength(5);
    await expect(new DeployedStack(stack(props)).plan()).rejects.toThrow(/'replicas' cannot go down to 3/);
  }, 240_000);

  test('refuses to replace the StatefulSet for other claims', async () => {
    const bigger = new DeployedStack(stack({ replicas: 5, storage: { size: Size.gibibytes(2) } }));

    await expect(bigger.plan()).rejects.toThrow(/'storage.size' cannot become 2GiB by itself/);
  }, 60_000);

  const enforces = process.env['RABBITMQ_CDK_TEST_ENFORCES_NETWORK_POLICY'] !== undefined;
  const policies = enforces ? describe : describe.skip;

  policies('its NetworkPolicy (needs RABBITMQ_CDK_TEST_ENFORCES_NETWORK_POLICY and a network that does)', () => {
    test('keeps strangers from the metrics', async () => {
      const pod = await inNamespace('get', 'pod', 'rabbitmq-0', '--output', 'jsonpath={.status.podIP}');
      const connect = (port: number) => {
        const command = ['timeout', '5', 'bash', '-c', `</dev/tcp/${pod}/${port}`];
        const options = ['--image', image, '--restart', 'Never', '--attach', '--rm', '--command'];
        return kubectl(kubernetes.kubeConfig, ['run', `stranger-${port}`, ...options, '--', ...command]);
      };

      await expect(connect(5672)).resolves.toBeDefined();
      await expect(connect(15692)).rejects.toThrow();
    });
  });

  test('goes within two minutes, and leaves nothing', async () => {
    const start = Date.now();

    await deployed.destroy();

    expect(Date.now() - start).toBeLessThan(120_000);
    const left = await kubectl(kubernetes.kubeConfig, ['get', 'namespaces,persistentvolumes', '--output', 'name']);
    expect(left).not.toContain('rabbitmq-cdk-test');
  }, 240_000);
});
