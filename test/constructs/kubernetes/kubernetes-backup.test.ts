import { TerraformStack } from 'cdktf';
import { KubernetesBackup, type KubernetesBackupProps } from '../../../constructs/kubernetes/kubernetes-backup';
import type { KubernetesBrokerOptions } from '../../../constructs/kubernetes/broker-options';
import { KubernetesBroker } from '../../../constructs/kubernetes/kubernetes-broker';
import { KubernetesCluster } from '../../../constructs/kubernetes/kubernetes-cluster';
import { resourcesOf, testApp } from '../../harness';

function backupOf(props: Partial<KubernetesBackupProps> = {}, options: KubernetesBrokerOptions = {}): TerraformStack {
  const stack = new TerraformStack(testApp(), 'test');
  const cluster = new KubernetesCluster(stack, 'kubernetes');
  const broker = new KubernetesBroker(stack, 'broker', { cluster, ...options });
  new KubernetesBackup(stack, 'backup', { cluster, broker, image: 'registry.example.com/rabbitmq-cdk:1', ...props });
  return stack;
}

function jobOf(stack: TerraformStack) {
  const [job] = Object.values(resourcesOf(stack, 'kubernetes_cron_job_v1'));
  return JSON.parse(JSON.stringify(job));
}

test('runs every night as a pod that may write to its volume alone, with the password from a Secret', () => {
  const { spec } = jobOf(backupOf());

  expect(spec).toMatchObject({ schedule: '0 3 * * *', concurrency_policy: 'Forbid' });
  const pod = spec.job_template.spec.template.spec;
  expect(pod.security_context.run_as_user).toBe('999');
  expect(pod.volume).toEqual([{ name: 'backup', persistent_volume_claim: { claim_name: 'rabbitmq-backup' } }]);
  expect(pod.container[0]).toMatchObject({
    args: ['backup', 'http://rabbitmq.rabbitmq.svc:15672', '/backup/definitions'],
    env: [
      { name: 'RABBITMQ_USERNAME', value_from: { secret_key_ref: { name: 'rabbitmq-backup', key: 'username' } } },
      { name: 'RABBITMQ_PASSWORD', value_from: { secret_key_ref: { name: 'rabbitmq-backup', key: 'password' } } },
    ],
    security_context: { read_only_root_filesystem: true },
  });
});

test('encrypts to whom is named, and trusts the authority that signed the broker', () => {
  const pod = jobOf(backupOf({ encryptTo: ['age1x', 'age1y'], schedule: '*/5 * * * *' }, { tls: {} })).spec.job_template
    .spec.template.spec;

  expect(pod.container[0].args.slice(3)).toEqual(['--encrypt-to', 'age1x', '--encrypt-to', 'age1y']);
  expect(pod.container[0].args[1]).toMatch(/^https:/);
  expect(pod.container[0].env).toContainEqual({
    name: 'NODE_EXTRA_CA_CERTS',
    value: '/etc/rabbitmq-backup/ca.crt',
  });
});

test('keeps its volume as the broker keeps its own', () => {
  const claimOf = (options: KubernetesBrokerOptions) =>
    Object.values(resourcesOf(backupOf({}, options), 'kubernetes_persistent_volume_claim_v1'))[0];

  expect(claimOf({})).toMatchObject({ lifecycle: { prevent_destroy: true }, wait_until_bound: false });
  expect(claimOf({ removalPolicy: 'destroy' })).not.toHaveProperty('lifecycle');
});
