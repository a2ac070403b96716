import { writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { stringify } from 'yaml';
import type { Integrations } from '../../model/monitoring/alertmanager-config';
import type { WatchedBroker } from '../../model/monitoring/alerts/alert';
import type { AlertSettings } from '../../model/monitoring/alerts/alert-settings';
import type { BrokerTargets } from '../../model/monitoring/prometheus-config';
import { monitoringFiles, type MonitoringForm, type PodsOfBroker } from '../../model/monitoring/own-monitoring';
import { printable, printableJson } from '../../model/printable';
import type { ServerVersion } from '../../model/server/server-version';
import { Duration } from '../../model/units/duration';
import { previewData, previewPage } from '../monitoring/preview';
import { previewScript } from '../monitoring/preview-script';
import { previewTime } from '../monitoring/preview-time';
import { PrometheusApi } from '../monitoring/prometheus-api';
import { settingsFaults, settingsOf } from '../monitoring/settings';
import { watchedOf, type Watched } from '../monitoring/watched';
import { ExitCode } from '../program/exit-code';
import { formatOption } from '../program/format-option';
import type { CliCommand } from '../program/program';
import { optionalServerVersion } from '../program/server-version-option';
import { UserError } from '../program/user-error';
import { writeOwnFiles } from '../program/write-own-files';

/** `rabbitmq-cdk monitoring`: alerts and dashboards of any broker, as files for a Prometheus and Grafana of one's own. */
export const monitoringCommand: CliCommand = {
  register(program, exit) {
    program
      .command('monitoring')
      .description(
        'Writes alerts, scrape configuration, the route of Alertmanager and dashboards for Grafana, which follow from what ' +
          'is declared. Files that this command wrote before and nobody changed are replaced; others are never ' +
          'touched. Nothing is sent to the broker.',
      )
      .argument(
        '<STACK|file|url>',
        "a stack of the app; a definitions file or cdk.tf.json, - is stdin; a folder or YAML file of the operators' " +
          'manifests; or the URL of a management API, its administrator in the URL or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD',
      )
      .addOption(
        new Option(
          '--form <form>',
          'files for Prometheus, for its operator on Kubernetes, for mimirtool, or a mixin for jsonnet',
        )
          .choices(['prometheus', 'kubernetes', 'mimir', 'mixin'])
          .default('prometheus'),
      )
      .option('--out <folder>', 'where to write', 'monitoring')
      .option(
        '--name <name>',
        "the label 'broker' of all series; by default the name of the stack or of the RabbitmqCluster",
      )
      .option('--broker <path>', 'the construct path of the broker, where the stack declares on several')
      .option('--nodes <count>', 'how many nodes the broker has, where a definitions file is read', count)
      .option('--address <HOST:PORT>', 'where a node serves metrics, usually port 15692; repeatable', another, [])
      .option('--tls', 'ask for the metrics over TLS', false)
      .option('--ca-file <file>', "the authority's certificate, where Prometheus finds it; implies '--tls'")
      .option('--username <name>', "a user of the metrics' listeners, with '--password-file'")
      .option('--password-file <file>', 'the password, where Prometheus finds it')
      .option('--webhook-url-file <file>', 'the URL that alerts are posted to, where Alertmanager finds it')
      .option('--slack-url-file <file>', "the URL of Slack's webhook, where Alertmanager finds it")
      .option('--scrape-interval <seconds>', 'how often metrics are scraped', count, 15)
      .option(
        '--settings <file>',
        'changed, added and omitted alerts, and their receivers: YAML or JSON, see docs/monitoring.md',
      )
      .option(
        '--runbooks <url>',
        "the folder of the runbooks, for 'runbook_url', or a URL with {name} where the name of a runbook belongs (default: the published page)",
      )
      .option(
        '--preview <file>',
        "writes, instead of the files, the dashboards as one HTML page, with what the Prometheus of '--prometheus' answers; the file is replaced",
      )
      .addOption(
        new Option(
          '--prometheus <url>',
          "of '--preview': where Prometheus answers, with user and password where it asks for them",
        ).env('PROMETHEUS_URL'),
      )
      .option(
        '--since <time>',
        "of '--preview': how long a time graphs show, such as 30m, 6h or 2d",
        previewTime,
        3_600,
      )
      .option('--namespace <namespace>', 'Kubernetes: the namespace of the pods and of what is written')
      .option(
        '--selector <label=value>',
        'Kubernetes: a label of the pods; repeatable (default: app.kubernetes.io/name=NAME)',
        another,
        [],
      )
      .option('--port-name <name>', "Kubernetes: the pods' port of the metrics", 'prometheus')
      .option(
        '--label <label=value>',
        'Kubernetes: a label of the PodMonitor and PrometheusRule, by which Prometheus picks them; repeatable',
        another,
        [],
      )
      .addOption(optionalServerVersion())
      .addOption(formatOption('{folder, files: text[], notes: text[]}'))
      .action(async (target: string, options: Options) => {
        refuseMixed(options);
        const { out: folder, form, scrapeInterval, runbooks } = options;
        const { alerts = {}, receivers: teams = [] } = await settingsOf(options.settings);
        if (!hasAlertmanager(form) && teams.length > 0)
          throw new UserError(`'receivers' of the settings: not for '--form ${form}'; remove them`);
        const watched = await watchedOf(target, { ...options, addresses: options.address });
        if (options.preview !== undefined) {
          await writePreview(options.preview, watched, options, withRunbooks(alerts, runbooks));
          exit(ExitCode.ok);
          return;
        }
        if (hasAlertmanager(form) && watched.addresses.length === 0)
          throw new UserError(`nobody tells where the nodes serve metrics; give each by '--address HOST:15692'`);
        const pods = podsOf(watched, options);
        const { files, faults, leftOut } = monitoringFiles(
          {
            broker: namedBroker(watched, form, pods),
            scrapeInterval: Duration.seconds(scrapeInterval),
            wait: Duration.seconds(30),
            targets: targetsOf(watched, options),
            pods,
            receivers: receiversOf(options),
            teams,
            alerts: withRunbooks(alerts, runbooks),
          },
          form,
        );
        if (faults.length > 0)
          throw new UserError(
            settingsFaults(
              options.settings,
              faults.map((fault) => `alerts: ${fault}`),
            ),
          );
        writeOwnFiles(folder, new Map([...files].map(([path, content]) => [path, textOf(path, content)])));
        const notes = [...watched.notes, ...leftOut.map((alert) => `left out: ${alert}`)];
        tell(options.format, { folder, files: [...files.keys()], notes });
        exit(ExitCode.ok);
      });
  },
};

/** Writes the dashboards as a page, with what a Prometheus answers. */
async function writePreview(file: string, watched: Watched, options: Options, alerts: AlertSettings): Promise<void> {
  const { prometheus, since, scrapeInterval, form } = options;
  if (prometheus === undefined)
    throw new UserError(`'--preview' needs a Prometheus; give '--prometheus http://HOST:9090', or PROMETHEUS_URL`);
  const data = await previewData({
    broker: namedBroker(watched, form, podsOf(watched, options)),
    prometheus: new PrometheusApi(prometheus),
    scrapeSeconds: scrapeInterval,
    seconds: since,
    alerts,
  });
  writeFileSync(file, previewPage(data, previewScript()));
  tell(options.format, { folder: dirname(file), files: [basename(file)], notes: watched.notes });
}

/** Its name is that in the label `broker` of its series. */
function namedBroker({ broker }: Watched, form: MonitoringForm, pods: PodsOfBroker): WatchedBroker {
  return form === 'kubernetes' ? { ...broker, name: `${pods.namespace}/${pods.name}` } : broker;
}

function withRunbooks(alerts: AlertSettings, runbooks: string | undefined): AlertSettings {
  return runbooks === undefined ? alerts : { ...alerts, runbookUrl: runbooks };
}

function receiversOf({ webhookUrlFile, slackUrlFile }: Options): Integrations {
  return {
    ...(webhookUrlFile === undefined ? {} : { webhook: { urlFile: webhookUrlFile } }),
    ...(slackUrlFile === undefined ? {} : { slack: { urlFile: slackUrlFile } }),
  };
}

interface Written {
  readonly folder: string;
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

function tell(format: Options['format'], { folder, files, notes }: Written): void {
  for (const note of notes) process.stderr.write(`${printable(`note: ${note}`)}\n`);
  process.stdout.write(
    format === 'json'
      ? `${printableJson({ folder, files, notes })}\n`
      : `wrote into ${printable(folder)}:\n${files.map((file) => `  ${printable(file)}\n`).join('')}`,
  );
}

interface Options {
  readonly preview?: string;
  readonly prometheus?: string;
  readonly since: number;
  readonly form: MonitoringForm;
  readonly out: string;
  readonly name?: string;
  readonly broker?: string;
  readonly nodes?: number;
  readonly address: readonly string[];
  readonly tls: boolean;
  readonly caFile?: string;
  readonly username?: string;
  readonly passwordFile?: string;
  readonly webhookUrlFile?: string;
  readonly slackUrlFile?: string;
  readonly scrapeInterval: number;
  readonly settings?: string;
  readonly runbooks?: string;
  readonly namespace?: string;
  readonly selector: readonly string[];
  readonly portName: string;
  readonly label: readonly string[];
  readonly serverVersion?: ServerVersion;
  readonly format: 'text' | 'json';
}

/** Whether a form has scrapes and a route of Alertmanager as files. */
function hasAlertmanager(form: MonitoringForm): boolean {
  return form === 'prometheus' || form === 'mimir';
}

/** Options that the form has no use for would be lost without a word. */
function refuseMixed(options: Options): void {
  const { form, tls, caFile, username, passwordFile, webhookUrlFile, slackUrlFile, namespace, selector, label } =
    options;
  const given = (named: Readonly<Record<string, unknown>>) =>
    Object.entries(named)
      .filter(([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0))
      .map(([option]) => `'--${option}'`);
  const misplaced = [
    ...(hasAlertmanager(form)
      ? []
      : given({
          ...{ tls, 'ca-file': caFile, username, 'password-file': passwordFile },
          ...{ 'webhook-url-file': webhookUrlFile, 'slack-url-file': slackUrlFile },
        })),
    ...(form === 'kubernetes' ? [] : given({ namespace, selector, label })),
  ];
  if (misplaced.length > 0) throw new UserError(`${misplaced.join(', ')}: not for '--form ${form}'; remove them`);
  if ((username === undefined) !== (passwordFile === undefined))
    throw new UserError(`'--username' and '--password-file' need each other; give both, or remove the one`);
}

function targetsOf(
  { addresses, isTls }: Watched,
  { tls, caFile, username, passwordFile }: Options,
): Pick<BrokerTargets, 'addresses' | 'isTls' | 'caFile' | 'credentials'> {
  return {
    addresses,
    isTls: isTls || tls || caFile !== undefined,
    caFile,
    ...(username === undefined || passwordFile === undefined ? {} : { credentials: { username, passwordFile } }),
  };
}

function podsOf(
  { broker: { name }, cluster }: Watched,
  { selector, portName, label, form, ...options }: Options,
): PodsOfBroker {
  const namespace = options.namespace ?? cluster?.namespace;
  if (form === 'kubernetes' && namespace === undefined)
    throw new UserError(`'--form kubernetes' needs the namespace of the broker's pods; give '--namespace'`);
  if (form === 'kubernetes' && !/^[a-z0-9]([-a-z0-9]{0,40}[a-z0-9])?$/.test(name))
    throw new UserError(
      `'--name' must be what Kubernetes takes for a name: lower-case letters, digits and dashes, at most 42, got '${name}'`,
    );
  return {
    namespace: namespace ?? 'default',
    name,
    selector:
      selector.length === 0 ? { 'app.kubernetes.io/name': cluster?.name ?? name } : pairs('--selector', selector),
    port: portName,
    labels: pairs('--label', label),
  };
}

function pairs(option: string, given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UserError(`'${option}' must be LABEL=VALUE, got '${pair}'`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function textOf(path: string, content: object | string): string {
  if (typeof content === 'string') return content;
  return path.endsWith('.json')
    ? `${JSON.stringify(content, undefined, 2)}\n`
    : stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
}

function count(value: string): number {
  const parsed = Number(value);
  if (!Number.isSafeInteger(parsed) || parsed < 1)
    throw new InvalidArgumentError('it must be a whole number, 1 or more');
  return parsed;
}

function another(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
