import type { WatchedBroker } from '../alerts/alert';
import type { AlertSettings } from '../alerts/alert-settings';
import { nodes } from './nodes';
import { objectives } from './objectives';
import { dashboardNames, type DashboardName } from './dashboard-names';
import { deadLetters, declared } from './declared';
import { overview } from './overview';
import { withThresholds, type Dashboard, type Panel } from './panel';
import { queues } from './queues';
import { quorumQueues, streams } from './replicated';
import { connections, links } from './traffic';

/** The dashboards by name; the name is also the end of their address in Grafana. */
export type Dashboards = Readonly<Record<DashboardName, Dashboard>>;

/** Those on dead letters and on what is declared follow from the brokers' topology, those on nodes and on quorum queues from their versions. */
const makers: Readonly<Record<DashboardName, (brokers: () => readonly WatchedBroker[]) => Dashboard>> = {
  overview: (brokers) => overview(brokers()),
  queues: () => queues,
  'quorum-queues': (brokers) => quorumQueues(brokers()),
  streams: () => streams,
  nodes: (brokers) => nodes(brokers()),
  connections: () => connections,
  'dead-letters': (brokers) => deadLetters(brokers()),
  links: () => links,
  declared: (brokers) => declared(brokers()),
  objectives: (brokers) => objectives(brokers()),
};

/**
 * One dashboard of brokers.
 * @param brokers - asked for only when it depends on them
 * @param changes - of alerts, whose thresholds panels show
 */
export function dashboardOf(
  name: DashboardName,
  brokers: () => readonly WatchedBroker[],
  changes?: AlertSettings['changes'],
): Dashboard {
  return withThresholds(makers[name](brokers), changes);
}

/** The dashboards of brokers. */
export function dashboardsOf(brokers: readonly WatchedBroker[]): Dashboards {
  return Object.fromEntries(dashboardNames.map((name) => [name, dashboardOf(name, () => brokers)])) as Dashboards;
}

/** Every panel of dashboards. */
export function panelsOf(dashboards: Dashboards): readonly Panel[] {
  return Object.values(dashboards).flatMap(({ rows }) => rows.flatMap(({ panels }) => panels));
}

/** Every query of dashboards. */
export function expressionsOf(dashboards: Dashboards): readonly string[] {
  return panelsOf(dashboards).flatMap(({ queries }) => queries.map(({ expr }) => expr));
}
