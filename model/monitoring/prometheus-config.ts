import type { DetailedFamily, MetricName } from './alerts/metrics';
import type { Duration } from '../units/duration';

/** A broker as Prometheus is told of it. */
export interface BrokerTargets {
  /** The label `broker` of all its series. */
  readonly name: string;
  /** HOST:PORT of each node's metrics. */
  readonly addresses: readonly string[];
  /** HOST:PORT of its HAProxy's metrics, when it has one. */
  readonly balancerAddress?: string;
  /** The families of `/metrics/detailed` that are asked for. */
  readonly families: readonly DetailedFamily[];
  /** The metrics of those families that are kept: some have dozens for each queue. */
  readonly detailedMetrics: readonly MetricName[];
  /**
   * Whether its metrics are asked over TLS.
   * @default - where there is a `caFile`
   */
  readonly isTls?: boolean;
  /** A file of the certificate authority that signed the certificates of its metrics' listeners. */
  readonly caFile?: string;
  /** A user, and a file with its password. */
  readonly credentials?: { readonly username: string; readonly passwordFile: string };
}

/** A server that Prometheus writes every sample to. */
export interface RemoteWrite {
  readonly url: string;
  /** A user, and a file with its password. */
  readonly credentials?: { readonly username: string; readonly passwordFile: string };
  /** A file of the certificate authority that signed its certificate. */
  readonly caFile?: string;
}

/** What the blackbox exporter is asked to connect to, to see certificates. */
export interface CertificateProbe {
  /** HOST:PORT of the blackbox exporter. Its module `tcp_tls` connects with TLS and sends nothing. */
  readonly exporter: string;
  /** By broker: HOST:PORT of its TLS listeners. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
}

/** What prometheus.yml says. */
export interface PrometheusSettings {
  readonly brokers: readonly BrokerTargets[];
  readonly scrapeInterval: Duration;
  /** HOST:PORT of the Alertmanager. */
  readonly alertmanager: string;
  /**
   * Where every sample is written to.
   * @default - nowhere else
   */
  readonly remoteWrite?: RemoteWrite;
  /**
   * Who looks at certificates.
   * @default - nobody
   */
  readonly certificateProbe?: CertificateProbe;
  /**
   * HOST:PORT of kube-state-metrics.
   * @default - it is not scraped
   */
  readonly kubeStateMetrics?: string;
}

/**
 * The settings of Prometheus.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
export function prometheusConfig(settings: PrometheusSettings): object {
  const { brokers, scrapeInterval, alertmanager, remoteWrite, certificateProbe, kubeStateMetrics } = settings;
  return {
    global: {
      scrape_interval: scrapeInterval.toString(),
      // As long as the interval: a broker with many queues needs its time.
      scrape_timeout: scrapeInterval.toString(),
      evaluation_interval: scrapeInterval.toString(),
    },
    rule_files: ['/etc/prometheus/rules/*.yml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: [
      ...brokers.flatMap(brokerJobs),
      job('prometheus', ['localhost:9090']),
      job('alertmanager', [alertmanager]),
      ...(kubeStateMetrics === undefined ? [] : [job('kube-state-metrics', [kubeStateMetrics])]),
      ...(certificateProbe === undefined
        ? []
        : Object.entries(certificateProbe.targets).map(probeJob(certificateProbe))),
    ],
    ...(remoteWrite === undefined
      ? {}
      : { remote_write: [{ url: remoteWrite.url, ...tlsOf(remoteWrite), ...basicAuth(remoteWrite.credentials) }] }),
  };
}

function job(name: string, targets: readonly string[]): object {
  return { job_name: name, static_configs: [{ targets }] };
}

/** The jobs that scrape a broker: its nodes, their queues as far as rules and panels need it, and its load balancer. */
export function brokerJobs(broker: BrokerTargets): object[] {
  const { name, addresses, balancerAddress, families, detailedMetrics } = broker;
  const { isTls = broker.caFile !== undefined } = broker;
  const access = {
    ...(isTls ? { scheme: 'https' } : {}),
    ...tlsOf(broker),
    ...basicAuth(broker.credentials),
  };
  const targets = (kind: string, of: readonly string[]) => ({
    job_name: `${kind}/${name}`,
    static_configs: [{ targets: of, labels: { broker: name, job: kind } }],
  });
  return [
    { ...targets('rabbitmq', addresses), ...access },
    {
      ...targets('rabbitmq-detailed', addresses),
      ...access,
      metrics_path: '/metrics/detailed',
      params: { family: families },
      metric_relabel_configs: [{ source_labels: ['__name__'], regex: detailedMetrics.join('|'), action: 'keep' }],
    },
    ...(balancerAddress === undefined ? [] : [targets('haproxy', [balancerAddress])]),
  ];
}

function tlsOf({ caFile }: Pick<BrokerTargets, 'caFile'>): object {
  return caFile === undefined ? {} : { tls_config: { ca_file: caFile } };
}

function basicAuth(credentials: BrokerTargets['credentials']): object {
  if (credentials === undefined) return {};
  return { basic_auth: { username: credentials.username, password_file: credentials.passwordFile } };
}

function probeJob({ exporter }: CertificateProbe): (target: readonly [string, readonly string[]]) => object {
  return ([broker, targets]) => ({
    job_name: `certificates/${broker}`,
    metrics_path: '/probe',
    params: { module: ['tcp_tls'] },
    static_configs: [{ targets, labels: { broker, job: 'certificates' } }],
    relabel_configs: [
      { source_labels: ['__address__'], target_label: '__param_target' },
      { source_labels: ['__param_target'], target_label: 'instance' },
      { target_label: '__address__', replacement: exporter },
    ],
  });
}
