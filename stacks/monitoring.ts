import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DockerEngine } from '../constructs/docker/docker-engine';
import { reachedAt } from '../constructs/docker/reached-at';
import { Alertmanager } from '../constructs/monitoring/alertmanager';
import { Grafana } from '../constructs/monitoring/grafana';
import { Prometheus, type RemoteWriteOptions } from '../constructs/monitoring/prometheus';
import type { AlertSettings } from '../model/monitoring/alerts/alert-settings';
import type { CertificateProbe } from '../model/monitoring/prometheus-config';
import type { ReceiverOptions } from '../constructs/monitoring/receiver-options';
import { scrapedBroker, type ScrapedBroker, type Watchable } from '../constructs/monitoring/scraped-broker';
import type { RemovalPolicy } from '../constructs/terraform/removal-policy';
import { refuse, unless } from '../constructs/terraform/validation-error';
import { Duration } from '../model/units/duration';
import { Size } from '../model/units/size';
import { checkProps } from '../constructs/props/check-props';

/** Grafana's image, unless another is given. */
export const DEFAULT_GRAFANA_IMAGE = 'grafana/grafana:12.3.0';

/** What can be chosen about the monitoring, whatever it watches. */
export interface MonitoringOptions {
  /**
   * Where the Docker engine listens: `unix:///var/run/docker.sock`, `ssh://user@host`, `tcp://host:2376`. It must be the one
   * of the brokers in containers.
   * @default - what `DOCKER_HOST` says, else the local socket
   */
  readonly dockerHost?: string;
  /**
   * The name of the network, and the start of the names of all containers and volumes.
   * @default 'rabbitmq-monitoring'
   */
  readonly monitoringName?: string;
  /**
   * Prometheus' image, with promtool.
   * @default 'prom/prometheus:v3.5.0'
   */
  readonly prometheusImage?: string;
  /**
   * Alertmanager's image, with amtool.
   * @default 'prom/alertmanager:v0.28.1'
   */
  readonly alertmanagerImage?: string;
  /**
   * Grafana's image, or `none` for a Grafana that is elsewhere.
   * @default 'grafana/grafana:12.3.0'
   */
  readonly grafanaImage?: string;
  /**
   * The ports of the host on which they answer.
   * @default - { prometheus: 9090, alertmanager: 9093, grafana: 3000 }
   */
  readonly ports?: Partial<MonitoringPorts>;
  /**
   * The address of the host on which the ports are published. Prometheus and Alertmanager have no authentication.
   * @default '127.0.0.1'
   */
  readonly bindAddress?: string;
  /**
   * Who receives alerts.
   * @default - nobody: they are seen in Alertmanager and Grafana
   */
  readonly receivers?: ReceiverOptions;
  /**
   * How often metrics are scraped and alerts are evaluated.
   * @default Duration.seconds(15)
   */
  readonly scrapeInterval?: Duration;
  /**
   * By what every duration of alerts is multiplied; less than 1 makes them fire earlier, for drills.
   * @default 1
   */
  readonly timeScale?: number;
  /**
   * What is other with alerts: thresholds, durations, severities, labels, for some queues too; alerts that are left out or added.
   * What it says of an alert holds for each broker that has it.
   * @default - they are as they follow from the topology
   */
  readonly alerts?: AlertSettings;
  /**
   * How long samples are kept.
   * @default Duration.days(15)
   */
  readonly retention?: Duration;
  /**
   * The most space that samples take, whatever the retention.
   * @default Size.gibibytes(5)
   */
  readonly retentionSize?: Size;
  /**
   * Prometheus' memory limit.
   * @default Size.gibibytes(1)
   */
  readonly prometheusMemory?: Size;
  /**
   * A server that keeps every sample beside Prometheus itself.
   * @default - none
   */
  readonly remoteWrite?: RemoteWriteOptions;
  /**
   * A blackbox exporter that looks at certificates, which brokers have no metric of.
   * @default - nobody looks
   */
  readonly certificateProbe?: CertificateProbe;
  /**
   * HOST:PORT of kube-state-metrics, for brokers on Kubernetes.
   * @default - it is not scraped
   */
  readonly kubeStateMetrics?: string;
  /**
   * Whether a plan may destroy the volumes, with samples, silences and what was changed in Grafana.
   * @default 'protect'
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** A port of the host for each part. */
export interface MonitoringPorts {
  readonly prometheus: number;
  readonly alertmanager: number;
  readonly grafana: number;
}

export interface MonitoringStackProps extends MonitoringOptions {
  /** The brokers that are watched: stacks of the same app, whose networks must be there first, or remote ones. */
  readonly brokers: readonly Watchable[];
}

/**
 * Prometheus, Alertmanager and Grafana, with alerts and dashboards of everything that the app declares on the brokers. It
 * depends on the brokers' stacks only for their networks, which it knows by name: once they are there it is deployed alone
 * with `cdktf deploy monitoring --ignore-missing-stack-dependencies`.
 */
export class MonitoringStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: MonitoringStackProps) {
    checkProps(scope, id, 'MonitoringStackProps', props);
    super(scope, id);
    const { bindAddress = '127.0.0.1', monitoringName = 'rabbitmq-monitoring', timeScale = 1 } = props;
    const ports = { prometheus: 9090, alertmanager: 9093, grafana: 3000, ...props.ports };
    const brokers = props.brokers.map(scrapedBroker);
    refuse(
      this,
      unless(brokers.length > 0, `'brokers' must name at least one broker to watch`),
      unless(timeScale > 0 && timeScale <= 10, `'timeScale' must be more than 0 and at most 10, got ${timeScale}`),
      nameFaults(brokers.map(({ name }) => name)),
      witnessFaults(brokers, props),
    );
    for (const { broker } of brokers)
      if (TerraformStack.of(broker) !== this) this.addDependency(TerraformStack.of(broker));
    const engine = new DockerEngine(this, 'docker', { host: props.dockerHost });
    const network = engine.addNetwork(this, monitoringName);
    const common = {
      engine,
      brokers,
      networkName: network.name,
      bindAddress,
      removalPolicy: props.removalPolicy ?? 'protect',
    };
    const alertmanager = new Alertmanager(this, 'alertmanager', {
      ...common,
      image: props.alertmanagerImage ?? 'prom/alertmanager:v0.28.1',
      containerName: `${monitoringName}-alertmanager`,
      receivers: props.receivers ?? {},
      timeScale,
      port: ports.alertmanager,
    });
    const prometheus = new Prometheus(this, 'prometheus', {
      ...common,
      image: props.prometheusImage ?? 'prom/prometheus:v3.5.0',
      containerName: `${monitoringName}-prometheus`,
      timing: { scrapeInterval: props.scrapeInterval ?? Duration.seconds(15), scale: timeScale },
      alertmanager: alertmanager.address,
      retention: props.retention ?? Duration.days(15),
      retentionSize: props.retentionSize ?? Size.gibibytes(5),
      memory: props.prometheusMemory ?? Size.gibibytes(1),
      remoteWrite: props.remoteWrite,
      certificateProbe: props.certificateProbe,
      alerts: props.alerts,
      kubeStateMetrics: props.kubeStateMetrics,
      port: ports.prometheus,
    });
    const host = reachedAt(engine, bindAddress);
    new TerraformOutput(this, 'prometheus_url', { value: `http://${host}:${ports.prometheus}` });
    new TerraformOutput(this, 'alertmanager_url', { value: `http://${host}:${ports.alertmanager}` });
    if (props.grafanaImage === 'none') return;
    const grafana = new Grafana(this, 'grafana', {
      ...common,
      image: props.grafanaImage ?? DEFAULT_GRAFANA_IMAGE,
      containerName: `${monitoringName}-grafana`,
      prometheus: prometheus.address,
      alerts: props.alerts,
      port: ports.grafana,
    });
    new TerraformOutput(this, 'grafana_url', { value: `http://${host}:${ports.grafana}` });
    new TerraformOutput(this, 'grafana_username', { value: 'admin' });
    new TerraformOutput(this, 'grafana_password', { value: grafana.adminPassword.value, sensitive: true });
  }
}

/** Names become labels, files and parts of annotations. */
function nameFaults(names: readonly string[]): string[] {
  return [
    ...names
      .filter((name) => !/^[A-Za-z0-9][\w.-]*$/.test(name))
      .map((name) => `the name of a broker must be letters, digits, dots, dashes and underscores, got '${name}'`),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `duplicate broker name '${name}'; rename one`),
  ];
}

/** Alerts that nobody could ever raise. */
function witnessFaults(brokers: readonly ScrapedBroker[], options: MonitoringOptions): string[] {
  const { kubeStateMetrics, certificateProbe } = options;
  const names = brokers.map(({ name }) => name);
  return [
    ...brokers
      .filter(({ statefulSet }) => statefulSet !== undefined && kubeStateMetrics === undefined)
      .map(({ name }) => `'kubeStateMetrics' is required for the 'statefulSet' of broker '${name}'`),
    ...Object.keys(certificateProbe?.targets ?? {})
      .filter((name) => !names.includes(name))
      .map((name) => `'certificateProbe.targets' must be of watched brokers (${names.join(', ')}), got '${name}'`),
  ];
}
