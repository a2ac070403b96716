import { Construct } from 'constructs';
import {
  alertSettingsFaults,
  withAlertSettings,
  type AlertSettings,
} from '../../model/monitoring/alerts/alert-settings';
import { brokerRules, monitoringRules, type AlertTiming } from '../../model/monitoring/alerts/alerts';
import { detailedOf } from '../../model/monitoring/detailed';
import type { Duration } from '../../model/units/duration';
import { type Size } from '../../model/units/size';
import { Password } from '../access/password';
import type { DockerEngine } from '../docker/docker-engine';
import type { UploadedFile } from '../docker/docker-node';
import type { RemovalPolicy } from '../terraform/removal-policy';
import { refuse } from '../terraform/validation-error';
import { jsonFile } from './json-file';
import { requireLinkPlugins } from './link-plugins';
import {
  prometheusConfig,
  type BrokerTargets,
  type CertificateProbe,
  type RemoteWrite,
} from '../../model/monitoring/prometheus-config';
import { watchedBroker, type ScrapedBroker } from './scraped-broker';
import { Service } from './service';
import { urlFaults } from './url-faults';

/** A server that keeps every sample beside Prometheus itself. */
export interface RemoteWriteOptions {
  readonly url: string;
  /**
   * A user of it. The password is the sensitive variable `remote_write_password` of the stack, which
   * `TF_VAR_remote_write_password` gives.
   * @default - it asks for none
   */
  readonly username?: string;
  /**
   * The certificate authority, in PEM, that signed its certificate.
   * @default - those that the image trusts
   */
  readonly caCertificate?: string;
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
   * What is other with alerts.
   * @default - nothing
   */
  readonly alerts?: AlertSettings;
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
    const {
      brokers,
      timing,
      networkName,
      retention,
      retentionSize,
      certificateProbe,
      remoteWrite,
      alerts = {},
    } = props;
    refuse(
      this,
      urlFaults('remoteWrite.url', remoteWrite?.url, "give 'remoteWrite.username' and 'TF_VAR_remote_write_password'"),
    );
    for (const { broker } of brokers) requireLinkPlugins(this, broker);
    const watched = (broker: ScrapedBroker) =>
      watchedBroker(broker, certificateProbe?.targets[broker.name] !== undefined);
    const derived = (broker: ScrapedBroker) => brokerRules(watched(broker), timing);
    this.node.addValidation({ validate: () => [...alertSettingsFaults(alerts, brokers.map(derived))] });
    const targets = (broker: ScrapedBroker): BrokerTargets => ({
      ...broker,
      ...detailedOf(watched(broker), timing),
      caFile: broker.caCertificate === undefined ? undefined : certificateFile(broker.name),
      credentials:
        broker.credentials === undefined
          ? undefined
          : { username: broker.credentials.username, passwordFile: passwordFile(broker.name) },
    });
    const config = () =>
      prometheusConfig({
        ...props,
        scrapeInterval: timing.scrapeInterval,
        brokers: brokers.map(targets),
        remoteWrite: remoteWrite === undefined ? undefined : withFiles(remoteWrite),
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
          jsonFile(
            `/etc/prometheus/rules/${broker.name}.yml`,
            () => withAlertSettings(derived(broker), broker.name, alerts).rules,
          ),
        ),
        ...brokers.flatMap(secretFiles),
        ...remoteWriteFiles(this, remoteWrite),
      ],
      healthCheck: ['promtool', 'check', 'ready', '--url=http://127.0.0.1:9090'],
      dataPath: '/prometheus',
      port: { internal: 9090, external: props.port },
    });
    this.address = `${props.containerName}:9090`;
  }
}

const remoteWriteFile = {
  password: '/etc/prometheus/remote-write/password',
  ca: '/etc/prometheus/remote-write/ca.pem',
} as const;

function withFiles({ url, username, caCertificate }: RemoteWriteOptions): RemoteWrite {
  return {
    url,
    ...(username === undefined ? {} : { credentials: { username, passwordFile: remoteWriteFile.password } }),
    ...(caCertificate === undefined ? {} : { caFile: remoteWriteFile.ca }),
  };
}

function remoteWriteFiles(
  scope: Construct,
  { username, caCertificate }: Partial<RemoteWriteOptions> = {},
): UploadedFile[] {
  const asked = () => Password.asked(scope, 'remote_write_password', 'the password for the server of the remote write');
  return [
    ...(username === undefined ? [] : [{ file: remoteWriteFile.password, content: asked().value }]),
    ...(caCertificate === undefined ? [] : [{ file: remoteWriteFile.ca, content: caCertificate }]),
  ];
}

function certificateFile(name: string): string {
  return `/etc/prometheus/${name}.ca.pem`;
}

function passwordFile(name: string): string {
  return `/etc/prometheus/${name}.password`;
}

function secretFiles({ name, caCertificate, credentials }: ScrapedBroker): UploadedFile[] {
  return [
    ...(caCertificate === undefined ? [] : [{ file: certificateFile(name), content: caCertificate }]),
    ...(credentials === undefined ? [] : [{ file: passwordFile(name), content: credentials.password.value }]),
  ];
}
