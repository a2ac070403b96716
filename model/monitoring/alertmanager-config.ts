import { Duration } from '../units/duration';

/** How people are told of alerts; secrets are in files. */
export interface Receivers {
  /** A file with the URL that alerts are posted to, as JSON. */
  readonly webhookUrlFile?: string;
  /** A file with the URL of a Slack incoming webhook. */
  readonly slackUrlFile?: string;
  readonly email?: EmailSettings;
}

/** A mail server, and who is told through it. */
export interface EmailSettings {
  readonly to: string;
  readonly from: string;
  /** HOST:PORT of the mail server. */
  readonly smarthost: string;
  /**
   * A user of the mail server.
   * @default - it asks for none
   */
  readonly username?: string;
  /**
   * A file with the user's password.
   * @default - it asks for none
   */
  readonly passwordFile?: string;
  /**
   * A file with the certificate authority that signed the mail server's certificate.
   * @default - those that the system trusts
   */
  readonly caFile?: string;
}

/**
 * The settings of Alertmanager: one notification for the alerts of a name and broker; what follows from a fault that is told
 * already is silent.
 * @param wait - how long it waits for more alerts of a kind before it tells of the first
 * @see https://prometheus.io/docs/alerting/latest/configuration/
 */
export function alertmanagerConfig(receivers: Receivers, wait: Duration): object {
  const { webhookUrlFile, slackUrlFile, email } = receivers;
  return {
    route: {
      receiver: 'people',
      group_by: ['alertname', 'broker'],
      group_wait: wait.toString(),
      group_interval: Duration.milliseconds(wait.toMilliseconds() * 10).toString(),
      repeat_interval: '4h',
    },
    receivers: [
      {
        name: 'people',
        ...(webhookUrlFile === undefined
          ? {}
          : { webhook_configs: [{ url_file: webhookUrlFile, send_resolved: true }] }),
        ...(slackUrlFile === undefined
          ? {}
          : {
              slack_configs: [{ api_url_file: slackUrlFile, send_resolved: true, title: slackTitle, text: slackText }],
            }),
        ...(email === undefined ? {} : { email_configs: [emailConfig(email)] }),
      },
    ],
    inhibit_rules: inhibitions,
  };
}

/**
 * A node that is down silences what is said of queues and links, which follows from it, unless a queue has lost its majority;
 * more is told only of the worse.
 */
const inhibitions = [
  {
    source_matchers: ['alertname = RabbitMQDown'],
    target_matchers: ['scope =~ "queue|link"', 'alertname != QuorumQueueWithoutMajority'],
    equal: ['broker'],
  },
  {
    source_matchers: ['alertname = RabbitMQDown'],
    target_matchers: ['alertname = ScrapeFailing'],
    equal: ['broker', 'instance'],
  },
  {
    source_matchers: ['alertname = NoMajorityOfNodes'],
    target_matchers: ['alertname =~ "FewerNodesThanDeclared|InsufficientDistributionLinks"'],
    equal: ['broker'],
  },
  {
    source_matchers: ['alertname = MemoryAlarm'],
    target_matchers: ['alertname = MemoryHigh'],
    equal: ['broker', 'instance'],
  },
  {
    source_matchers: ['alertname = QueueNearLimit'],
    target_matchers: ['alertname = QueueLimitPredicted'],
    equal: ['broker', 'vhost', 'queue', 'limit'],
  },
];

const slackTitle = '{{ .Status | toUpper }} {{ .CommonLabels.alertname }} {{ .CommonLabels.broker }}';
const slackText =
  '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ .Annotations.runbook }}\n{{ end }}';

function emailConfig({ to, from, smarthost, username, passwordFile, caFile }: EmailSettings): object {
  return {
    to,
    from,
    smarthost,
    send_resolved: true,
    ...(username === undefined ? {} : { auth_username: username }),
    ...(passwordFile === undefined ? {} : { auth_password_file: passwordFile }),
    ...(caFile === undefined ? {} : { tls_config: { ca_file: caFile } }),
  };
}
