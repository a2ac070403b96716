import { alertsOf, type AlertTiming } from '../../model/monitoring/alerts/alerts';
import type { WatchedBroker } from '../../model/monitoring/alerts/alert';
import {
  detailedMetricsIn,
  familiesOf,
  type DetailedFamily,
  type MetricName,
} from '../../model/monitoring/alerts/metrics';
import { dashboardsOf, expressionsOf } from '../../model/monitoring/dashboards/dashboards';

/** What is asked of `/metrics/detailed`, and kept. */
export interface Detailed {
  readonly families: readonly DetailedFamily[];
  readonly detailedMetrics: readonly MetricName[];
}

/** What the alerts and dashboards of a broker need of `/metrics/detailed`. */
export function detailedOf(broker: WatchedBroker, timing: AlertTiming): Detailed {
  const asked = [...alertsOf(broker, timing).map(({ expr }) => expr), ...expressionsOf(dashboardsOf([broker]))];
  return { families: familiesOf(asked), detailedMetrics: detailedMetricsIn(asked) };
}
