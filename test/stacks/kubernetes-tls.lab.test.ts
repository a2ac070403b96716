import { App } from 'cdktf';
import { run } from '../../host/command';
import { until } from '../../host/until';
import { ensureImage } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';
import { kubectl, startKubernetes, type StartedKubernetes } from '../../lab/kubernetes';
import { roundTrip } from '../../lab/round-trip';
import { QuorumQueue } from '../../constructs/topology/queues/quorum-queue';
import { Size } from '../../model/units/size';
import { KubernetesStack, type KubernetesStackProps } from '../../stacks/kubernetes';
import { testApp } from '../harness';
import { describeWith } from '../setup/missing';
import { DeployedStack } from '../terraform';
import { certificateSecret } from './certificate-secret';
import { KubernetesNamespace } from './kubernetes-namespace';
import { asYaml, manifestsWith, variants } from './kubernetes-variants';

describeWith('kubernetes', 'a broker with TLS and definitions on a real Kubernetes', () => {
  let image: string;
  let kubernetes: StartedKubernetes;
  let namespace: KubernetesNamespace;
  let ca: string;

  beforeAll(async () => {
    image = process.env['RABBITMQ_CDK_TEST_KUBERNETES_IMAGE'] ?? (await ensureImage(rabbitmqImage()));
    kubernetes = await startKubernetes(image);
    namespace = new KubernetesNamespace(kubernetes.kubeConfig, 'rabbitmq-cdk-tls');
    await kubectl(kubernetes.kubeConfig, ['create', 'namespace', namespace.name]);
    const secret = await certificateSecret('rabbitmq-tls', ['rabbitmq.example.com']);
    await namespace.apply(secret);
    ca = secret.stringData['ca.crt'];
  }, 600_000);

  afterAll(async () => {
    const last = ['delete', 'namespace', 'rabbitmq-cdk-tls', 'rabbitmq-cdk-other', '--ignore-not-found'];
    if (kubernetes !== undefined) await kubectl(kubernetes.kubeConfig, last);
    await kubernetes?.stop();
  }, 180_000);

  const options = (): KubernetesStackProps => ({
    kubeConfig: kubernetes.kubeConfig,
    image,
    resources: { cpuRequest: '50m', memory: Size.mebibytes(512) },
    storage: { size: Size.gibibytes(1) },
    removalPolicy: 'destroy',
  });

  describe('whose certificate comes from a Secret', () => {
    const { outdir } = testApp();
    let deployed: DeployedStack;
    let url: string;

    /** The stack with queues, over the same state. */
    function stack(queues: Readonly<Record<string, number>>): KubernetesStack {
      const built = new KubernetesStack(new App({ stackTraces: false, outdir }), 'kubernetes', {
        ...options(),
        namespace: namespace.name,
        createNamespace: false,
        storage: { size: Size.gibibytes(1), whenDeleted: 'Retain' },
        tls: { secretName: 'rabbitmq-tls', verifyClients: false },
        plugins: ['rabbitmq_stream'],
        service: { type: 'NodePort', nodePorts: { amqps: 30673 } },
        network: { clients: [{ cidr: '0.0.0.0/0' }] },
      });
      for (const [name, maxLength] of Object.entries(queues))
        new QuorumQueue(built, name, {
          vhost: built.vhost,
          arguments: { 'x-max-length': maxLength, 'x-overflow': 'reject-publish' },
        });
      return built;
    }

    test('comes up with what is declared, and nothing is left to plan', async () => {
      deployed = new DeployedStack(stack({ orders: 1_000 }));

      await deployed.apply();

      expect(await namespace.runningNodes(2)).toHaveLength(3);
      expect(await namespace.exec(1, 'rabbitmqctl', 'list_queues', '--silent', 'name')).toBe('orders');
      expect(await deployed.plan()).toContain('No changes.');
      url = `amqps://admin:${await deployed.output('password')}@${kubernetes.address}:30673/%2F`;
    }, 240_000);

    test('hands a message on over TLS, to who trusts the authority alone', async () => {
      const route = { routingKey: 'orders', queue: 'orders' };
      const tls = { ca, servername: 'rabbitmq.example.com' };

      await expect(roundTrip({ url, tls }, route, 'through')).resolves.toBe('through');
      await expect(roundTrip(url, route, 'through')).rejects.toThrow(/self-signed|unable to/i);
    }, 60_000);

    test('listens nowhere without TLS', async () => {
      const said = await namespace.exec(0, 'rabbitmq-diagnostics', '--silent', 'listeners', '--formatter', 'json');
      const reachable = JSON.parse(said).listeners.filter(
        ({ interface: address }: Listener) => address !== '127.0.0.1',
      );
      const protocols = reachable.map(({ protocol }: Listener) => protocol);

      expect(protocols.sort()).toEqual(['amqp/ssl', 'clustering', 'https', 'https/prometheus', 'stream/ssl']);
    }, 60_000);

    test('tells its health through the API server, with no secret in sight', async () => {
      const command = [
        'bin/rabbitmq-cdk.js',
        'health',
        '--kubernetes',
        `${namespace.name}/rabbitmq`,
        '--format',
        'json',
      ];
      const env = { KUBECONFIG: kubernetes.kubeConfig };

      // Feature flags that are not enabled are something to look at: the exit code says so.
      const said = await run(process.execPath, command, { env }).catch(({ reason }: { reason: string }) => reason);

      const { cluster, nodes, findings } = JSON.parse(said);
      expect(cluster).toBe('rabbitmq');
      expect(nodes).toHaveLength(3);
      // The certificates of every listener of every node were looked at: they are short ones.
      const expiring = findings.filter(({ check }: Finding) => check === 'certificates');
      const listeners = expiring.map(
        ({ object, message }: Finding) => `${object} ${/listener for ([^,]*),/.exec(message)?.[1]}`,
      );
      expect(new Set(listeners)).toEqual(
        new Set(
          ['amqp/ssl', 'https', 'https/prometheus', 'stream/ssl'].flatMap((protocol) =>
            nodes.map((node: string) => `${node} ${protocol}`),
          ),
        ),
      );
      expect(said).not.toContain(await deployed.output('password'));
    }, 60_000);

    test('gets what is declared later by the Job, and no pod restarts', async () => {
      const before = await namespace.podIds();

      await new DeployedStack(stack({ orders: 1_000, returns: 1_000 })).apply();

      const queues = await namespace.exec(1, 'rabbitmqctl', 'list_queues', '--silent', 'name');
      expect(queues.split('\n').sort()).toEqual(['orders', 'returns']);
      expect(await namespace.podIds()).toEqual(before);
    }, 240_000);

    test('fails to deploy what an import cannot change, and the Job says what differs', async () => {
      const changed = new DeployedStack(stack({ orders: 2_000, returns: 1_000 }));

      await expect(changed.apply()).rejects.toThrow(/rabbitmq-import/);

      const log = await namespace.kubectl('logs', 'job/rabbitmq-import');
      expect(log).toMatch(/queues .*"orders".*: differs in arguments/);
      expect(log).toContain('1 existing objects differ from their declaration');
      expect(log).not.toContain('returns');
    }, 300_000);

    test('leaves the claims when it goes, as it was told', async () => {
      await deployed.destroy();

      const claims = [0, 1, 2].map((pod) => `persistentvolumeclaim/data-rabbitmq-${pod}`);
      const left = async () => {
        const names = await namespace.kubectl('get', 'statefulsets,pods,services,jobs,pvc', '--output', 'name');
        expect(names.split('\n').sort()).toEqual(claims);
      };
      // Kubernetes ends the pods after their StatefulSet.
      await until('nothing but the claims is left', left, { within: 120_000, every: 500 });
    }, 240_000);
  });

  describe('of one node, whose certificate Terraform makes', () => {
    const { outdir } = testApp();
    const definitions = ['PodMonitor', 'PrometheusRule'].map(definitionOf);

    beforeAll(async () => {
      // A cluster with the operator has its own, which know more.
      const there = await kubectl(kubernetes.kubeConfig, ['get', 'customresourcedefinitions', '--output', 'name']);
      const missing = definitions.filter(({ metadata }) => !there.includes(metadata.name));
      if (missing.length > 0) await kubectl(kubernetes.kubeConfig, ['create', '--filename', '-'], asYaml(missing));
    }, 60_000);

    test('comes up where nobody provides load balancers, with what the Prometheus operator is told', async () => {
      const stack = new KubernetesStack(new App({ stackTraces: false, outdir }), 'kubernetes', {
        ...options(),
        namespace: 'rabbitmq-cdk-other',
        replicas: 1,
        tls: { verifyClients: false },
        service: { type: 'LoadBalancer' },
        network: 'open',
        ingress: { host: 'rabbitmq.example.com' },
        monitoring: { labels: { release: 'prometheus' } },
      });
      const deployed = new DeployedStack(stack);
      const other = new KubernetesNamespace(kubernetes.kubeConfig, 'rabbitmq-cdk-other');

      await deployed.apply();

      expect(await deployed.plan()).toContain('No changes.');
      expect(await other.kubectl('get', 'podmonitors,prometheusrules,ingresses', '--output', 'name')).toBe(
        'podmonitor.monitoring.coreos.com/rabbitmq\nprometheusrule.monitoring.coreos.com/rabbitmq\ningress.networking.k8s.io/rabbitmq',
      );
      // It trusts the certificate by its authority, under the name of the Service.
      const client = ['openssl', 's_client', '-connect', 'rabbitmq:5671', '-verify_return_error', '-brief'];
      await other.exec(
        0,
        ...client,
        '-CAfile',
        '/etc/rabbitmq-tls/ca.crt',
        '-verify_hostname',
        'rabbitmq.rabbitmq-cdk-other.svc',
      );
      await deployed.destroy();
    }, 300_000);
  });

  test.each(Object.entries(variants))(
    'the API server knows every field of %s',
    async (_, props) => {
      const objects = manifestsWith({ ...props, namespace: 'default', createNamespace: false });

      const said = await kubectl(
        kubernetes.kubeConfig,
        ['apply', '--dry-run=server', '--validate=strict', '--filename', '-'],
        asYaml(objects),
      );

      expect(said.split('\n')).toHaveLength(objects.length);
    },
    60_000,
  );
});

interface Finding {
  readonly check: string;
  readonly object: string;
  readonly message: string;
}

interface Listener {
  readonly interface: string;
  readonly protocol: string;
}

/** A resource definition that takes whatever the operator's own would judge. */
function definitionOf(kind: string) {
  const plural = `${kind.toLowerCase()}s`;
  const schema = {
    openAPIV3Schema: {
      type: 'object',
      properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    },
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.monitoring.coreos.com` },
    spec: {
      group: 'monitoring.coreos.com',
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}
