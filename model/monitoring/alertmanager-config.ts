import type { Duration } from '../units/duration';
import { inhibitions, matcherText, rootRoute } from './notifications';
import type { TeamReceiver } from './team-receivers';

/** How somebody is told of alerts; secrets are in files, where Alertmanager finds them. */
export interface Integrations {
  /** The file holds a URL that alerts are posted to, as JSON. */
  readonly webhook?: { readonly urlFile: string };
  /** The file holds the URL of a Slack incoming webhook. */
  readonly slack?: { readonly urlFile: string; readonly channel?: string };
  readonly email?: EmailSettings;
  /** The file holds an integration key of PagerDuty's Events API v2. */
  readonly pagerduty?: { readonly routingKeyFile: string };
  /** The file holds an API key of Opsgenie. */
  readonly opsgenie?: { readonly apiKeyFile: string };
  /** The file holds the URL of a flow of Microsoft Teams. */
  readonly msteams?: { readonly webhookUrlFile: string };
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
 * @param receivers - how those are told who are told of all alerts that no team is told of
 * @param wait - how long it waits for more alerts of a kind before it tells of the first
 * @param teams - who is told of alerts with some labels, instead of those who are told of all others
 * @see https://prometheus.io/docs/alerting/latest/configuration/
 */
export function alertmanagerConfig(
  receivers: Integrations,
  wait: Duration,
  teams: readonly TeamReceiver[] = [],
): object {
  const { receiver, groupBy, groupWait, groupInterval, repeatInterval } = rootRoute(wait);
  return {
    route: {
      receiver,
      group_by: groupBy,
      group_wait: groupWait,
      group_interval: groupInterval,
      repeat_interval: repeatInterval,
      ...(teams.length === 0 ? {} : { routes: teams.map(routeOf) }),
    },
    receivers: [receiverConfig(receiver, receivers), ...teams.map((team) => receiverConfig(team.name, team))],
    inhibit_rules: inhibitions.map(({ source, target, equal }) => ({
      source_matchers: source.map(matcherText),
      target_matchers: target.map(matcherText),
      equal,
    })),
  };
}

function routeOf({ name, labels }: TeamReceiver): object {
  return {
    receiver: name,
    matchers: Object.entries(labels).map(([label, value]) => matcherText({ label, operator: '=', value })),
  };
}

function receiverConfig(name: string, integrations: Integrations): object {
  const { webhook, slack, email, pagerduty, opsgenie, msteams } = integrations;
  const always = { send_resolved: true };
  return {
    name,
    ...(webhook === undefined ? {} : { webhook_configs: [{ ...always, url_file: webhook.urlFile }] }),
    ...(slack === undefined
      ? {}
      : {
          slack_configs: [
            {
              ...always,
              api_url_file: slack.urlFile,
              ...(slack.channel === undefined ? {} : { channel: slack.channel }),
              title: slackTitle,
              text: slackText,
            },
          ],
        }),
    ...(email === undefined ? {} : { email_configs: [emailConfig(email)] }),
    ...(pagerduty === undefined
      ? {}
      : {
          pagerduty_configs: [{ ...always, routing_key_file: pagerduty.routingKeyFile, severity: pagerdutySeverity }],
        }),
    ...(opsgenie === undefined ? {} : { opsgenie_configs: [{ ...always, api_key_file: opsgenie.apiKeyFile }] }),
    ...(msteams === undefined
      ? {}
      : {
          msteamsv2_configs: [
            { ...always, webhook_url_file: msteams.webhookUrlFile, title: slackTitle, text: slackText },
          ],
        }),
  };
}

/** PagerDuty takes the names of both severities. */
const pagerdutySeverity = '{{ if .CommonLabels.severity }}{{ .CommonLabels.severity }}{{ else }}error{{ end }}';
const slackTitle = '{{ .Status | toUpper }} {{ .CommonLabels.alertname }} {{ .CommonLabels.broker }}';
const slackText =
  '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ or .Annotations.runbook_url .Annotations.runbook }}\n{{ end }}';

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
