import { existsSync } from 'node:fs';
import { join } from 'node:path';
import served40 from '../../../../lab/metrics/4.0.5.json';
import served43 from '../../../../lab/metrics/4.3.6.json';
import { runbookOf } from '../../../../model/monitoring/alerts/runbooks';
import { thresholds } from '../../../../model/monitoring/alerts/thresholds';
import { dashboardNames } from '../../../../model/monitoring/dashboards/dashboard-names';
import { dashboardsOf, panelsOf } from '../../../../model/monitoring/dashboards/dashboards';
import { limitOf, withThresholds, type Panel } from '../../../../model/monitoring/dashboards/panel';
import { grafanaDashboard, stepsOf } from '../../../../model/monitoring/grafana-dashboard';
import { alertCases } from '../alerts/cases';
import { shop, version } from '../alerts/shop';

const brokers = [shop(), shop({ name: 'new', serverVersion: version('4.3.6') })];
const dashboards = dashboardsOf(brokers);
const panels = dashboardNames.flatMap((dashboard) =>
  panelsOf({ ...dashboards, ...empty(), [dashboard]: dashboards[dashboard] }).map((panel) => ({ dashboard, panel })),
);

/** All dashboards without panels. */
function empty(): ReturnType<typeof dashboardsOf> {
  return Object.fromEntries(
    dashboardNames.map((name) => [name, { ...dashboards[name], rows: [] }]),
  ) as unknown as ReturnType<typeof dashboardsOf>;
}

const named = (wrong: (panel: Panel) => boolean) =>
  panels.filter(({ panel }) => wrong(panel)).map(({ dashboard, panel }) => `${dashboard}: ${panel.title}`);

describe('every panel', () => {
  test('says in a sentence or two what it shows and what to do', () => {
    expect(named(({ description }) => !/^[A-Z`].{25,220}[.`]$/s.test(description))).toEqual([]);
  });

  test('has a unit that says what its numbers are', () => {
    const units = /^(bool_yes_no|Bps|bytes|mps|ops|percentunit|s|suffix:×|count:[a-z]+)$/;

    expect(named(({ unit }) => !units.test(unit))).toEqual([]);
  });

  test('leads on: to another dashboard, or to a runbook', () => {
    expect(
      panels
        .filter(
          ({ dashboard, panel: { dashboards: to = [], alerts = [] } }) =>
            [...to.filter((name) => name !== dashboard), ...alerts].length === 0,
        )
        .map(({ dashboard, panel }) => `${dashboard}: ${panel.title}`),
    ).toEqual([]);
  });

  test('leads only to dashboards and runbooks that there are', () => {
    const known = new Set(alertCases.map(({ alert }) => alert));
    const root = join(__dirname, '../../../..');

    expect(
      named(
        ({ dashboards: to = [], alerts = [] }) =>
          to.some((name) => !dashboardNames.includes(name)) ||
          alerts.some((alert) => !known.has(alert) || !existsSync(join(root, runbookOf(alert)))),
      ),
    ).toEqual([]);
  });

  test('has a limit where its numbers are parts of one, states, or faults that are counted', () => {
    const isJudged = ({ title, unit }: Panel) =>
      ['percentunit', 'bool_yes_no', 'suffix:×'].includes(unit) ||
      /^(Nodes|Unroutable|Errors|Refused logins|Dead letters|Peers out of reach|Leader elections|Uptime)$/.test(title);

    expect(named((panel) => isJudged(panel) && (panel.limits ?? []).length === 0)).toEqual([]);
    expect(named(({ limits = [] }) => limits.some(({ at }) => !Number.isFinite(at)))).toEqual([]);
  });

  test('shows no counter as it is: only how fast it grows, or how far it is ahead of another', () => {
    const lists = [served40, served43].flatMap(({ endpoints, families }) => [
      ...Object.values(endpoints),
      ...Object.values(families),
    ]);
    const counters = new Set(
      lists.flatMap((list) =>
        Object.entries<{ type: string }>(list)
          .filter(([name, { type }]) => type === 'counter' || name.endsWith('_total'))
          .map(([name]) => name),
      ),
    );
    const raw = ({ expr }: { expr: string }) =>
      [...expr.matchAll(/([a-z_]+\()?([a-zA-Z_:][\w:]*)\{[^}]*\}/g)].filter(
        ([, wrapper = '', name = '']) =>
          counters.has(name) &&
          !/^(rate|increase|count)\($/.test(wrapper) &&
          // Gauges whose names end as those of counters, and positions in a log, of which differences are shown.
          !/^erlang_vm_memory_bytes_total$|^rabbitmq_detailed_raft_\w+_index$/.test(name) &&
          !/count by \([^)]*\) \($/.test(expr.slice(0, expr.indexOf(name))),
      );

    expect(counters.size).toBeGreaterThan(50);
    expect(raw({ expr: 'sum by (broker) (rabbitmq_connections_opened_total{})' })).toHaveLength(1);
    expect(named(({ queries }) => queries.some((query) => raw(query).length > 0))).toEqual([]);
  });
});

describe('thresholds', () => {
  test('of alerts that panels can show are on one', () => {
    const shown = new Set(panels.flatMap(({ panel }) => panel.limits ?? []).map(({ alert }) => alert));

    // The panel of logins counts by the second.
    expect(Object.keys(thresholds).filter((alert) => !shown.has(alert as keyof typeof thresholds))).toEqual([
      'AuthenticationFailures',
    ]);
  });

  test('follow the settings of alerts', () => {
    const changed = withThresholds(dashboards.queues, { QueueMessagesHigh: { threshold: 7 } });

    const [ready] = changed.rows[0]?.panels ?? [];
    expect(ready?.limits).toEqual([{ ...limitOf('QueueMessagesHigh'), at: 7 }]);
  });

  test('become steps of Grafana that are green where nothing is wrong', () => {
    const warning = 'warning';

    expect(stepsOf([])).toEqual([{ value: null, color: 'green' }]);
    expect(stepsOf([limitOf('MemoryHigh', 'critical')])).toEqual([
      { value: null, color: 'green' },
      { value: 0.9, color: 'red' },
    ]);
    expect(stepsOf([{ at: 1, side: 'below', severity: warning }])).toEqual([
      { value: null, color: 'orange' },
      { value: 1, color: 'green' },
    ]);
    expect(
      stepsOf([
        { at: 3, side: 'below', severity: warning },
        { at: 1, side: 'below', severity: 'critical' },
        { at: 9, side: 'above', severity: warning },
      ]),
    ).toEqual([
      { value: null, color: 'red' },
      { value: 1, color: 'orange' },
      { value: 3, color: 'green' },
      { value: 9, color: 'orange' },
    ]);
  });
});

describe('links in Grafana', () => {
  const runbooks = 'https://pages.example/runbooks/{name}';
  const shown = dashboardNames.map((name) => grafanaDashboard(name, dashboards[name], undefined, runbooks));
  const urls = shown.flatMap(({ panels: all = [] }) =>
    all.flatMap((panel) => ('links' in panel ? (panel.links ?? []) : [])).map(({ url = '' }) => url),
  );

  test('lead to dashboards that are written, of the same brokers and time, and to pages of runbooks', () => {
    const uids = shown.map(({ uid }) => uid);

    const wrong = urls.filter((url) => {
      const [, uid] = /^\/d\/([\w-]+)\?\$\{broker:queryparam\}&\$\{__url_time_range\}$/.exec(url) ?? [];
      const [, runbook] = /^https:\/\/pages\.example\/runbooks\/([a-z-]+)$/.exec(url) ?? [];
      return !uids.includes(uid) && !existsSync(join(__dirname, '../../../../docs/runbooks', `${runbook}.md`));
    });
    expect(wrong).toEqual([]);
    expect(urls.length).toBeGreaterThan(150);
  });

  test('lead from the overview to a queue, from there to its node, and from there to a runbook', () => {
    const steps = [
      [
        'overview',
        'Queues with the most messages',
        '/d/rabbitmq-queues',
        'var-queue=${__data.fields.queue:percentencode}',
      ],
      ['queues', 'Nodes of the leaders', '/d/rabbitmq-nodes', 'var-instance=${__data.fields.instance:percentencode}'],
    ] as const;

    for (const [name, title, to, choice] of steps) {
      const panel = grafanaDashboard(name, dashboards[name]).panels?.find((one) => one.title === title);
      const [link] = (panel as { fieldConfig: { defaults: { links: { url: string }[] } } }).fieldConfig.defaults.links;
      expect(link?.url.startsWith(to)).toBe(true);
      expect(link?.url).toContain(choice);
    }
    const variables = (name: 'queues' | 'nodes') =>
      grafanaDashboard(name, dashboards[name]).templating?.list?.map((one) => one.name);
    expect(variables('queues')).toEqual(['broker', 'queue']);
    expect(variables('nodes')).toEqual(['broker', 'instance']);
    expect(JSON.stringify(shown.find(({ uid }) => uid === 'rabbitmq-nodes'))).toContain(
      'https://pages.example/runbooks/memory-high',
    );
  });

  test('lead to no runbook where nobody knows a page of them', () => {
    expect(JSON.stringify(grafanaDashboard('nodes', dashboards.nodes))).not.toContain('Runbook');
  });
});
