import { App } from 'cdktf';
import { connect } from 'node:net';
import { CommandError, run } from '../../host/command';
import { until } from '../../host/until';
import { chosenGeneration } from '../../lab/generation';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { projectRoot } from '../../lab/folders';
import { kubectl, startKubernetes, type StartedKubernetes } from '../../lab/kubernetes';
import { Duration } from '../../model/units/duration';
import { Size } from '../../model/units/size';
import { KubernetesStack } from '../../stacks/kubernetes';
import { testApp } from '../harness';
import { describeWith } from '../setup/missing';
import { DeployedStack } from '../terraform';
import { KubernetesNamespace } from './kubernetes-namespace';

jest.setTimeout(600_000);

/**
 * Until 4.2 a node in a minority pauses and closes its listeners; since 4.3 it stays open, and the readiness probe has to tell.
 * The tests go on from each other.
 */
describeWith('kubernetes', 'a broker on Kubernetes that loses its majority', () => {
  let kubernetes: StartedKubernetes;
  let namespace: KubernetesNamespace;
  let deployed: DeployedStack;

  beforeAll(async () => {
    const image = process.env['RABBITMQ_CDK_TEST_KUBERNETES_IMAGE'] ?? (await ensureImage(rabbitmqImage()));
    kubernetes = await startKubernetes(image);
    namespace = new KubernetesNamespace(kubernetes.kubeConfig, 'rabbitmq-cdk-minority');
    const stack = new KubernetesStack(new App({ stackTraces: false, outdir: testApp().outdir }), 'kubernetes', {
      kubeConfig: kubernetes.kubeConfig,
      namespace: namespace.name,
      image,
      resources: { cpuRequest: '50m', memory: Size.mebibytes(512) },
      storage: { size: Size.gibibytes(1) },
      service: { type: 'NodePort', nodePorts: { amqp: 30673, management: 31673 } },
      network: { clients: [{ cidr: '0.0.0.0/0' }], management: [{ cidr: '0.0.0.0/0' }] },
      endpoint: `http://${kubernetes.address}:31673`,
      quorumWait: Duration.seconds(1),
      removalPolicy: 'destroy',
    });
    deployed = new DeployedStack(stack);
    await deployed.apply();
  });

  afterAll(async () => {
    if (kubernetes !== undefined)
      await kubectl(kubernetes.kubeConfig, ['delete', 'namespace', namespace.name, '--ignore-not-found']);
    await kubernetes?.stop();
  });

  test('has three pods that are ready, which no probe of a node that forms its cluster keeps from it', async () => {
    await until('all pods are ready', () => expectReady(3), { within: 180_000, every: 1_000 });

    expect(await namespace.runningNodes(0)).toHaveLength(3);
    expect(await answers()).toBe(true);
  });

  test('keeps two of three pods ready', async () => {
    await namespace.kubectl('scale', 'statefulset', 'rabbitmq', '--replicas=2');
    await until('a pod is gone', () => expectPods(2), { within: 120_000, every: 1_000 });

    // Longer than it takes to call a pod unready.
    const end = Date.now() + 30_000;
    await until('the store has its leader', () => expectReady(2), { within: 60_000, every: 1_000 });
    const seen: number[] = [];
    while (Date.now() < end) seen.push(await readyPods());
    expect(seen.filter((count) => count < 2)).toEqual([]);
  });

  test('takes the last pod out of the Service, so that clients are refused and do not wait', async () => {
    // The node that goes must not be the one that waits for the other: it has no majority to wait for.
    await namespace.kubectl('label', 'pod', 'rabbitmq-1', 'skipPreStopChecks=true', '--overwrite');
    await namespace.kubectl('scale', 'statefulset', 'rabbitmq', '--replicas=1');
    await until('a pod is gone', () => expectPods(1), { within: 180_000, every: 1_000 });

    await until('the last pod is not ready', () => expectReady(0), { within: 60_000, every: 1_000 });
    const refused = async () => expect(await answers()).toBe(false);
    await until('the Service refuses clients', refused, { within: 30_000, every: 1_000 });
    expect(await namespace.kubectl('get', 'pod', 'rabbitmq-0', '--output', 'jsonpath={.status.phase}')).toBe('Running');
  });

  test('is asked for its health all the same', async () => {
    const target = `${namespace.name}/rabbitmq`;
    const said = await run(process.execPath, ['bin/rabbitmq-cdk.js', 'health', '--kubernetes', target], {
      env: { KUBECONFIG: kubernetes.kubeConfig },
      cwd: projectRoot,
    }).catch((error: unknown) => (error instanceof CommandError ? error.reason : String(error)));

    // A node that pauses closes the listener of its management API some time after that of clients.
    const told = /danger.*nodes.*is not reachable by its peers/.source;
    expect(said).toMatch(chosenGeneration() === '4.0' ? new RegExp(`${told}|cannot be reached`) : new RegExp(told));
  });

  test('is whole again when the pods are back, though none is ready when they start', async () => {
    await namespace.kubectl('scale', 'statefulset', 'rabbitmq', '--replicas=3');

    await until('all pods are ready', () => expectReady(3), { within: 240_000, every: 1_000 });
    expect(await namespace.runningNodes(0)).toHaveLength(3);
    expect(await answers()).toBe(true);
  });

  test('comes back after all pods went at once', async () => {
    await namespace.kubectl('label', 'pods', '--all', 'skipPreStopChecks=true', '--overwrite');
    await namespace.kubectl('delete', 'pods', '--all', '--force', '--grace-period=0');

    await until('new pods run', () => expectPods(3), { within: 120_000, every: 1_000 });
    await until('all pods are ready', () => expectReady(3), { within: 300_000, every: 1_000 });
    expect(await namespace.runningNodes(0)).toHaveLength(3);
  });

  async function readyPods(): Promise<number> {
    const path = 'jsonpath={.status.readyReplicas}';
    return Number((await namespace.kubectl('get', 'statefulset', 'rabbitmq', '--output', path)) || '0');
  }

  async function expectReady(count: number): Promise<void> {
    expect(await readyPods()).toBe(count);
  }

  async function expectPods(count: number): Promise<void> {
    const names = await namespace.kubectl('get', 'pods', '--output', 'name');
    expect(names.split('\n').filter((name) => /rabbitmq-\d$/.test(name))).toHaveLength(count);
  }

  /** Whether a client of the Service gets a connection. */
  function answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect({ host: kubernetes.address, port: 30673, timeout: 3_000 }, () => finish(true));
      const finish = (isThere: boolean) => {
        socket.destroy();
        resolve(isThere);
      };
      socket.on('error', () => finish(false));
      socket.on('timeout', () => finish(false));
    });
  }
});
