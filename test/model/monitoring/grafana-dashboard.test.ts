import { version } from '@grafana/schema/package.json';
import { defaultDashboard } from '@grafana/schema';
import { grafanaDashboard } from '../../../model/monitoring/grafana-dashboard';
import { dashboardNames } from '../../../model/monitoring/dashboards/dashboard-names';
import { dashboardsOf } from '../../../model/monitoring/dashboards/dashboards';
import { CHOSEN_DATA_SOURCE } from '../../../model/monitoring/grafana-provisioning';
import { MonitoringStack } from '../../../stacks/monitoring';
import { SingleNodeStack } from '../../../stacks/single-node';
import { synth, testApp } from '../../harness';
import { shop } from './alerts/shop';
import { schemaFaults } from './grafana-schema';

const dashboards = dashboardsOf([shop()]);
const inGrafanasForm = dashboardNames.map((name) => grafanaDashboard(name, dashboards[name]));

describe("Grafana's own schema", () => {
  test('accepts every dashboard', () => {
    expect(schemaFaults(inGrafanasForm)).toEqual([]);
  });

  test('accepts every dashboard on which the data source is chosen', () => {
    const chosen = dashboardNames.map((name) => grafanaDashboard(name, dashboards[name], CHOSEN_DATA_SOURCE));

    expect(schemaFaults(chosen)).toEqual([]);
  });

  test('refuses names and values that it does not know, in options of panels too', () => {
    const [overview] = inGrafanasForm;
    const changed = [
      ['"gridPos"', '"gridPosition"'],
      ['"collapsed":false', '"collapsed":"no"'],
      ['"graphMode"', '"graphicMode"'],
      ['"graphMode":"area"', '"graphMode":"circle"'],
    ].map(([from = '', to = '']) => JSON.parse(JSON.stringify(overview).replaceAll(from, to)));

    const faults = schemaFaults(changed).join('\n');

    expect(faults).toContain(`'"gridPosition"' does not exist in type`);
    expect(faults).toContain(`Type 'string' is not assignable to type 'boolean'`);
    expect(faults).toContain(`"graphicMode"' does not exist in type 'Options'`);
    expect(faults).toContain(`Type '"circle"' is not assignable to type 'BigValueGraphMode'`);
  });

  test('is that of the image that runs by default, and of the dashboards', () => {
    const app = testApp();
    const { broker } = new SingleNodeStack(app, 'single-node');
    const { resource } = synth(new MonitoringStack(app, 'monitoring', { brokers: [broker] }));

    const images = Object.values(resource['docker_image'] ?? {}).map(({ name }) => name);
    expect(images).toContain(`grafana/grafana:${version}`);
    expect(inGrafanasForm.map(({ schemaVersion }) => schemaVersion)).toEqual(
      inGrafanasForm.map(() => defaultDashboard.schemaVersion),
    );
  });
});

test('tells the panels of a dashboard apart', () => {
  for (const { panels = [] } of inGrafanasForm) {
    const ids = panels.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(0);
  }
});
