import type { Duration } from '../../model/units/duration';
import type { Listener } from './pod-listeners';

/**
 * How Prometheus finds the metrics: by `annotations` of the pods, as many set-ups look for; by objects of the Prometheus
 * operator; or not at all.
 */
export type Monitoring = 'annotations' | 'none' | PrometheusOperatorOptions;

/**
 * A PodMonitor and a PrometheusRule. Their resource definitions must be in the Kubernetes cluster before a plan is made:
 * whether they are cannot be known when the stack is synthesized.
 * @see https://prometheus-operator.dev/docs/api-reference/api/
 */
export interface PrometheusOperatorOptions {
  /**
   * Labels by which the operator's Prometheus selects them: `{ release: 'kube-prometheus-stack' }`.
   * @default - none but the broker's own
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * How often every node is asked.
   * @default Duration.seconds(15)
   */
  readonly scrapeInterval?: Duration;
  /**
   * Whether the alerts come along: of the nodes, the StatefulSet, and everything that is declared on the broker.
   * @default true
   */
  readonly alerts?: boolean;
}

/** The annotations by which Prometheus finds a pod. */
export function scrapeAnnotations(monitoring: Monitoring, { port, isTls }: Listener): Record<string, string> {
  if (monitoring !== 'annotations') return {};
  return {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': String(port),
    'prometheus.io/path': '/metrics',
    'prometheus.io/scheme': isTls ? 'https' : 'http',
  };
}
