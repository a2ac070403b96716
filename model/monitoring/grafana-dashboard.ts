import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  type Dashboard as GrafanaDashboard,
  type Panel as GrafanaPanel,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Dashboard, Panel, Query } from './dashboards/panel';
import { CHOSEN_DATA_SOURCE, DATA_SOURCE, type DataSource } from './grafana-provisioning';

/**
 * A dashboard in Grafana's own form, which the types of its SDK are.
 * @param name - the end of its address
 * @param dataSource - the one that its panels ask
 */
export function grafanaDashboard(
  name: string,
  { title, description, rows }: Dashboard,
  dataSource: DataSource = DATA_SOURCE,
): GrafanaDashboard {
  const builder = new DashboardBuilder(title)
    .uid(`rabbitmq-${name}`)
    .description(description)
    .tags(['rabbitmq'])
    .readonly()
    .refresh('15s')
    .time({ from: 'now-1h', to: 'now' });
  if (dataSource === CHOSEN_DATA_SOURCE) builder.withVariable(dataSourceVariable());
  builder.withVariable(brokerVariable(dataSource));
  let id = 0;
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title).id(++id));
    for (const panel of row.panels) builder.withPanel(withoutFooter(grafanaPanel(panel, ++id, dataSource)));
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
  const builder = new QueryVariableBuilder('broker')
    .label('Broker')
    .datasource(dataSource)
    .query('label_values(rabbitmq_build_info, broker)')
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: 'All', value: '$__all' });
  // The SDK gives every variable what only those of intervals have.
  return { build: () => without(builder.build(), 'auto', 'auto_min', 'auto_count') };
}

function grafanaPanel(panel: Panel, id: number, dataSource: DataSource): Builder<GrafanaPanel> {
  const { kind, title, unit, queries } = panel;
  const builder = builderOf(kind).id(id).title(title).unit(unit).datasource(dataSource).height(8);
  if (panel.emptyWhen !== undefined) builder.noValue(panel.emptyWhen);
  for (const [index, query] of queries.entries()) builder.withTarget(target(query, kind, index, dataSource));
  return builder.span(kind === 'stat' ? 4 : 12);
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

function builderOf(kind: Panel['kind']): StatBuilder | TableBuilder | TimeseriesBuilder {
  switch (kind) {
    case 'stat':
      return new StatBuilder().reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']));
    case 'table':
      return new TableBuilder();
    case 'timeseries':
      return new TimeseriesBuilder();
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
