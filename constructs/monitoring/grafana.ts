import { Construct } from 'constructs';
import type { AlertSettings } from '../../model/monitoring/alerts/alert-settings';
import { dashboardNames } from '../../model/monitoring/dashboards/dashboard-names';
import { dashboardOf } from '../../model/monitoring/dashboards/dashboards';
import { Size } from '../../model/units/size';
import { Password } from '../access/password';
import type { DockerEngine } from '../docker/docker-engine';
import type { RemovalPolicy } from '../terraform/removal-policy';
import { grafanaDashboard } from '../../model/monitoring/grafana-dashboard';
import { DATA_SOURCE, grafanaProvisioning } from '../../model/monitoring/grafana-provisioning';
import { jsonFile } from './json-file';
import { watchedBroker, type ScrapedBroker } from './scraped-broker';
import { Service } from './service';

export interface GrafanaProps {
  readonly engine: DockerEngine;
  readonly image: string;
  readonly containerName: string;
  /** The network on which it finds Prometheus. */
  readonly networkName: string;
  /** HOST:PORT of Prometheus. */
  readonly prometheus: string;
  readonly brokers: readonly ScrapedBroker[];
  /**
   * What is other with alerts, whose thresholds panels show.
   * @default - nothing
   */
  readonly alerts?: AlertSettings;
  /** The port of the host on which it answers. */
  readonly port: number;
  readonly bindAddress: string;
  readonly removalPolicy: RemovalPolicy;
}

/** Grafana with its data source and dashboards: there is nothing to click. */
export class Grafana extends Construct {
  /** The password of its administrator, `admin`. */
  readonly adminPassword: Password;

  constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, id);
    const { brokers, prometheus, networkName, alerts = {} } = props;
    this.adminPassword = Password.generated(this);
    const watched = () => brokers.map((broker) => watchedBroker(broker, false));
    const provisioning = grafanaProvisioning(`http://${prometheus}`);
    new Service(this, 'Service', {
      ...props,
      networks: [networkName],
      env: [
        `GF_SECURITY_ADMIN_PASSWORD=${this.adminPassword.value}`,
        'GF_ANALYTICS_REPORTING_ENABLED=false',
        'GF_ANALYTICS_CHECK_FOR_UPDATES=false',
        `GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH=${DASHBOARDS}/overview.json`,
      ],
      files: [
        jsonFile('/etc/grafana/provisioning/datasources/prometheus.yml', () => provisioning.dataSource),
        jsonFile('/etc/grafana/provisioning/dashboards/rabbitmq.yml', () => provisioning.dashboards(DASHBOARDS)),
        ...dashboardNames.map((name) =>
          jsonFile(`${DASHBOARDS}/${name}.json`, () =>
            grafanaDashboard(name, dashboardOf(name, watched, alerts.changes), DATA_SOURCE, alerts.runbookUrl),
          ),
        ),
      ],
      healthCheck: ['wget', '-q', '--spider', 'http://127.0.0.1:3000/api/health'],
      dataPath: '/var/lib/grafana',
      memory: Size.mebibytes(512),
      port: { internal: 3000, external: props.port },
    });
  }
}

const DASHBOARDS = '/etc/grafana/dashboards';
