import type { WatchedBroker } from '../../model/monitoring/alerts/alert';
import type { AlertSettings } from '../../model/monitoring/alerts/alert-settings';
import { publishedRunbooks, runbookUrlOf } from '../../model/monitoring/alerts/runbooks';
import { dashboardNames } from '../../model/monitoring/dashboards/dashboard-names';
import { dashboardOf } from '../../model/monitoring/dashboards/dashboards';
import type { Panel } from '../../model/monitoring/dashboards/panel';
import { escapePattern } from '../../model/pattern/exact-pattern';
import { resolvedQuery } from '../../model/monitoring/dashboards/resolved-query';
import { ownPage } from '../page/own-page';
import type { PreviewData, PreviewPanel, PreviewSeries } from './preview-data';
import { previewStyle } from './preview-style';
import type { FoundSeries, PrometheusApi, QueryRange } from './prometheus-api';

/** What a preview shows. */
export interface PreviewOptions {
  readonly broker: WatchedBroker;
  readonly prometheus: PrometheusApi;
  /** How often the broker is scraped, in seconds. */
  readonly scrapeSeconds: number;
  /** How long a time the graphs show, in seconds. */
  readonly seconds: number;
  readonly alerts: AlertSettings;
}

/** How many points a line has at most, and how many lines a graph. */
const [POINTS, LINES] = [180, 20];

/** What is asked of Prometheus at once. */
const AT_ONCE = 8;

/**
 * Asks a Prometheus what the panels of all dashboards ask.
 * @param now - the end of the time that they show
 * @throws UserError when it does not answer
 */
export async function previewData(options: PreviewOptions, now = new Date()): Promise<PreviewData> {
  const { broker, prometheus, scrapeSeconds, seconds, alerts } = options;
  const step = Math.max(scrapeSeconds, Math.ceil(seconds / POINTS));
  const end = Math.floor(now.getTime() / 1_000 / step) * step;
  const range = { start: end - Math.floor(seconds / step) * step, end, step };
  const times = Array.from({ length: (range.end - range.start) / step + 1 }, (_, at) => range.start + at * step);
  const variables = { broker: escapePattern(broker.name), rateInterval: `${Math.max(scrapeSeconds * 4, step)}s` };
  const ask = (panel: Panel, expr: string) =>
    prometheus.query(resolvedQuery(expr, variables), panel.kind === 'timeseries' ? range : undefined);
  const dashboards = dashboardNames.map((name) => ({ name, ...dashboardOf(name, () => [broker], alerts.changes) }));
  const panels = dashboards.flatMap(({ rows }) => rows.flatMap((row) => row.panels));
  const answers = new Map<Panel, PreviewPanel>();
  const answer = async (panel: Panel): Promise<void> => {
    const series: PreviewSeries[] = [];
    for (const { expr, legend } of panel.queries)
      series.push(...(await ask(panel, expr)).map((found) => seriesOf(found, legend, panel, range)));
    answers.set(panel, answered(panel, series, alerts.runbookUrl ?? publishedRunbooks()));
  };
  const waiting = [...panels];
  const askOneByOne = async (): Promise<void> => {
    for (let panel = waiting.shift(); panel !== undefined; panel = waiting.shift()) await answer(panel);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOneByOne));
  const shown = (panel: Panel): readonly PreviewPanel[] => {
    const found = answers.get(panel);
    return found === undefined ? [] : [found];
  };
  return {
    broker: broker.name,
    times,
    dashboards: dashboards.map(({ name, title, description, rows }) => ({
      ...{ name, title, description },
      rows: rows.map((row) => ({ title: row.title, panels: row.panels.flatMap(shown) })),
    })),
  };
}

/**
 * The dashboards as one HTML page that needs nothing else.
 * @param script - what `previewScript` gives
 */
export function previewPage(data: PreviewData, script: string): string {
  return ownPage({ title: `Dashboards of '${data.broker}'`, style: previewStyle, body, data, script });
}

const body = `<body>
<header>
<h1 id="title"></h1>
<p class="faint" id="time"></p>
<nav id="dashboards" aria-label="Dashboards"></nav>
<label>Show only series with <input id="filter" type="search" autocomplete="off" spellcheck="false"></label>
</header>
<main id="panels" tabindex="-1" aria-live="polite"></main>
</body>`;

function answered(panel: Panel, all: readonly PreviewSeries[], runbooks: string | undefined): PreviewPanel {
  const { title, kind, unit, description, limits = [], emptyWhen, dashboards = [], alerts = [], drill } = panel;
  const sorted = [...all].sort((one, other) => lastOf(other) - lastOf(one));
  return {
    ...{ title, kind, unit, description, limits, emptyWhen, dashboards, drill },
    runbooks: alerts.map((alert) => ({
      alert,
      ...(runbooks === undefined ? {} : { url: runbookUrlOf(alert, runbooks) }),
    })),
    series: sorted.slice(0, LINES),
    more: Math.max(0, sorted.length - LINES),
  };
}

function seriesOf({ metric, value, values = [] }: FoundSeries, legend: string, panel: Panel, range: QueryRange) {
  const name = legend.replaceAll(/\{\{(\w+)\}\}/g, (_, label: string) => metric[label] ?? '');
  const labels = Object.fromEntries(Object.entries(metric).filter(([label]) => label !== '__name__'));
  if (panel.kind !== 'timeseries') return { name, labels, values: [value === undefined ? null : finite(value[1])] };
  const at = new Map(values.map(([time, text]) => [Math.round((time - range.start) / range.step), finite(text)]));
  const count = (range.end - range.start) / range.step + 1;
  return { name, labels, values: Array.from({ length: count }, (_unused, index) => at.get(index) ?? null) };
}

/** JSON has no infinity, and a chart no place for it. */
function finite(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function lastOf({ values }: PreviewSeries): number {
  return values.findLast((value) => value !== null) ?? Number.NEGATIVE_INFINITY;
}
