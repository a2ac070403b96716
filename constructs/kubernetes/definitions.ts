import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { JobV1 } from '@cdktf/provider-kubernetes/lib/job-v1';
import { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { bootDefinitions } from '../broker/boot-definitions';
import { addressesOf } from '../terraform/address';
import { answeredFindings } from './answered-findings';
import type { KubernetesBrokerPlan } from './broker-plan';
import type { KubernetesCluster } from './kubernetes-cluster';
import { jobContainer, jobPod } from './job-pod';
import { importerLabels } from './names';
import type { BrokerRef } from '../references';

/** The Secret with everything that is declared on the broker in its stack, which nodes import when they boot. */
export function definitionsSecret(
  broker: BrokerRef,
  cluster: KubernetesCluster,
  { names }: KubernetesBrokerPlan,
): SecretV1 {
  return new SecretV1(broker, 'DefinitionsSecret', {
    metadata: { name: names.definitions, namespace: names.namespace, labels: names.labels },
    type: 'Opaque',
    data: { 'definitions.json': bootDefinitions(broker).content },
    provider: cluster.provider,
  });
}

/**
 * A Job that imports the definitions again whenever they change, and fails when something that was there before is not as
 * they say. It comes after the nodes.
 */
export function definitionsImport(
  scope: Construct,
  cluster: KubernetesCluster,
  { names, node, listeners, options }: KubernetesBrokerPlan,
  definitions: SecretV1,
): readonly TerraformResource[] {
  const { management } = listeners;
  const labels = { ...names.labels, ...importerLabels(names) };
  const metadata = { name: `${names.broker}-import`, namespace: names.namespace, labels };
  const endpoint = `${management.isTls ? 'https' : 'http'}://${names.broker}.${names.namespace}.svc:${management.port}`;
  const script = new ConfigMapV1(scope, 'ImportScript', {
    metadata,
    data: { 'import.escript': readFileSync(join(__dirname, 'import-definitions.escript'), 'utf8') },
    provider: cluster.provider,
  });
  const secret = (name: string, ...keys: readonly string[]) => ({
    secret: [{ name, items: keys.map((key) => ({ key, path: key })), optional: false }],
  });
  const job = new JobV1(scope, 'ImportJob', {
    metadata: {
      ...metadata,
      annotations: answeredFindings('CKV_K8S_15', 'CKV_K8S_40', 'CKV_K8S_43', 'job-ttl-seconds-after-finished'),
    },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: IMPORT_SECONDS,
      template: {
        metadata: { labels },
        spec: {
          ...jobPod,
          imagePullSecrets: options.pod?.pullSecrets?.map((name) => ({ name })),
          container: [
            {
              name: 'import',
              image: node.image,
              ...jobContainer('128Mi'),
              command: ['escript', '/etc/rabbitmq-import/import.escript', endpoint, '/etc/rabbitmq-secrets'],
              volumeMount: [
                { name: 'script', mountPath: '/etc/rabbitmq-import', readOnly: true },
                { name: 'secrets', mountPath: '/etc/rabbitmq-secrets', readOnly: true },
              ],
            },
          ],
          volume: [
            { name: 'script', configMap: { name: metadata.name, defaultMode: '0444' } },
            {
              name: 'secrets',
              projected: [
                {
                  defaultMode: '0440',
                  sources: [
                    secret(names.administrator, 'username', 'password'),
                    secret(names.definitions, 'definitions.json'),
                    ...(management.isTls ? [secret(names.certificate, 'ca.crt', 'tls.crt')] : []),
                  ],
                },
              ],
            },
          ],
        },
      },
    },
    waitForCompletion: true,
    // A Job runs once: what it imports makes another one.
    lifecycle: { replaceTriggeredBy: addressesOf([definitions, script]) },
    timeouts: { create: '3m' },
    provider: cluster.provider,
  });
  if (options.network === 'open') return [script, job];
  // Nobody connects to it.
  const policy = new NetworkPolicyV1(scope, 'ImportNetworkPolicy', {
    metadata,
    spec: { podSelector: { matchLabels: importerLabels(names) }, policyTypes: ['Ingress'] },
    provider: cluster.provider,
  });
  return [script, policy, job];
}

const IMPORT_SECONDS = 150;
