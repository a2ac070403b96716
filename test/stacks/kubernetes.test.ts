import { Testing } from 'cdktf';
import { manifestsOf } from '../../cli/manifests/manifest';
import { QuorumQueue } from '../../constructs/topology/queues/quorum-queue';
import { KubernetesStack, type KubernetesStackProps } from '../../stacks/kubernetes';
import { synth, synthApp, testApp } from '../harness';

/** The stack with something declared on it. */
function kubernetes(props: KubernetesStackProps = {}): KubernetesStack {
  const stack = new KubernetesStack(testApp(), 'kubernetes', props);
  new QuorumQueue(stack, 'orders', { vhost: stack.vhost, maxLength: 10_000, overflow: 'reject-publish' });
  return stack;
}

test('has this tree', () => {
  const stack = new KubernetesStack(testApp(), 'kubernetes');

  expect(`\n${Testing.renderConstructTree(stack)}`).toMatchInlineSnapshot(`
   "
   kubernetes (KubernetesStack)
   ├── kubernetes (KubernetesCluster)
       └── Provider (KubernetesProvider)
   ├── broker (KubernetesBroker)
       ├── Password (Password)
       ├── Namespace (NamespaceV1)
       ├── ServiceAccount (ServiceAccountV1)
       ├── Configuration (ConfigMapV1)
       ├── Cookie (Construct)
           └── Password (Password)
       ├── CookieSecret (SecretV1)
       ├── AdministratorSecret (SecretV1)
       ├── NodesService (ServiceV1)
       ├── ClientService (ServiceV1)
       ├── NetworkPolicy (NetworkPolicyV1)
       ├── DisruptionBudget (PodDisruptionBudgetV1)
       ├── Deployed (DataKubernetesResources)
       ├── Default (StatefulSetV1)
       ├── DefinitionsSecret (SecretV1)
       ├── ImportScript (ConfigMapV1)
       ├── ImportJob (JobV1)
       ├── ImportNetworkPolicy (NetworkPolicyV1)
       ├── HttpApi (RabbitmqProvider)
       └── Salt (StringResource)
   ├── random (RandomProvider)
   ├── vhost (Import)
   ├── namespace (TerraformOutput)
   ├── amqp_url (TerraformOutput)
   ├── management_url (TerraformOutput)
   ├── username (TerraformOutput)
   └── password (TerraformOutput)
   "
  `);
});

test('comes to these manifests', () => {
  expect(manifestsOf(synth(kubernetes()).resource as never)).toMatchSnapshot();
});

test('reaches Kubernetes as it is told', () => {
  const { provider } = synth(kubernetes({ kubeConfig: '/etc/kube.conf', kubeContext: 'production' }));

  expect(provider).toMatchObject({ kubernetes: [{ config_path: '/etc/kube.conf', config_context: 'production' }] });
});

test('holds no secret in any file that is synthesized: every one is an expression', () => {
  const texts = synthApp(kubernetes()).map(({ json }) => JSON.stringify(json));

  const values = texts.join('').match(/"(?:password|cookie)":"[^"]*"/g) ?? [];
  expect(values.length).toBeGreaterThan(1);
  for (const value of values) expect(value).toMatch(/:"(\$\{random_password\.[\w-]+\.result\}|password)"$/);
});
