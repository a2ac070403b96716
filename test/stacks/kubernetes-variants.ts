import { stringify } from 'yaml';
import { manifestsOf, type Manifest } from '../../cli/manifests/manifest';
import { QuorumQueue } from '../../constructs/topology/queues/quorum-queue';
import { kubernetesCourse } from '../../examples/kubernetes-course';
import { KubernetesStack, type KubernetesStackProps } from '../../stacks/kubernetes';
import { synth, testApp } from '../harness';

/** Brokers that together use every prop that changes what objects there are, or what is in them. */
export const variants: Readonly<Record<string, KubernetesStackProps>> = {
  'all defaults': {},
  'the numbers of the course': kubernetesCourse,
  'a server that asks Kubernetes for its peers': { image: 'rabbitmq:4.0-management' },
  'a single node that load balancers reach, with its own certificate': {
    replicas: 1,
    service: {
      type: 'LoadBalancer',
      annotations: { 'service.example.com/kind': 'internal' },
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      nodePorts: { amqps: 30671 },
    },
    tls: { hostNames: ['rabbitmq.example.com'], interNode: true },
    network: { clients: [{ cidr: '10.0.0.0/8' }], management: [{ namespaceLabels: { team: 'shop' } }], metrics: [] },
    plugins: ['rabbitmq_stream'],
  },
  'everything at once': {
    replicas: 5,
    tls: { secretName: 'rabbitmq-tls', plainListeners: ['amqp', 'stream', 'management', 'prometheus'] },
    network: 'open',
    ingress: {
      host: 'rabbitmq.example.com',
      className: 'nginx',
      tlsSecretName: 'web',
      annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' },
    },
    scheduling: {
      hosts: 'required',
      zones: 'required',
      priorityClassName: 'production',
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'rabbitmq', effect: 'NoSchedule' }],
    },
    storage: { storageClassName: 'fast' },
    advancedConfig: '[].',
    pod: {
      env: { TZ: 'UTC' },
      labels: { team: 'shop' },
      annotations: { 'example.com/owner': 'shop' },
      pullSecrets: ['registry'],
      volumes: [{ name: 'scratch', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } }],
      volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
    },
  },
};

/** The manifests of a broker with something declared on it. */
export function manifestsWith(props: KubernetesStackProps): readonly Manifest[] {
  const stack = new KubernetesStack(testApp(), 'kubernetes', props);
  new QuorumQueue(stack, 'orders', { vhost: stack.vhost, maxLength: 10_000, overflow: 'reject-publish' });
  return manifestsOf(synth(stack).resource as never).manifests;
}

/** Objects as kubectl and scanners read them. */
export function asYaml(manifests: readonly object[]): string {
  return manifests.map((manifest) => `---\n${stringify(manifest)}`).join('');
}
