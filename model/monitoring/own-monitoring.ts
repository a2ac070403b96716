import type { Duration } from '../units/duration';
import { alertmanagerConfig, type Integrations } from './alertmanager-config';
import type { WatchedBroker } from './alerts/alert';
import { alertSettingsFaults, withAlertSettings, type AlertSettings } from './alerts/alert-settings';
import { ownBrokerRules, type RuleFile } from './alerts/alerts';
import { dashboardNames } from './dashboards/dashboard-names';
import { dashboardOf } from './dashboards/dashboards';
import { detailedOf } from './detailed';
import { mixin } from './mixin';
import { grafanaDashboard } from './grafana-dashboard';
import { CHOSEN_DATA_SOURCE } from './grafana-provisioning';
import { podEndpoints } from './pod-endpoints';
import type { TeamReceiver } from './team-receivers';
import { brokerJobs, type BrokerTargets } from './prometheus-config';

/**
 * For whom files are written: a Prometheus of one's own, the Prometheus operator, Mimir and Grafana Cloud by mimirtool, or users of
 * jsonnet by a mixin.
 */
export type MonitoringForm = 'prometheus' | 'kubernetes' | 'mimir' | 'mixin';

/** What somebody's own monitoring is told of a broker. */
export interface OwnMonitoring {
  readonly broker: WatchedBroker;
  readonly scrapeInterval: Duration;
  /** How long Alertmanager waits for more alerts of a kind before it tells of the first. */
  readonly wait: Duration;
  /** How its nodes are reached; not needed where pods are scraped. */
  readonly targets: Pick<BrokerTargets, 'addresses' | 'isTls' | 'caFile' | 'credentials'>;
  /** Its pods, for the form `kubernetes`. */
  readonly pods: PodsOfBroker;
  /** How those are told who are told of all alerts that no team is told of. */
  readonly receivers: Integrations;
  /** Who is told of alerts with some labels. */
  readonly teams: readonly TeamReceiver[];
  readonly alerts: AlertSettings;
}

/** The pods of a broker, as a PodMonitor finds them. */
export interface PodsOfBroker {
  readonly namespace: string;
  readonly name: string;
  readonly selector: Readonly<Record<string, string>>;
  /** The name of the port that serves metrics. */
  readonly port: string;
  /** Labels of the PodMonitor and PrometheusRule, by which a Prometheus of the operator picks them. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The files of a form, what is wrong with the settings, and the alerts that these leave out. */
export interface MonitoringFiles {
  readonly faults: readonly string[];
  readonly leftOut: readonly string[];
  /** By path; text as it is, else an object for JSON where the path ends so, for YAML where not. */
  readonly files: ReadonlyMap<string, object | string>;
}

/** What somebody's own monitoring needs. */
export function monitoringFiles(own: OwnMonitoring, form: MonitoringForm): MonitoringFiles {
  const timing = { scrapeInterval: own.scrapeInterval, scale: 1 };
  const derived = ownBrokerRules(own.broker, timing);
  const { rules, leftOut } = withAlertSettings(derived, own.broker.name, own.alerts);
  const faults = alertSettingsFaults(own.alerts, [derived]);
  return { files: filesOf(own, form, rules), faults, leftOut };
}

function filesOf(own: OwnMonitoring, form: MonitoringForm, rules: RuleFile): ReadonlyMap<string, object | string> {
  const { broker, scrapeInterval, receivers, wait, pods } = own;
  const timing = { scrapeInterval, scale: 1 };
  const dashboards = dashboardNames.map(
    (name) =>
      [
        name,
        grafanaDashboard(
          name,
          dashboardOf(name, () => [broker], own.alerts.changes),
          CHOSEN_DATA_SOURCE,
          own.alerts.runbookUrl,
        ),
      ] as const,
  );
  if (form === 'kubernetes')
    return new Map<string, object>([
      ['prometheus-rule.yaml', custom('PrometheusRule', pods, rules)],
      ['pod-monitor.yaml', podMonitor(own)],
      ...dashboards.map(
        ([name, dashboard]) => [`dashboards/${name}.yaml`, configMap(pods, name, dashboard)] as [string, object],
      ),
    ]);
  if (form === 'mixin') return mixin(rules, new Map(dashboards));
  const common: [string, object][] = [
    [
      'scrape.yml',
      { scrape_configs: brokerJobs({ ...own.targets, name: broker.name, ...detailedOf(broker, timing) }) },
    ],
    ['alertmanager.yml', alertmanagerConfig(receivers, wait, own.teams)],
    ...dashboards.map(([name, dashboard]) => [`dashboards/${name}.json`, dashboard] as [string, object]),
  ];
  return new Map([[`rules/${broker.name}.yml`, form === 'mimir' ? mimirRules(broker.name, rules) : rules], ...common]);
}

/** A file of `mimirtool rules`: groups of a namespace. */
function mimirRules(name: string, { groups }: RuleFile): object {
  return { namespace: `rabbitmq-${name}`, groups };
}

function custom(kind: string, { name, namespace, labels }: PodsOfBroker, spec: object): object {
  return { apiVersion: 'monitoring.coreos.com/v1', kind, metadata: { name, namespace, labels }, spec };
}

function podMonitor({ broker, pods, scrapeInterval }: OwnMonitoring): object {
  return custom('PodMonitor', pods, {
    selector: { matchLabels: pods.selector },
    podMetricsEndpoints: podEndpoints({
      broker: broker.name,
      port: pods.port,
      scrapeInterval,
      ...detailedOf(broker, { scrapeInterval, scale: 1 }),
    }),
  });
}

/** Grafana's sidecar reads the ConfigMaps that have the label. */
function configMap({ name, namespace }: PodsOfBroker, dashboard: string, content: object): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `${name}-dashboard-${dashboard}`, namespace, labels: { grafana_dashboard: '1' } },
    data: { [`${name}-${dashboard}.json`]: JSON.stringify(content) },
  };
}
