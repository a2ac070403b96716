import { Construct } from 'constructs';
import { Duration } from '../../model/units/duration';
import { Size } from '../../model/units/size';
import { Password } from '../access/password';
import type { DockerEngine } from '../docker/docker-engine';
import type { UploadedFile } from '../docker/docker-node';
import type { RemovalPolicy } from '../terraform/removal-policy';
import { refuse, unless } from '../terraform/validation-error';
import { alertmanagerConfig } from '../../model/monitoring/alertmanager-config';
import { jsonFile } from './json-file';
import { Service } from './service';
import { urlFaults } from './url-faults';

/** Who receives alerts. */
export interface ReceiverOptions {
  /**
   * A URL to which alerts are posted as JSON, without anything secret: it is in the stack's file.
   * @default - none
   */
  readonly webhookUrl?: string;
  /**
   * Whether alerts are posted, as JSON, to a URL that is a secret, or holds one: the sensitive variable `webhook_url` of the
   * stack, which `TF_VAR_webhook_url` gives.
   * @default false
   */
  readonly webhook?: boolean;
  /**
   * Whether a Slack channel receives alerts. The URL of its incoming webhook is a secret: the sensitive variable `slack_url` of the
   * stack, which `TF_VAR_slack_url` gives.
   * @default false
   */
  readonly slack?: boolean;
  /**
   * A mail server, and who receives its mails.
   * @default - nobody
   */
  readonly email?: EmailOptions;
}

/** A mail server that speaks STARTTLS, and who receives its mails. */
export interface EmailOptions {
  readonly to: string;
  readonly from: string;
  /** HOST:PORT of the mail server. */
  readonly smarthost: string;
  /**
   * A user of the mail server. The password is the sensitive variable `email_password` of the stack, which
   * `TF_VAR_email_password` gives.
   * @default - it asks for none
   */
  readonly username?: string;
  /**
   * The certificate authority, in PEM, that signed the mail server's certificate.
   * @default - those that the image trusts
   */
  readonly caCertificate?: string;
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
    const { webhookUrl, webhook: isWebhookSecret = false, slack = false, email } = receivers;
    refuse(
      this,
      urlFaults('receivers.webhookUrl', webhookUrl, "set 'receivers.webhook' and give the URL as 'TF_VAR_webhook_url'"),
      unless(
        webhookUrl === undefined || !isWebhookSecret,
        `'receivers.webhookUrl' and 'receivers.webhook' are mutually exclusive; set one`,
      ),
      emailFaults(email),
    );
    const wait = Duration.milliseconds(Math.round(30_000 * timeScale));
    const asked = (name: string, description: string) => Password.asked(this, name, description).value;
    const webhook = uploaded(
      'webhook-url',
      isWebhookSecret ? asked('webhook_url', 'the URL that alerts are posted to') : webhookUrl,
    );
    const slackUrl = uploaded(
      'slack-url',
      slack ? asked('slack_url', 'the URL of a Slack incoming webhook') : undefined,
    );
    const password = uploaded(
      'email-password',
      email?.username === undefined ? undefined : asked('email_password', 'the password for the mail server'),
    );
    const ca = uploaded('email-ca.pem', email?.caCertificate);
    const config = alertmanagerConfig(
      {
        webhookUrlFile: webhook?.file,
        slackUrlFile: slackUrl?.file,
        email: email === undefined ? undefined : { ...email, passwordFile: password?.file, caFile: ca?.file },
      },
      wait,
    );
    new Service(this, 'Service', {
      ...props,
      networks: [networkName],
      files: [
        jsonFile('/etc/alertmanager/alertmanager.yml', () => config),
        ...[webhook, slackUrl, password, ca].filter((file) => file !== undefined),
      ],
      healthCheck: ['amtool', '--alertmanager.url=http://127.0.0.1:9093', 'config', 'show'],
      dataPath: '/alertmanager',
      memory: Size.mebibytes(128),
      port: { internal: 9093, external: props.port },
    });
    this.address = `${containerName}:9093`;
  }
}

function uploaded(name: string, content: string | undefined): UploadedFile | undefined {
  return content === undefined ? undefined : { file: `/etc/alertmanager/${name}`, content };
}

function emailFaults(email: EmailOptions | undefined): string[] {
  if (email === undefined) return [];
  const addresses = (['to', 'from'] as const).map((prop) =>
    unless(/^\S+@\S+$/.test(email[prop]), `'receivers.email.${prop}' must be an address, got '${email[prop]}'`),
  );
  return [
    ...addresses,
    unless(
      /^[^\s:]+:\d+$/.test(email.smarthost),
      `'receivers.email.smarthost' must be HOST:PORT of a mail server, got '${email.smarthost}'`,
    ),
  ].filter((fault) => fault !== undefined);
}
