import { TerraformProvider, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { AlertSettings } from '../../model/monitoring/alerts/alert-settings';
import { dashboardNames } from '../../model/monitoring/dashboards/dashboard-names';
import { dashboardOf } from '../../model/monitoring/dashboards/dashboards';
import { grafanaDashboard } from '../../model/monitoring/grafana-dashboard';
import { CHOSEN_DATA_SOURCE } from '../../model/monitoring/grafana-provisioning';
import { checkProps } from '../props/check-props';
import { refuse, unless } from '../terraform/validation-error';
import { jsonFile } from './json-file';
import { scrapedBroker, watchedBroker, type Watchable } from './scraped-broker';
import { urlFaults } from './url-faults';

export interface GrafanaDashboardsProps {
  /** The brokers that the dashboards are of; their series have the label `broker`, as `MonitoringStack` gives it. */
  readonly brokers: readonly Watchable[];
  /**
   * Where the Grafana answers. Its token, or USER:PASSWORD, is read from the environment variable GRAFANA_AUTH by the provider: no
   * file has it.
   * @default - what GRAFANA_URL says
   */
  readonly url?: string;
  /**
   * The title of the folder with the dashboards.
   * @default 'RabbitMQ'
   */
  readonly folder?: string;
  /**
   * What is other with alerts, whose thresholds panels show.
   * @default - nothing
   */
  readonly alerts?: AlertSettings;
}

/**
 * The dashboards in a Grafana that already exists, by the Terraform provider `grafana/grafana`. One chooses the data source on a
 * dashboard.
 * @see https://registry.terraform.io/providers/grafana/grafana/latest/docs
 */
export class GrafanaDashboards extends Construct {
  constructor(scope: Construct, id: string, props: GrafanaDashboardsProps) {
    checkProps(scope, id, 'GrafanaDashboardsProps', props);
    super(scope, id);
    const { url, folder: title = 'RabbitMQ', alerts = {} } = props;
    refuse(
      this,
      unless(props.brokers.length > 0, `'brokers' must name at least one broker`),
      unless(title !== '', `'folder' must not be empty`),
      urlFaults('url', url, "give the token, or USER:PASSWORD, as 'GRAFANA_AUTH'"),
    );
    const brokers = props.brokers.map(scrapedBroker);
    const watched = () => brokers.map((broker) => watchedBroker(broker, false));
    const provider = new GrafanaProvider(this, 'Provider', url);
    const create = (name: string, type: string, attributes: Readonly<Record<string, unknown>>): TerraformResource => {
      const resource = new TerraformResource(this, name, {
        terraformResourceType: type,
        terraformGeneratorMetadata: METADATA,
        provider,
      });
      for (const [attribute, value] of Object.entries(attributes)) resource.addOverride(attribute, value);
      return resource;
    };
    const folder = create('Folder', 'grafana_folder', { title });
    for (const name of dashboardNames)
      create(`Dashboard-${name}`, 'grafana_dashboard', {
        folder: folder.getStringAttribute('uid'),
        // Somebody may have changed it in Grafana: what is declared counts.
        overwrite: true,
        config_json: jsonFile(name, () =>
          grafanaDashboard(name, dashboardOf(name, watched, alerts.changes), CHOSEN_DATA_SOURCE, alerts.runbookUrl),
        ).content,
      });
  }
}

const METADATA = { providerName: 'grafana', providerVersionConstraint: '>= 3.0.0' };

/** The provider: no bindings of it are published as a package. */
class GrafanaProvider extends TerraformProvider {
  constructor(
    scope: Construct,
    id: string,
    private readonly url: string | undefined,
  ) {
    super(scope, id, {
      terraformResourceType: 'grafana',
      terraformGeneratorMetadata: METADATA,
      terraformProviderSource: 'grafana/grafana',
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.url === undefined ? {} : { url: this.url };
  }
}
