/** The data source that every panel asks. */
export const DATA_SOURCE = { type: 'prometheus', uid: 'prometheus' } as const;

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
