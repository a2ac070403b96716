import { judgedExpressions, type AlertTiming } from './alerts/alerts';
import type { WatchedBroker } from './alerts/alert';
import { detailedMetricsIn, familiesOf, type DetailedFamily, type MetricName } from './alerts/metrics';
import { dashboardsOf, expressionsOf } from './dashboards/dashboards';

/** What is asked of `/metrics/detailed`, and kept. */
export interface Detailed {
  readonly families: readonly DetailedFamily[];
  readonly detailedMetrics: readonly MetricName[];
}

/** What the alerts and dashboards of a broker need of `/metrics/detailed`. */
export function detailedOf(broker: WatchedBroker, timing: AlertTiming): Detailed {
  const asked = [...judgedExpressions(broker, timing), ...expressionsOf(dashboardsOf([broker]))];
  return { families: familiesOf(asked), detailedMetrics: detailedMetricsIn(asked) };
}
