import { App, type TerraformStack } from 'cdktf';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { kubectl, startKubernetes, type StartedKubernetes } from '../../lab/kubernetes';
import { roundTrip } from '../../lab/round-trip';
import { type CommandError, run } from '../../host/command';
import { until } from '../../host/until';
import { projectRoot } from '../../lab/folders';
import { stringify } from 'yaml';
import { manifestsOf } from '../../cli/manifests/manifest';
import { QuorumQueue } from '../../constructs/topology/queues/quorum-queue';
import type { StorageOptions } from '../../constructs/kubernetes/pod-options';
import { Size } from '../../model/units/size';
import { KubernetesStack, type KubernetesStackProps } from '../../stacks/kubernetes';
import { NumberedTraffic } from '../failover/numbered-traffic';
import { synth, testApp } from '../harness';
import { describeWith } from '../setup/missing';
import { DeployedStack } from '../terraform';
import { KubernetesNamespace } from './kubernetes-namespace';

interface StorageClass {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
}

const GROWING = 'rabbitmq-cdk-growing';
describeWith('kubernetes', 'a broker on a real Kubernetes', () => {
  let image: string;
  const traffic = { queue: 'traffic', durable: true, arguments: { 'x-queue-type': 'quorum' } };
  const outdir = testApp().outdir;
  let kubernetes: StartedKubernetes;
  let namespace: KubernetesNamespace;
  let url: string;
  let deployed: DeployedStack;

  beforeAll(async () => {
    image = process.env['RABBITMQ_CDK_TEST_KUBERNETES_IMAGE'] ?? (await ensureImage(rabbitmqImage()));
    kubernetes = await startKubernetes(image);
    namespace = new KubernetesNamespace(kubernetes.kubeConfig, 'rabbitmq-cdk-test');
    await kubectl(kubernetes.kubeConfig, ['apply', '--filename', '-'], JSON.stringify(await growingClass()));
  }, 600_000);

  afterAll(async () => {
    if (kubernetes !== undefined)
      await kubectl(kubernetes.kubeConfig, ['delete', 'storageclass', GROWING, '--ignore-not-found']);
    await kubernetes?.stop();
  }, 60_000);

  /** The stack with other props, over the same state. */
  function stack(props: KubernetesStackProps = {}): KubernetesStack {
    const built = new KubernetesStack(new App({ stackTraces: false, outdir }), 'kubernetes', {
      kubeConfig: kubernetes.kubeConfig,
      namespace: namespace.name,
      image,
      resources: { cpuRequest: '50m', memory: Size.mebibytes(512) },
      storage: volumes(1),
      service: { type: 'NodePort', nodePorts: { amqp: 30672, management: 31672 } },
      network: { clients: [{ cidr: '0.0.0.0/0' }], management: [{ cidr: '0.0.0.0/0' }] },
      endpoint: `http://${kubernetes.address}:31672`,
      removalPolicy: 'destroy',
      ...props,
    });
    new QuorumQueue(built, 'orders', { vhost: built.vhost, maxLength: 1_000, overflow: 'reject-publish' });
    return built;
  }

  /** Claims that may grow, whatever the default class of the Kubernetes cluster says. */
  function volumes(gibibytes: number): StorageOptions {
    return { size: Size.gibibytes(gibibytes), storageClassName: GROWING };
  }

  async function growingClass(): Promise<object> {
    const { items } = JSON.parse(await kubectl(kubernetes.kubeConfig, ['get', 'storageclasses', '--output', 'json']));
    const isDefault = 'storageclass.kubernetes.io/is-default-class';
    const found = items.find(({ metadata }: StorageClass) => metadata.annotations?.[isDefault] === 'true');
    return { ...found, metadata: { name: GROWING }, allowVolumeExpansion: true };
  }

  async function allReady(): Promise<void> {
    await namespace.kubectl('rollout', 'status', 'statefulset/rabbitmq', '--timeout=180s');
    const probe = async () => {
      await namespace.exec(0, 'rabbitmq-upgrade', 'await_online_quorum_plus_one', '-t', '30');
    };
    await until('every queue can do without a node', probe, { within: 90_000, every: 1_000 });
  }

  /** How many pods are ready, again and again for as long as something takes. */
  async function readyDuring(work: Promise<void>): Promise<readonly number[]> {
    const seen: number[] = [];
    const look = ['get', 'statefulset', 'rabbitmq', '--output', 'jsonpath={.status.readyReplicas}'];
    let isDone = false;
    const done = work.finally(() => (isDone = true));
    while (!isDone) seen.push(Number(await namespace.kubectl(...look)));
    await done;
    return seen;
  }

  test('comes up as one cluster of three nodes within 90 seconds', async () => {
    deployed = new DeployedStack(stack());
    const start = Date.now();

    await deployed.apply();

    const taken = Date.now() - start;
    url = `amqp://admin:${await deployed.output('password')}@${kubernetes.address}:30672/%2F`;
    expect(taken).toBeLessThan(90_000);
    expect(await namespace.runningNodes(1)).toHaveLength(3);
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

  test('tells its health through the API server, for the stack of main.ts', async () => {
    const env = { KUBECONFIG: kubernetes.kubeConfig, RABBITMQ_CDK_NAMESPACE: namespace.name };

    // Feature flags that are not enabled are something to look at, which the exit code says.
    const said = await run(process.execPath, ['bin/rabbitmq-cdk.js', 'health', 'kubernetes', '--kubernetes'], {
      env,
      cwd: projectRoot,
    }).catch(({ reason }: CommandError) => reason);

    expect(said).toMatch(/^rabbitmq: 3 nodes, 1 queue\b/);
    expect(said).toMatch(/well: nodes, alarms, quorum, listeners/);
    await expect(
      run(process.execPath, ['bin/rabbitmq-cdk.js', 'health', '--kubernetes', 'default/rabbitmq'], {
        env,
        cwd: projectRoot,
      }),
    ).rejects.toThrow(/"rabbitmq" not found/);
  }, 120_000);

  test('hands a message from a publisher to a consumer through the Service', async () => {
    await expect(roundTrip(url, { routingKey: 'orders', queue: 'orders' }, 'through')).resolves.toBe('through');
  });

  test('loses no confirmed message when each pod is killed in turn', async () => {
    const numbered = new NumberedTraffic(url, traffic);
    await numbered.progress(100);

    for (const pod of [0, 1, 2]) {
      await namespace.kubectl('delete', 'pod', `rabbitmq-${pod}`, '--force', '--grace-period=0');
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

    const ready = await readyDuring(new DeployedStack(stack({ conf: { channel_max: 500 } })).apply());

    expect(Math.min(...ready)).toBe(2);
    await numbered.progress(100);
    expect(await numbered.end()).toMatchObject({ lost: 0 });
    expect(await namespace.exec(2, 'rabbitmqctl', 'environment')).toContain('{channel_max,500}');
  }, 300_000);

  test('refuses to replace the StatefulSet for other claims, and grows them as documented', async () => {
    const bigger = new DeployedStack(stack({ conf: { channel_max: 500 }, storage: volumes(2) }));
    const pods = await namespace.podIds();

    await expect(bigger.plan()).rejects.toThrow(/'storage.size' cannot become 2GiB by itself/);

    const size = JSON.stringify({ spec: { resources: { requests: { storage: '2Gi' } } } });
    for (const pod of [0, 1, 2]) await namespace.kubectl('patch', 'pvc', `data-rabbitmq-${pod}`, '--patch', size);
    await namespace.kubectl('delete', 'statefulset', 'rabbitmq', '--cascade=orphan');
    await bigger.apply();
    expect(await bigger.plan()).toContain('No changes.');
    expect(await namespace.podIds()).toEqual(pods);
  }, 300_000);

  test('grows to five nodes, and refuses to shrink', async () => {
    const props: KubernetesStackProps = {
      conf: { channel_max: 500, 'quorum_queue.continuous_membership_reconciliation.target_group_size': 3 },
      storage: volumes(2),
    };
    await new DeployedStack(stack({ ...props, replicas: 5 })).apply();

    expect(await namespace.runningNodes(4)).toHaveLength(5);
    await expect(new DeployedStack(stack(props)).plan()).rejects.toThrow(/'replicas' cannot go down to 3/);
  }, 240_000);

  const enforces = process.env['RABBITMQ_CDK_TEST_ENFORCES_NETWORK_POLICY'] !== undefined;
  const policies = enforces ? describe : describe.skip;

  policies('its NetworkPolicy (needs RABBITMQ_CDK_TEST_ENFORCES_NETWORK_POLICY and a network that does)', () => {
    test('keeps strangers from the metrics', async () => {
      const pod = await namespace.kubectl('get', 'pod', 'rabbitmq-0', '--output', 'jsonpath={.status.podIP}');
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
