import { manifestsOf } from '../../../cli/manifests/manifest';
import { operatedBroker } from '../../../cli/manifests/rabbitmq-cluster';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { kubectl, startKubernetes, type StartedKubernetes } from '../../../lab/kubernetes';
import { operatorResources } from '../../../model/operator/operator-resources';
import { drawnExamples, exampleTopology } from '../../../packaging/example-diagrams';
import { clusterSchemas, crdSchemas } from '../../model/operator/crd';
import { KubernetesStack } from '../../../stacks/kubernetes';
import { synth, testApp } from '../../harness';
import { variants } from '../../stacks/kubernetes-variants';
import { describeWith } from '../../setup/missing';

describeWith('kubernetes API', 'the custom resources of every example on a real API server', () => {
  let kubernetes: StartedKubernetes;
  const definitions = Object.entries({ ...crdSchemas, ...clusterSchemas }).map(([kind, spec]) =>
    definitionOf(kind, spec),
  );

  beforeAll(async () => {
    kubernetes = await startKubernetes(await ensureImage(rabbitmqImage()));
    await apply(definitions);
    const names = definitions.map(({ metadata }) => `crd/${metadata.name}`);
    await kubectl(kubernetes.kubeConfig, ['wait', '--for=condition=Established', '--timeout=60s', ...names]);
  }, 600_000);

  afterAll(async () => {
    if (kubernetes !== undefined) {
      await kubectl(kubernetes.kubeConfig, ['delete', '--ignore-not-found', '--filename', '-'], list(definitions));
    }
    await kubernetes?.stop();
  }, 60_000);

  test.each(Object.keys(drawnExamples))(
    '%s is taken with strict validation, and a second time unchanged',
    async (name) => {
      const { resources } = operatorResources(exampleTopology(name), {
        ...{ cluster: { name: 'rabbit' }, namespace: 'default', deletionPolicy: 'retain' },
      });

      await apply(resources);
      const again = await apply(resources);

      expect(again.trim().split('\n')).toHaveLength(resources.length);
      expect(again.split('\n').filter((line) => line !== '' && !line.endsWith(' unchanged'))).toEqual([]);
    },
    120_000,
  );

  test.each(Object.entries(variants))(
    'the RabbitmqCluster of %s is taken with strict validation, and a second time unchanged',
    async (_, props) => {
      const { manifests, secrets } = manifestsOf(
        synth(new KubernetesStack(testApp(), 'kubernetes', props)).resource as never,
      );
      const names = secrets.map(({ name }) => name);
      const cluster = operatedBroker(manifests, names, 'admin')?.manifests.find(
        ({ kind }) => kind === 'RabbitmqCluster',
      );
      const here = { ...cluster, metadata: { name: cluster?.metadata.name, namespace: 'default' } };

      await apply([here]);

      expect(await apply([here])).toBe('rabbitmqcluster.rabbitmq.com/rabbitmq unchanged');
    },
    60_000,
  );

  test('a field that the operator does not know is refused', async () => {
    const [resource] = operatorResources(exampleTopology('tasks'), {
      ...{ cluster: { name: 'rabbit' }, namespace: 'default', deletionPolicy: 'retain' },
    }).resources;

    await expect(apply([{ ...resource, spec: { ...resource?.spec, unknown: 1 } }])).rejects.toThrow(
      /unknown field "unknown"/,
    );
  });

  function apply(objects: readonly object[]): Promise<string> {
    return kubectl(kubernetes.kubeConfig, ['apply', '--validate=strict', '--filename', '-'], list(objects));
  }
});

function list(items: readonly object[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

/** A definition as the operator brings it, by the schema of its specification. */
function definitionOf(kind: string, spec: object) {
  const singular = kind.toLowerCase();
  const plural = singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.rabbitmq.com` },
    spec: {
      ...{ group: 'rabbitmq.com', scope: 'Namespaced', names: { kind, plural, singular } },
      versions: [
        {
          ...{ name: 'v1beta1', served: true, storage: true },
          schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
        },
      ],
    },
  };
}
