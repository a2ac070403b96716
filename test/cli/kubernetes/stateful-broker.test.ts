import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statefulBroker, statefulSetOf, type StatefulSet } from '../../../cli/kubernetes/stateful-broker';
import type { KubernetesStackProps } from '../../../stacks/kubernetes';
import { manifestsWith } from '../../stacks/kubernetes-variants';

const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The StatefulSet that a stack makes, as kubectl gets it. */
function statefulSet(props: KubernetesStackProps): StatefulSet {
  return manifestsWith(props).find(({ kind }) => kind === 'StatefulSet') as unknown as StatefulSet;
}

test('a StatefulSet tells how its broker is asked', () => {
  expect(statefulBroker(statefulSet({ namespace: 'mq', brokerName: 'shop' }))).toEqual({
    namespace: 'mq',
    name: 'shop',
    selector: 'app.kubernetes.io/instance=shop,app.kubernetes.io/name=rabbitmq',
    managementPort: 15672,
    administratorSecret: 'shop-administrator',
  });
});

test.each<[string, KubernetesStackProps, object]>([
  ['with TLS', { tls: {} }, { managementPort: 15671, metricsPort: 15691, certificateSecret: 'rabbitmq-certificate' }],
  ['with a given certificate', { tls: { secretName: 'own' } }, { managementPort: 15671, certificateSecret: 'own' }],
  ['whose management plugin has no TLS', { tls: { plainListeners: ['management'] } }, { managementPort: 15672 }],
])('so does one %s', (_, props, expected) => {
  const broker = statefulBroker(statefulSet(props));

  expect(broker).toMatchObject(expected);
  expect('certificateSecret' in broker).toBe('certificateSecret' in expected);
});

test('fails when it is another StatefulSet', () => {
  const other = {
    metadata: { name: 'db', namespace: 'shop' },
    spec: { selector: {}, template: { spec: { containers: [{}] } } },
  };

  expect(() => statefulBroker(other)).toThrow(/StatefulSet shop\/db is no broker of a stack 'kubernetes'/);
});

/** A synthesized stack with these StatefulSets. */
function stackWith(...names: readonly string[]) {
  const sets = names.map((name) => [name, { metadata: { name, namespace: 'mq' } }]);
  const provider = { kubernetes: [{ config_path: '~/.kube/config', config_context: 'staging' }] };
  const json = { provider, resource: { kubernetes_stateful_set_v1: Object.fromEntries(sets) } };
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(json));
  return { name: 'kubernetes', directory: folder, dependencies: [] };
}

test('a stack tells which StatefulSet it has, and where', () => {
  expect(statefulSetOf(stackWith('rabbitmq'))).toEqual({
    statefulSet: { name: 'rabbitmq', namespace: 'mq' },
    access: { kubeConfig: '~/.kube/config', kubeContext: 'staging' },
  });
});

test.each([
  [[], /stack 'kubernetes' has no broker on Kubernetes/],
  [['one', 'two'], /has several StatefulSets; say which one as NAMESPACE\/NAME/],
])('fails when it has %j', (names, message) => {
  expect(() => statefulSetOf(stackWith(...names))).toThrow(message);
});
