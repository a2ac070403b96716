import { Construct } from 'constructs';
import { Duration } from '../../model/duration';
import { Size } from '../../model/size';
import type { Password } from '../access/password';
import type { DockerEngine } from '../docker/docker-engine';
import type { UploadedFile } from '../docker/docker-node';
import type { RemovalPolicy } from '../removal-policy';
import { refuse, unless } from '../validation-error';
import { alertmanagerConfig } from './alertmanager-config';
import { jsonFile } from './json-file';
import { Service } from './service';

/** Who is told of alerts. */
export interface ReceiverOptions {
  /**
   * A URL to which alerts are posted as JSON. It is kept in Terraform's state.
   * @default - none
   */
  readonly webhookUrl?: string;
  /**
   * The URL of a Slack incoming webhook, which is a secret.
   * @default - none
   */
  readonly slackUrl?: Password;
  /**
   * A mail server, and who is told through it.
   * @default - nobody
   */
  readonly email?: EmailOptions;
}

/** A mail server, and who is told through it. */
export interface EmailOptions {
  readonly to: string;
  readonly from: string;
  /** HOST:PORT of the mail server. */
  readonly smarthost: string;
  /**
   * A user of the mail server, with a password.
   * @default - it asks for none
   */
  readonly login?: { readonly username: string; readonly password: Password };
}

export interface AlertmanagerProps {
  readonly engine: DockerEngine;
  readonly image: string;
  readonly containerName: string;
  /** The network on which Prometheus finds it. */
  readonly networkName: string;
  readonly receivers: ReceiverOptions;
  /** By what its waiting is multiplied. */
  readonly timeScale: number;
  /** The port of the host on which it answers. */
  readonly port: number;
  readonly bindAddress: string;
  readonly removalPolicy: RemovalPolicy;
}

/** Alertmanager: tells people of alerts, once for what belongs together. */
export class Alertmanager extends Construct {
  /** HOST:PORT, on its network. */
  readonly address: string;

  constructor(scope: Construct, id: string, props: AlertmanagerProps) {
    super(scope, id);
    const { receivers, timeScale, containerName, networkName } = props;
    const { webhookUrl, slackUrl, email } = receivers;
    refuse(
      this,
      unless(
        webhookUrl === undefined || /^https?:\/\/\S+$/.test(webhookUrl),
        `'receivers.webhookUrl' must be an http or https URL, got '${webhookUrl}'`,
      ),
    );
    const wait = Duration.milliseconds(Math.round(30_000 * timeScale));
    const secrets = [
      secret('webhook-url', webhookUrl),
      secret('slack-url', slackUrl?.value),
      secret('email-password', email?.login?.password.value),
    ];
    const [webhook, slack, mail] = secrets;
    const config = alertmanagerConfig(
      {
        webhookUrlFile: webhook?.file,
        slackUrlFile: slack?.file,
        ...(email === undefined
          ? {}
          : { email: { ...email, username: email.login?.username, passwordFile: mail?.file } }),
      },
      wait,
    );
    new Service(this, 'Service', {
      ...props,
      networks: [networkName],
      files: [
        jsonFile('/etc/alertmanager/alertmanager.yml', () => config),
        ...secrets.filter((file) => file !== undefined),
      ],
      healthCheck: ['amtool', '--alertmanager.url=http://127.0.0.1:9093', 'config', 'show'],
      dataPath: '/alertmanager',
      memory: Size.mebibytes(128),
      port: { internal: 9093, external: props.port },
    });
    this.address = `${containerName}:9093`;
  }
}

function secret(name: string, content: string | undefined): UploadedFile | undefined {
  return content === undefined ? undefined : { file: `/etc/alertmanager/${name}`, content };
}
