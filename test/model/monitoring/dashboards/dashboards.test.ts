import { metrics, metricsIn } from '../../../../model/monitoring/alerts/metrics';
import { dashboardNames } from '../../../../model/monitoring/dashboards/dashboard-names';
import { dashboardsOf, expressionsOf, panelsOf } from '../../../../model/monitoring/dashboards/dashboards';
import { grafanaDashboard } from '../../../../model/monitoring/grafana-dashboard';
import { shop, version } from '../alerts/shop';

const dashboards = dashboardsOf([shop()]);

describe('the dashboards', () => {
  test('name only metrics of the catalogue', () => {
    const selectors = expressionsOf(dashboards).flatMap((expr) => [...expr.matchAll(/([a-zA-Z_:][\w:]*)\{/g)]);

    const unknown = selectors.map(([, name = '']) => name).filter((name) => !(name in metrics));

    expect(unknown).toEqual([]);
    expect(selectors.length).toBeGreaterThan(80);
  });

  test('show the declared queues of each virtual host, and where dead letters wait', () => {
    const titles = (name: 'declared' | 'dead-letters') => dashboards[name].rows.map(({ title }) => title);

    expect(titles('declared')).toEqual(['Queues of sales on shop', 'Exchanges']);
    expect(titles('dead-letters')).toEqual(['Why', 'Where, sales on shop']);
  });

  test.each([
    [['4.0.5'], ['erlang_vm_process_count']],
    [['4.2.1'], ['erlang_vm_process_count']],
    [['4.2.2'], ['erlang_vm_processes']],
    [['4.3.6'], ['erlang_vm_processes']],
    [
      ['4.0.5', '4.3.6'],
      ['erlang_vm_process_count', 'erlang_vm_processes'],
    ],
  ])('ask brokers of %j for the Erlang runtime’s metrics that each has', (versions, expected) => {
    const chosen = dashboardsOf(versions.map((one) => shop({ serverVersion: version(one) })));

    const asked = metricsIn(expressionsOf(chosen));

    expect(asked.filter((name) => /_process(es|_count)$/.test(name) && name.startsWith('erlang'))).toEqual(expected);
  });

  test('ask brokers of different versions for the metrics that each has', () => {
    const both = dashboardsOf([shop(), shop({ name: 'new', serverVersion: version('4.2') })]);

    const [committed = ''] = both['quorum-queues'].rows[0]?.panels[0]?.queries.map(({ expr }) => expr) ?? [];

    expect(committed).toContain('rabbitmq_detailed_raft_log_commit_index');
    expect(committed).toContain('rabbitmq_detailed_raft_commit_index');
  });

  test.each(dashboardNames)('%s is complete in the form of Grafana', (name) => {
    const { panels = [], ...dashboard } = grafanaDashboard(name, dashboards[name]);

    const shown = panels.filter(({ type }) => type !== 'row');
    expect(dashboard).toMatchObject({ uid: `rabbitmq-${name}`, schemaVersion: expect.any(Number), editable: false });
    expect(shown.length).toBe(dashboards[name].rows.flatMap((row) => row.panels).length);
    for (const panel of shown) {
      expect(panel).toMatchObject({
        type: expect.stringMatching(/^(timeseries|stat|table)$/),
        datasource: { type: 'prometheus', uid: 'prometheus' },
        gridPos: { w: expect.any(Number), h: 8, x: expect.any(Number), y: expect.any(Number) },
        targets: expect.arrayContaining([expect.objectContaining({ refId: 'A', expr: expect.any(String) })]),
      });
    }
  });
});

test('every panel has a title and at least one query', () => {
  const panels = panelsOf(dashboards);

  expect(panels.filter(({ title, queries }) => title === '' || queries.length === 0)).toEqual([]);
});
