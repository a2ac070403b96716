import { Construct } from 'constructs';
import { brokerRules, monitoringRules, alertsOf, type AlertTiming } from '../../model/alerts';
import { familiesOf } from '../../model/alerts/metrics';
import { dashboardsOf, expressionsOf } from '../../model/dashboards';
import type { Duration } from '../../model/duration';
import { type Size } from '../../model/size';
import type { Password } from '../access/password';
import type { DockerEngine } from '../docker/docker-engine';
import type { UploadedFile } from '../docker/docker-node';
import type { RemovalPolicy } from '../removal-policy';
import { jsonFile } from './json-file';
import { prometheusConfig, type BrokerTargets, type CertificateProbe } from './prometheus-config';
import { watchedBroker, type ScrapedBroker } from './scraped-broker';
import { Service } from './service';

/** A server that keeps every sample beside Prometheus itself. */
export interface RemoteWriteOptions {
  readonly url: string;
  /**
   * A user of it, with a password.
   * @default - it asks for none
   */
  readonly credentials?: { readonly username: string; readonly password: Password };
}

export interface PrometheusProps {
  readonly engine: DockerEngine;
  readonly image: string;
  readonly containerName: string;
  /** The network on which it finds the Alertmanager. */
  readonly networkName: string;
  readonly brokers: readonly ScrapedBroker[];
  readonly timing: AlertTiming;
  /** HOST:PORT of the Alertmanager. */
  readonly alertmanager: string;
  /** How long samples are kept, unless they need too much space. */
  readonly retention: Duration;
  /** The most space that samples take. */
  readonly retentionSize: Size;
  /**
   * Where every sample is written to.
   * @default - nowhere else
   */
  readonly remoteWrite?: RemoteWriteOptions;
  /**
   * A blackbox exporter that looks at certificates.
   * @default - nobody looks
   */
  readonly certificateProbe?: CertificateProbe;
  /**
   * HOST:PORT of kube-state-metrics.
   * @default - it is not scraped
   */
  readonly kubeStateMetrics?: string;
  readonly memory: Size;
  /** The port of the host on which it answers. */
  readonly port: number;
  readonly bindAddress: string;
  readonly removalPolicy: RemovalPolicy;
}

/** Prometheus: scrapes brokers, and evaluates the alerts of what is declared on them. */
export class Prometheus extends Construct {
  /** HOST:PORT, on its network. */
  readonly address: string;

  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id);
    const { brokers, timing, networkName, retention, retentionSize, certificateProbe, remoteWrite } = props;
    const watched = (broker: ScrapedBroker) =>
      watchedBroker(broker, certificateProbe?.targets[broker.name] !== undefined);
    const targets = (broker: ScrapedBroker): BrokerTargets => ({
      ...broker,
      families: familiesOf([
        ...alertsOf(watched(broker), timing).map(({ expr }) => expr),
        ...expressionsOf(dashboardsOf([watched(broker)])),
      ]),
      caFile: broker.caCertificate === undefined ? undefined : certificateFile(broker.name),
      credentials: withFile(broker.credentials, broker.name),
    });
    const config = () =>
      prometheusConfig({
        ...props,
        scrapeInterval: timing.scrapeInterval,
        brokers: brokers.map(targets),
        remoteWrite:
          remoteWrite === undefined
            ? undefined
            : { url: remoteWrite.url, credentials: withFile(remoteWrite.credentials, REMOTE_WRITE) },
      });
    new Service(this, 'Service', {
      ...props,
      networks: [networkName, ...new Set(brokers.flatMap(({ networks }) => networks))],
      command: [
        '--config.file=/etc/prometheus/prometheus.yml',
        '--storage.tsdb.path=/prometheus',
        `--storage.tsdb.retention.time=${retention}`,
        `--storage.tsdb.retention.size=${retentionSize.toBytes()}B`,
      ],
      files: [
        jsonFile('/etc/prometheus/prometheus.yml', config),
        jsonFile('/etc/prometheus/rules/monitoring.yml', () => monitoringRules(timing)),
        ...brokers.map((broker) =>
          jsonFile(`/etc/prometheus/rules/${broker.name}.yml`, () => brokerRules(watched(broker), timing)),
        ),
        ...brokers.flatMap(secretFiles),
        ...passwordFiles(REMOTE_WRITE, remoteWrite?.credentials),
      ],
      healthCheck: ['promtool', 'check', 'ready', '--url=http://127.0.0.1:9090'],
      dataPath: '/prometheus',
      port: { internal: 9090, external: props.port },
    });
    this.address = `${props.containerName}:9090`;
  }
}

const REMOTE_WRITE = 'remote-write';

function certificateFile(name: string): string {
  return `/etc/prometheus/${name}.ca.pem`;
}

function passwordFile(name: string): string {
  return `/etc/prometheus/${name}.password`;
}

function withFile(
  credentials: { readonly username: string } | undefined,
  name: string,
): { readonly username: string; readonly passwordFile: string } | undefined {
  return credentials === undefined ? undefined : { username: credentials.username, passwordFile: passwordFile(name) };
}

function secretFiles({ name, caCertificate, credentials }: ScrapedBroker): UploadedFile[] {
  return [
    ...(caCertificate === undefined ? [] : [{ file: certificateFile(name), content: caCertificate }]),
    ...passwordFiles(name, credentials),
  ];
}

function passwordFiles(name: string, credentials: ScrapedBroker['credentials']): UploadedFile[] {
  return credentials === undefined ? [] : [{ file: passwordFile(name), content: credentials.password.value }];
}
