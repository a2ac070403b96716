import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  VariableRefresh,
  type Dashboard as GrafanaDashboard,
  type DashboardLink,
  type Panel as GrafanaPanel,
  type Threshold,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { publishedRunbooks, runbookUrlOf } from './alerts/runbooks';
import type { DashboardName } from './dashboards/dashboard-names';
import type { ChosenLabel, Dashboard, Limit, Panel, Query } from './dashboards/panel';
import { CHOSEN_DATA_SOURCE, DATA_SOURCE, type DataSource } from './grafana-provisioning';

/**
 * A dashboard in Grafana's own form, which the types of its SDK are.
 * @param name - the end of its address
 * @param dashboard - as data
 * @param dataSource - the one that its panels ask
 * @param runbooks - where the runbooks are that panels lead to, as `runbookUrl` of the alerts' settings says it; without one
 *   panels do not lead there
 */
export function grafanaDashboard(
  name: DashboardName,
  { title, description, chosenBy = [], rows }: Dashboard,
  dataSource: DataSource = DATA_SOURCE,
  runbooks: string | undefined = publishedRunbooks(),
): GrafanaDashboard {
  const builder = new DashboardBuilder(title)
    .uid(uidOf(name))
    .description(description)
    .tags(['rabbitmq'])
    .readonly()
    .refresh('15s')
    .time({ from: 'now-1h', to: 'now' })
    .link(allDashboards());
  if (dataSource === CHOSEN_DATA_SOURCE) builder.withVariable(dataSourceVariable());
  builder.withVariable(brokerVariable(dataSource));
  for (const label of chosenBy) builder.withVariable(labelVariable(label, dataSource));
  let id = 0;
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title).id(++id));
    for (const panel of row.panels)
      builder.withPanel(withoutFooter(grafanaPanel(panel, ++id, { dataSource, runbooks })));
  }
  return builder.build();
}

/** Which Prometheus the panels ask. */
function dataSourceVariable(): Builder<VariableModel> {
  const builder = new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus');
  return { build: () => without(builder.build(), 'auto', 'auto_min', 'auto_count') };
}

/** Which brokers the panels show. */
function brokerVariable(dataSource: DataSource): Builder<VariableModel> {
  return queryVariable('broker', 'Broker', 'label_values(rabbitmq_build_info, broker)', dataSource);
}

const labelVariables = {
  queue: ['Queue', 'label_values(rabbitmq_detailed_queue_messages{broker=~"$broker"}, queue)'],
  instance: ['Node', 'label_values(rabbitmq_build_info{broker=~"$broker"}, instance)'],
} as const satisfies Readonly<Record<ChosenLabel, readonly [string, string]>>;

/** Which queues or nodes of them. */
function labelVariable(label: ChosenLabel, dataSource: DataSource): Builder<VariableModel> {
  const [name, query] = labelVariables[label];
  return queryVariable(label, name, query, dataSource);
}

function queryVariable(name: string, label: string, query: string, dataSource: DataSource): Builder<VariableModel> {
  const builder = new QueryVariableBuilder(name)
    .label(label)
    .datasource(dataSource)
    .query(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: 'All', value: '$__all' });
  // The SDK gives every variable what only those of intervals have.
  return { build: () => without(builder.build(), 'auto', 'auto_min', 'auto_count') };
}

/** Where panels ask, and lead. */
interface Surroundings {
  readonly dataSource: DataSource;
  readonly runbooks: string | undefined;
}

function grafanaPanel(panel: Panel, id: number, { dataSource, runbooks }: Surroundings): Builder<GrafanaPanel> {
  const { kind, title, unit, description, limits = [], queries, drill } = panel;
  const builder = builderOf(kind, limits).id(id).title(title).unit(unit).datasource(dataSource).height(8);
  builder.description(description).links(linksOf(panel, runbooks));
  builder.thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(stepsOf(limits)));
  if (drill !== undefined) {
    const url = `${addressOf(drill.dashboard)}&var-${drill.label}=\${__data.fields.${drill.label}:percentencode}`;
    builder.dataLinks([link(`this ${drill.label} on ${drill.dashboard}`, url)]);
  }
  if (panel.emptyWhen !== undefined) builder.noValue(panel.emptyWhen);
  for (const [index, query] of queries.entries()) builder.withTarget(target(query, kind, index, dataSource));
  return builder.span(kind === 'stat' ? 4 : 12);
}

/** A menu of all dashboards, which keeps brokers and time. */
function allDashboards(): Builder<DashboardLink> {
  const builder = new DashboardLinkBuilder('RabbitMQ')
    .type(DashboardLinkType.Dashboards)
    .tags(['rabbitmq'])
    .asDropdown(true)
    .includeVars(true)
    .keepTime(true);
  return { build: () => without(builder.build(), 'placement') };
}

function linksOf({ dashboards = [], alerts = [] }: Panel, runbooks: string | undefined): Builder<DashboardLink>[] {
  return [
    ...dashboards.map((name) => link(`Dashboard ${name}`, addressOf(name))),
    ...(runbooks === undefined ? [] : alerts.map((name) => link(`Runbook ${name}`, runbookUrlOf(name, runbooks)))),
  ];
}

function link(title: string, url: string): Builder<DashboardLink> {
  const builder = new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url);
  // The SDK would put every link into a menu.
  return { build: () => without(builder.build(), 'placement') };
}

/** A dashboard of the same brokers and time. */
function addressOf(name: DashboardName): string {
  return `/d/${uidOf(name)}?\${broker:queryparam}&\${__url_time_range}`;
}

function uidOf(name: DashboardName): string {
  return `rabbitmq-${name}`;
}

const colours = { warning: 'orange', critical: 'red' } as const;

/** What Grafana draws from each value on, the lowest first. */
export function stepsOf(limits: readonly Limit[]): Threshold[] {
  const lower = limits.filter(({ side }) => side === 'below').sort((one, other) => one.at - other.at);
  const upper = limits.filter(({ side }) => side === 'above').sort((one, other) => one.at - other.at);
  const colourOf = (limit: Limit | undefined) => (limit === undefined ? 'green' : colours[limit.severity]);
  return [
    { value: null, color: colourOf(lower[0]) },
    ...lower.map(({ at }, index) => ({ value: at, color: colourOf(lower[index + 1]) })),
    // A step begins at its number, which is a fault then: nothing at all must not be one.
    ...upper.map((limit) => ({ value: limit.at === 0 ? 1e-9 : limit.at, color: colourOf(limit) })),
  ];
}

/** The SDK gives tables a footer as older Grafanas had it. */
function withoutFooter(builder: Builder<GrafanaPanel>): Builder<GrafanaPanel> {
  return {
    build() {
      const panel = builder.build();
      return panel.type === 'table' ? { ...panel, options: without(panel.options, 'footer') } : panel;
    },
  };
}

function without<T extends object, K extends keyof T>(value: T, ...names: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.some((one) => one === name))) as Omit<T, K>;
}

function builderOf(kind: Panel['kind'], limits: readonly Limit[]): StatBuilder | TableBuilder | TimeseriesBuilder {
  switch (kind) {
    case 'stat':
      return new StatBuilder().reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']));
    case 'table':
      return new TableBuilder();
    case 'timeseries':
      return new TimeseriesBuilder().thresholdsStyle(
        new GraphThresholdsStyleConfigBuilder().mode(
          limits.length === 0 ? GraphThresholdsStyleMode.Off : GraphThresholdsStyleMode.Dashed,
        ),
      );
  }
}

function target({ expr, legend }: Query, kind: Panel['kind'], index: number, dataSource: DataSource): DataqueryBuilder {
  const builder = new DataqueryBuilder()
    .refId(String.fromCharCode('A'.charCodeAt(0) + index))
    .datasource(dataSource)
    .expr(expr)
    .legendFormat(legend);
  return kind === 'table' ? builder.format(PromQueryFormat.Table).instant() : builder.range();
}
