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
  /**
   * Whether PagerDuty is notified. The integration key of its Events API v2 is the sensitive variable `pagerduty_routing_key`.
   * @default false
   */
  readonly pagerduty?: boolean;
  /**
   * Whether Opsgenie is notified. Its API key is the sensitive variable `opsgenie_api_key`.
   * @default false
   */
  readonly opsgenie?: boolean;
  /**
   * Whether a channel of Microsoft Teams is notified. The URL of its flow (Workflows) is the sensitive variable `msteams_url`.
   * @default false
   */
  readonly msteams?: boolean;
  /**
   * Who receives the alerts with some labels, such as those that `monitor` gives to the alerts of a queue, instead of all others here.
   * @default - all alerts go to the same
   */
  readonly owners?: readonly OwnerReceiverOptions[];
}

/** Who receives the alerts with some labels. The names of the variables with the secrets begin with its name: `payments_slack_url`. */
export interface OwnerReceiverOptions {
  /** Lower-case letters, digits and dashes. */
  readonly name: string;
  /** The labels of its alerts, such as `team: payments`; each exactly so. */
  readonly labels: Readonly<Record<string, string>>;
  /**
   * Whether they are posted, as JSON, to the URL in the variable `NAME_webhook_url`.
   * @default false
   */
  readonly webhook?: boolean;
  /**
   * Whether Slack is notified, by the incoming webhook in the variable `NAME_slack_url`.
   * @default false
   */
  readonly slack?: boolean;
  /**
   * The channel of Slack: `#payments`.
   * @default - that of the webhook
   */
  readonly slackChannel?: string;
  /**
   * A mail server, and who receives its mails. The password of its user is the variable `NAME_email_password`.
   * @default - nobody
   */
  readonly email?: EmailOptions;
  /**
   * Whether PagerDuty is notified, by the integration key in the variable `NAME_pagerduty_routing_key`.
   * @default false
   */
  readonly pagerduty?: boolean;
  /**
   * Whether Opsgenie is notified, by the API key in the variable `NAME_opsgenie_api_key`.
   * @default false
   */
  readonly opsgenie?: boolean;
  /**
   * Whether Microsoft Teams is notified, by the flow (Workflows) whose URL is in the variable `NAME_msteams_url`.
   * @default false
   */
  readonly msteams?: boolean;
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
