import { Construct } from 'constructs';
import { Duration } from '../../model/units/duration';
import { Size } from '../../model/units/size';
import type { DockerEngine } from '../docker/docker-engine';
import type { RemovalPolicy } from '../terraform/removal-policy';
import { refuse, unless } from '../terraform/validation-error';
import { alertmanagerConfig } from '../../model/monitoring/alertmanager-config';
import { jsonFile } from './json-file';
import { receiverFiles, variablePrefix } from './receiver-files';
import type { EmailOptions, OwnerReceiverOptions, ReceiverOptions } from './receiver-options';
import { Service } from './service';
import { urlFaults } from './url-faults';

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
    const { webhookUrl, webhook: isWebhookSecret = false, email, owners = [] } = receivers;
    refuse(
      this,
      urlFaults('receivers.webhookUrl', webhookUrl, "set 'receivers.webhook' and give the URL as 'TF_VAR_webhook_url'"),
      unless(
        webhookUrl === undefined || !isWebhookSecret,
        `'receivers.webhookUrl' and 'receivers.webhook' are mutually exclusive; set one`,
      ),
      emailFaults('receivers.email', email),
      ownerFaults(owners),
    );
    const wait = Duration.milliseconds(Math.round(30_000 * timeScale));
    const all = receiverFiles(this, receivers);
    const teams = owners.map((owner) => ({ ...owner, ...receiverFiles(this, owner, owner.name) }));
    const config = alertmanagerConfig(
      all.integrations,
      wait,
      teams.map(({ name, labels, integrations }) => ({ name, labels, ...integrations })),
    );
    new Service(this, 'Service', {
      ...props,
      networks: [networkName],
      files: [
        jsonFile('/etc/alertmanager/alertmanager.yml', () => config),
        ...[all, ...teams].flatMap(({ files }) => files),
      ],
      healthCheck: ['amtool', '--alertmanager.url=http://127.0.0.1:9093', 'config', 'show'],
      dataPath: '/alertmanager',
      memory: Size.mebibytes(128),
      port: { internal: 9093, external: props.port },
    });
    this.address = `${containerName}:9093`;
  }
}

function emailFaults(prop: string, email: EmailOptions | undefined): string[] {
  if (email === undefined) return [];
  const addresses = (['to', 'from'] as const).map((part) =>
    unless(/^\S+@\S+$/.test(email[part]), `'${prop}.${part}' must be an address, got '${email[part]}'`),
  );
  return [
    ...addresses,
    unless(
      /^[^\s:]+:\d+$/.test(email.smarthost),
      `'${prop}.smarthost' must be HOST:PORT of a mail server, got '${email.smarthost}'`,
    ),
  ].filter((fault) => fault !== undefined);
}

function ownerFaults(owners: readonly OwnerReceiverOptions[]): string[] {
  const prefixes = owners.map(({ name }) => variablePrefix(name));
  return owners.flatMap(({ name, labels, email, ...told }, at) => {
    const { webhook, slack, slackChannel, pagerduty, opsgenie, msteams } = told;
    const prop = `receivers.owners[${at}]`;
    return [
      ...[
        unless(
          /^[a-z][a-z0-9-]*$/.test(name) && name !== 'people',
          `'${prop}.name' must be lower-case letters, digits and dashes, and not 'people', got '${name}'`,
        ),
        unless(prefixes.indexOf(variablePrefix(name)) === at, `'${prop}.name': there is another '${name}'; rename one`),
        unless(Object.keys(labels).length > 0, `'${prop}.labels' must name at least one label of its alerts`),
        unless(
          [webhook, slack, pagerduty, opsgenie, msteams].some((one) => one === true) || email !== undefined,
          `'${prop}' must say how it is told; set 'slack' or another`,
        ),
        unless(slackChannel === undefined || slack === true, `'${prop}.slackChannel' needs 'slack'; set it`),
      ].filter((fault) => fault !== undefined),
      ...emailFaults(`${prop}.email`, email),
    ];
  });
}
