import type { Construct } from 'constructs';
import type { Integrations } from '../../model/monitoring/alertmanager-config';
import { Password } from '../access/password';
import type { UploadedFile } from '../docker/docker-node';
import type { OwnerReceiverOptions, ReceiverOptions } from './receiver-options';

/** How somebody is notified, and the files in Alertmanager's container with what is secret of it. */
export interface ReceiverFiles {
  readonly integrations: Integrations;
  readonly files: readonly UploadedFile[];
}

type Told = Omit<ReceiverOptions, 'owners'> & Pick<OwnerReceiverOptions, 'slackChannel'>;

/**
 * The files of a receiver. Whoever deploys is asked for each secret, in a sensitive variable of the stack.
 * @param owner - its name, with which the names of its variables begin; nobody's where there is none
 */
export function receiverFiles(scope: Construct, told: Told, owner?: string): ReceiverFiles {
  const files: UploadedFile[] = [];
  const { webhookUrl, webhook = false, slack = false, slackChannel: channel, email } = told;
  const { pagerduty = false, opsgenie = false, msteams = false } = told;
  const folder = owner === undefined ? '/etc/alertmanager' : `/etc/alertmanager/${owner}`;
  const prefix = owner === undefined ? '' : `${variablePrefix(owner)}_`;
  const of = owner === undefined ? '' : `, of ${owner}`;
  const uploaded = (name: string, content: string): string => {
    const file = `${folder}/${name}`;
    files.push({ file, content });
    return file;
  };
  const secret = (name: string, variable: string, description: string) =>
    uploaded(name, Password.asked(scope, `${prefix}${variable}`, `${description}${of}`).value);
  const integrations: Integrations = {
    ...(webhookUrl === undefined ? {} : { webhook: { urlFile: uploaded('webhook-url', webhookUrl) } }),
    ...(webhook
      ? { webhook: { urlFile: secret('webhook-url', 'webhook_url', 'the URL that alerts are posted to') } }
      : {}),
    ...(slack
      ? {
          slack: {
            urlFile: secret('slack-url', 'slack_url', 'the URL of a Slack incoming webhook'),
            ...(channel === undefined ? {} : { channel }),
          },
        }
      : {}),
    ...(pagerduty
      ? {
          pagerduty: {
            routingKeyFile: secret('pagerduty-routing-key', 'pagerduty_routing_key', 'an integration key of PagerDuty'),
          },
        }
      : {}),
    ...(opsgenie
      ? { opsgenie: { apiKeyFile: secret('opsgenie-api-key', 'opsgenie_api_key', 'an API key of Opsgenie') } }
      : {}),
    ...(msteams
      ? { msteams: { webhookUrlFile: secret('msteams-url', 'msteams_url', 'the URL of a flow of Microsoft Teams') } }
      : {}),
  };
  if (email === undefined) return { integrations, files };
  const { to, from, smarthost, username, caCertificate } = email;
  return {
    integrations: {
      ...integrations,
      email: {
        ...{ to, from, smarthost, username },
        passwordFile:
          username === undefined
            ? undefined
            : secret('email-password', 'email_password', 'the password for the mail server'),
        caFile: caCertificate === undefined ? undefined : uploaded('email-ca.pem', caCertificate),
      },
    },
    files,
  };
}

/** The start of the names of an owner's variables. */
export function variablePrefix(owner: string): string {
  return owner.replaceAll('-', '_');
}
