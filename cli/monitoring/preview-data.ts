import type { ChosenLabel, Limit, Panel, Unit } from '../../model/monitoring/dashboards/panel';
import type { DashboardName } from '../../model/monitoring/dashboards/dashboard-names';

/** What the preview is about: its script reads it as JSON. */
export interface PreviewData {
  readonly broker: string;
  /** The course that graphs show, in seconds since 1970. */
  readonly times: readonly number[];
  readonly dashboards: readonly PreviewDashboard[];
}

/** A dashboard with what Prometheus answered. */
export interface PreviewDashboard {
  readonly name: DashboardName;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly { readonly title: string; readonly panels: readonly PreviewPanel[] }[];
}

/** A panel with what Prometheus answered. */
export interface PreviewPanel {
  readonly title: string;
  readonly kind: Panel['kind'];
  readonly unit: Unit;
  readonly description: string;
  readonly limits: readonly Limit[];
  readonly emptyWhen?: string;
  readonly dashboards: readonly DashboardName[];
  readonly runbooks: readonly Runbook[];
  readonly drill?: { readonly dashboard: DashboardName; readonly label: ChosenLabel };
  readonly series: readonly PreviewSeries[];
  /** How many more there are than are shown. */
  readonly more: number;
}

/** A runbook, and its page where somebody knows it. */
export interface Runbook {
  readonly alert: string;
  readonly url?: string;
}

/** A series: a line of a graph, a row of a table, or a number. */
export interface PreviewSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** For each of the times of a graph; of a table and a number the last one only. */
  readonly values: readonly (number | null)[];
}
