/** Who is told of alerts with some labels. Secrets are in files, where Alertmanager finds them. */
export interface TeamReceiver {
  readonly name: string;
  /** The labels of its alerts, such as `team: payments`; each exactly so. */
  readonly labels: Readonly<Record<string, string>>;
  /**
   * The file holds a URL to which alerts are posted, as JSON.
   * @default - not posted
   */
  readonly webhook?: { readonly urlFile: string };
  /**
   * The file holds the URL of an incoming webhook.
   * @default - not told by Slack
   */
  readonly slack?: { readonly urlFile: string; readonly channel?: string };
  /**
   * A mail server, and who is told through it.
   * @default - not told by mail
   */
  readonly email?: TeamEmail;
  /**
   * The file holds an integration key of the Events API v2.
   * @default - not paged by PagerDuty
   */
  readonly pagerduty?: { readonly routingKeyFile: string };
  /**
   * The file holds an API key.
   * @default - not told by Opsgenie
   */
  readonly opsgenie?: { readonly apiKeyFile: string };
  /**
   * The file holds the URL of a flow (Workflows).
   * @default - not told by Microsoft Teams
   */
  readonly msteams?: { readonly webhookUrlFile: string };
}

/** A mail server that speaks STARTTLS, and who is told through it. */
export interface TeamEmail {
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
}
