import type { Duration } from '../units/duration';
import type { Detailed } from './detailed';

/** How the pods of a broker are scraped. */
export interface PodScraping extends Detailed {
  /** The label `broker` of all series. */
  readonly broker: string;
  /** The name of the pods' port that serves metrics. */
  readonly port: string;
  /**
   * The `tlsConfig` of a PodMonitor.
   * @default - they are asked without TLS
   */
  readonly tlsConfig?: object;
  readonly scrapeInterval: Duration;
}

/**
 * The `podMetricsEndpoints` of a PodMonitor: what each node says of itself, and of its queues as far as alerts and dashboards
 * need it. The pod's name becomes the label `instance`.
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMetricsEndpoint
 */
export function podEndpoints(scraping: PodScraping): readonly object[] {
  const { broker, port, tlsConfig, scrapeInterval, families, detailedMetrics } = scraping;
  const endpoint = (job: string, more: object) => ({
    port,
    interval: scrapeInterval.toString(),
    // As long as the interval: a broker with many queues needs its time.
    scrapeTimeout: scrapeInterval.toString(),
    ...(tlsConfig === undefined ? {} : { scheme: 'https', tlsConfig }),
    relabelings: [
      { targetLabel: 'broker', replacement: broker },
      { targetLabel: 'job', replacement: job },
      { sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'instance' },
    ],
    ...more,
  });
  return [
    endpoint('rabbitmq', { path: '/metrics' }),
    endpoint('rabbitmq-detailed', {
      path: '/metrics/detailed',
      params: { family: families },
      metricRelabelings: [{ sourceLabels: ['__name__'], regex: detailedMetrics.join('|'), action: 'keep' }],
    }),
  ];
}
