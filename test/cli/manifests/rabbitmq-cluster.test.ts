import { manifestsOf, type Manifest } from '../../../cli/manifests/manifest';
import { operatedBroker } from '../../../cli/manifests/rabbitmq-cluster';
import { KubernetesStack, type KubernetesStackProps } from '../../../stacks/kubernetes';
import { synth, testApp } from '../../harness';
import { crdFaults } from '../../model/operator/crd';
import { variants } from '../../stacks/kubernetes-variants';

function operated(props: KubernetesStackProps) {
  const { manifests, secrets } = manifestsOf(
    synth(new KubernetesStack(testApp(), 'kubernetes', props)).resource as never,
  );
  const names = secrets.map(({ name }) => name);
  const broker = operatedBroker(manifests, names, 'admin');
  if (broker === undefined) throw new Error('there is no broker');
  const cluster = broker.manifests.find(({ kind }) => kind === 'RabbitmqCluster') as Manifest & { spec: never };
  return { ...broker, cluster };
}

test.each(Object.entries(variants))('%s is what the CRD takes, without a field that it does not know', (_, props) => {
  expect(crdFaults(operated(props).cluster)).toEqual([]);
});

test('the fields are those of the StatefulSet', () => {
  const { cluster, faults, secrets } = operated(variants['everything at once'] ?? {});

  expect(faults).toEqual([]);
  expect(secrets).toEqual([{ name: 'rabbitmq-tls', keys: ['tls.crt', 'tls.key', 'ca.crt'] }]);
  expect(cluster.spec).toMatchObject({
    replicas: 5,
    imagePullSecrets: [{ name: 'registry' }],
    persistence: { storage: '10Gi', storageClassName: 'fast' },
    tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'rabbitmq', effect: 'NoSchedule' }],
    tls: { secretName: 'rabbitmq-tls', caSecretName: 'rabbitmq-tls', disableNonTLSListeners: false },
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'rabbitmq' } } },
        ],
      },
    },
    rabbitmq: { advancedConfig: expect.stringMatching(/^\[\]\./) },
    override: {
      statefulSet: {
        spec: {
          persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' },
          template: {
            metadata: { labels: { team: 'shop' }, annotations: { 'example.com/owner': 'shop' } },
            spec: {
              nodeSelector: { disk: 'ssd' },
              priorityClassName: 'production',
              topologySpreadConstraints: [{ labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'rabbitmq' } } }],
              volumes: [{ name: 'scratch' }],
              containers: [
                {
                  name: 'rabbitmq',
                  env: expect.arrayContaining([{ name: 'TZ', value: 'UTC' }]),
                  volumeMounts: [{ name: 'scratch' }],
                },
              ],
            },
          },
        },
      },
    },
  });
});

test('what the operator makes of its own is left to it', () => {
  const { cluster, manifests } = operated({ conf: { channel_max: 100 }, plugins: ['rabbitmq_shovel'] });
  const { additionalConfig, additionalPlugins } = (cluster.spec as { rabbitmq: Record<string, string> }).rabbitmq;

  expect(additionalConfig).toMatch(/^default_user = admin$/m);
  expect(additionalConfig).toMatch(/^channel_max = 100$/m);
  expect(additionalConfig).not.toMatch(/cluster_formation|definitions/);
  expect(additionalPlugins).toEqual(['rabbitmq_shovel']);
  expect(JSON.stringify(cluster)).not.toMatch(/majority|POD_NAME|RABBITMQ_NODENAME/);
  expect(manifests.map(({ kind }) => kind)).toEqual([
    ...['Namespace', 'NetworkPolicy', 'PodDisruptionBudget', 'RabbitmqCluster'],
  ]);
});

test('the topology operator may ask the management API, and policies find the pods of the operator', () => {
  const { manifests } = operated({});
  const policy = manifests.find(({ kind }) => kind === 'NetworkPolicy');

  expect(policy?.['spec']).toMatchObject({
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'rabbitmq' } },
    ingress: expect.arrayContaining([
      {
        from: expect.arrayContaining([
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'rabbitmq-system' } } },
        ]),
        ports: [{ port: 15672, protocol: 'TCP' }],
      },
    ]),
  });
  expect(JSON.stringify(manifests)).not.toContain('rabbitmq-import');
});

test('a load balancer is a Service of the operator, with its ports and ranges', () => {
  const { cluster } = operated({
    network: 'open',
    service: { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'], nodePorts: { amqp: 30672 } },
  });

  expect(cluster.spec).toMatchObject({
    service: { type: 'LoadBalancer' },
    override: {
      service: {
        spec: {
          loadBalancerSourceRanges: ['10.0.0.0/8'],
          ports: [{ name: 'amqp', port: 5672, protocol: 'TCP', nodePort: 30672 }],
        },
      },
    },
  });
});

test.each<[string, KubernetesStackProps, RegExp]>([
  ['a cookie', { cookieSecretName: 'cookie' }, /^'cookieSecretName': .*leave it out/],
  ['TLS among the nodes', { tls: { interNode: true } }, /^'tls.interNode'/],
  [
    'some listeners without TLS',
    { tls: { plainListeners: ['amqp'] } },
    /opens all listeners without TLS or none, got amqp; give/,
  ],
])('%s is refused with the remedy', (_, props, said) => {
  expect(operated(props).faults).toEqual([expect.stringMatching(said)]);
});

test("a Secret of the administrator's is refused, since the operator makes one", () => {
  const { manifests } = manifestsOf(synth(new KubernetesStack(testApp(), 'kubernetes', {})).resource as never);

  expect(operatedBroker(manifests, ['rabbitmq-cookie'], 'admin')?.faults).toEqual([
    "'adminSecretName': the operator has no field for the Secret 'rabbitmq-administrator'; leave it out: the operator makes one",
  ]);
});
