import { CronJobV1 } from '@cdktf/provider-kubernetes/lib/cron-job-v1';
import { PersistentVolumeClaimV1 } from '@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Construct } from 'constructs';
import { Size } from '../../model/units/size';
import { BACKUP_AUTHORITY, BACKUP_VOLUME, backupArguments } from '../broker/backup-command';
import { checkProps } from '../props/check-props';
import { addressesOf } from '../terraform/address';
import { escapeTemplates } from '../terraform/escape-templates';
import { lifecycleOf } from '../terraform/removal-policy';
import { answeredFindings } from './answered-findings';
import type { KubernetesBroker } from './kubernetes-broker';
import type { KubernetesCluster } from './kubernetes-cluster';
import { jobContainer, jobPod } from './job-pod';
import { importerLabels } from './names';
import { quantity } from './pod-options';

export interface KubernetesBackupProps {
  /** The Kubernetes cluster that the broker runs in. */
  readonly cluster: KubernetesCluster;
  /** The broker whose definitions are backed up. */
  readonly broker: KubernetesBroker;
  /** The image of the command line, whose entry point is `rabbitmq-cdk`; docs/backup.md has its recipe. */
  readonly image: string;
  /**
   * When it runs, as five fields of cron, in the time zone of the control plane.
   * @default '0 3 * * *'
   */
  readonly schedule?: string;
  /**
   * The size of the volume that holds the backup.
   * @default Size.gibibytes(1)
   */
  readonly storage?: Size;
  /**
   * Whose keys open the secrets, as `rabbitmq-cdk backup --encrypt-to` takes them; the image must have the program.
   * @default - none: the secrets are in plain text, for their owner alone
   */
  readonly encryptTo?: readonly string[];
}

/**
 * A CronJob that backs up a broker's definitions into a volume of its own, as `rabbitmq-cdk backup` does. The volume is protected as
 * the broker's are.
 */
export class KubernetesBackup extends Construct {
  /** The CronJob's name, and that of its claim. */
  readonly jobName: string;

  constructor(scope: Construct, id: string, props: KubernetesBackupProps) {
    checkProps(scope, id, 'KubernetesBackupProps', props);
    super(scope, id);
    const { broker, cluster, image, schedule = '0 3 * * *', storage = Size.gibibytes(1), encryptTo = [] } = props;
    const { brokerName, namespace, managementUrl, clients } = broker;
    this.jobName = `${brokerName}-backup`;
    const { provider } = cluster;
    // The broker lets those who import ask its management API, wherever its network is closed.
    const labels = { ...importerLabels({ broker: brokerName }), 'app.kubernetes.io/managed-by': 'rabbitmq-cdk' };
    const metadata = { name: this.jobName, namespace, labels };
    const hasAuthority = clients.caCertificate !== undefined;
    const secret = new SecretV1(this, 'Secret', {
      metadata,
      type: 'Opaque',
      dependsOn: [...broker.dependencies],
      data: {
        username: escapeTemplates(broker.adminUser),
        password: broker.adminPassword.value,
        ...(hasAuthority ? { [BACKUP_AUTHORITY.name]: clients.caCertificate } : {}),
      },
      provider,
    });
    const claim = new PersistentVolumeClaimV1(this, 'Claim', {
      metadata,
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: quantity(storage) } } },
      // Some classes make a volume when the first pod asks for it.
      waitUntilBound: false,
      dependsOn: [...broker.dependencies],
      lifecycle: lifecycleOf(broker.removalPolicy),
      provider,
    });
    const fromSecret = (name: string, key: string) => ({
      name,
      valueFrom: { secretKeyRef: { name: this.jobName, key } },
    });
    const job = new CronJobV1(this, 'Default', {
      metadata: { ...metadata, annotations: answeredFindings('CKV_K8S_15', 'CKV_K8S_40', 'CKV_K8S_43') },
      spec: {
        schedule,
        concurrencyPolicy: 'Forbid',
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels },
          spec: {
            backoffLimit: 1,
            activeDeadlineSeconds: 600,
            template: {
              metadata: { labels },
              spec: {
                ...jobPod,
                container: [
                  {
                    name: 'backup',
                    image,
                    ...jobContainer('256Mi'),
                    args: ['backup', ...backupArguments(managementUrl, encryptTo)],
                    env: [
                      fromSecret('RABBITMQ_USERNAME', 'username'),
                      fromSecret('RABBITMQ_PASSWORD', 'password'),
                      ...(hasAuthority ? [{ name: 'NODE_EXTRA_CA_CERTS', value: BACKUP_AUTHORITY.file }] : []),
                    ],
                    volumeMount: [
                      { name: 'backup', mountPath: BACKUP_VOLUME },
                      ...(hasAuthority
                        ? [{ name: 'authority', mountPath: BACKUP_AUTHORITY.folder, readOnly: true }]
                        : []),
                    ],
                  },
                ],
                volume: [
                  { name: 'backup', persistentVolumeClaim: { claimName: this.jobName } },
                  ...(hasAuthority
                    ? [
                        {
                          name: 'authority',
                          secret: {
                            secretName: this.jobName,
                            items: [{ key: BACKUP_AUTHORITY.name, path: BACKUP_AUTHORITY.name }],
                          },
                        },
                      ]
                    : []),
                ],
              },
            },
          },
        },
      },
      provider,
    });
    job.dependsOn = addressesOf([secret, claim]);
  }
}
