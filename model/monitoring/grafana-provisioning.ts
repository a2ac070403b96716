/** A data source of Grafana, as panels refer to it. */
export interface DataSource {
  readonly type: 'prometheus';
  readonly uid: string;
}

/** The data source that every panel asks, unless told otherwise. */
export const DATA_SOURCE: DataSource = { type: 'prometheus', uid: 'prometheus' };

/** The data source that one chooses on the dashboard itself, where nobody knows what it is called. */
export const CHOSEN_DATA_SOURCE: DataSource = { type: 'prometheus', uid: '${datasource}' };

/**
 * What Grafana reads at its start.
 * @param prometheusUrl - where Grafana reaches Prometheus
 * @see https://grafana.com/docs/grafana/latest/administration/provisioning/
 */
export function grafanaProvisioning(prometheusUrl: string): {
  readonly dataSource: object;
  readonly dashboards: (folder: string) => object;
} {
  return {
    dataSource: {
      apiVersion: 1,
      datasources: [
        { name: 'Prometheus', ...DATA_SOURCE, access: 'proxy', url: prometheusUrl, isDefault: true, editable: false },
      ],
    },
    dashboards: (path) => ({
      apiVersion: 1,
      providers: [{ name: 'rabbitmq', folder: 'RabbitMQ', type: 'file', disableDeletion: true, options: { path } }],
    }),
  };
}
