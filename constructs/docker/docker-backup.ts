import { Container } from '@cdktf/provider-docker/lib/container';
import { Volume } from '@cdktf/provider-docker/lib/volume';
import { Construct } from 'constructs';
import { Duration } from '../../model/units/duration';
import { ValidationError } from '../../model/validation-error';
import { BACKUP_AUTHORITY, BACKUP_VOLUME, backupArguments } from '../broker/backup-command';
import { checkProps } from '../props/check-props';
import { escapeTemplates } from '../terraform/escape-templates';
import { lifecycleOf } from '../terraform/removal-policy';
import type { DockerBroker } from './docker-broker';
import type { DockerEngine } from './docker-engine';

export interface DockerBackupProps {
  /** The engine that the broker runs on. */
  readonly engine: DockerEngine;
  /** The broker whose definitions are backed up. */
  readonly broker: DockerBroker;
  /** The image of the command line, with a shell and `rabbitmq-cdk` on its path; docs/backup.md has its recipe. */
  readonly image: string;
  /**
   * How long it waits between two backups, a minute at least.
   * @default Duration.days(1)
   */
  readonly every?: Duration;
  /**
   * Whose keys open the secrets, as `rabbitmq-cdk backup --encrypt-to` takes them; the image must have the program.
   * @default - none: the secrets are in plain text, for their owner alone
   */
  readonly encryptTo?: readonly string[];
}

/** A container that backs up a broker's definitions into a volume of its own, again and again, as `rabbitmq-cdk backup` does. */
export class DockerBackup extends Construct {
  /** The volume that holds the backup, in its folder `definitions`. */
  readonly volumeName: string;

  constructor(scope: Construct, id: string, props: DockerBackupProps) {
    checkProps(scope, id, 'DockerBackupProps', props);
    super(scope, id);
    const { engine, broker, image, every = Duration.days(1), encryptTo = [] } = props;
    const [node] = broker.nodes;
    if (every.toSeconds() < 60)
      throw new ValidationError(this.node.path, [`'every' must be a minute at least, got ${every.toSeconds()} s`]);
    const { nodeName, networkName, encrypted, listeners } = node;
    const name = `${nodeName}-backup`;
    const volume = new Volume(this, 'Data', {
      name,
      provider: engine.provider,
      lifecycle: lifecycleOf(broker.removalPolicy),
    });
    this.volumeName = name;
    const url = `${encrypted.management ? 'https' : 'http'}://${nodeName}:${listeners.management}`;
    const authority = broker.caCertificate;
    new Container(this, 'Default', {
      name,
      image: engine.addImage(this, image).imageId,
      entrypoint: ['/bin/sh', '-c', 'while :; do rabbitmq-cdk backup "$@"; sleep "$EVERY"; done', 'backup'],
      command: backupArguments(url, encryptTo),
      env: [
        `EVERY=${every.toSeconds()}`,
        `RABBITMQ_USERNAME=${escapeTemplates(broker.adminUser)}`,
        `RABBITMQ_PASSWORD=${broker.adminPassword.value}`,
        ...(authority === undefined ? [] : [`NODE_EXTRA_CA_CERTS=${BACKUP_AUTHORITY.file}`]),
      ],
      ...(authority === undefined ? {} : { upload: [{ file: BACKUP_AUTHORITY.file, content: authority }] }),
      networksAdvanced: [{ name: networkName }],
      volumes: [{ volumeName: volume.name, containerPath: BACKUP_VOLUME }],
      // The shell waits for nothing that must end.
      init: true,
      memory: 256,
      memorySwap: 256,
      restart: 'unless-stopped',
      mustRun: false,
      dependsOn: [...broker.dependencies],
      logDriver: 'json-file',
      logOpts: { 'max-size': '10m', 'max-file': '5' },
      provider: engine.provider,
    });
  }
}
