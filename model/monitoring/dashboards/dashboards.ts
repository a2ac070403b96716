import type { WatchedBroker } from '../alerts/alert';
import { nodes } from './nodes';
import type { Dashboard, Panel } from './panel';
import { deadLetters, declared, queues, quorumQueues, streams } from './queues';
import { connections, links, overview } from './traffic';

/** The dashboards by name; the name is also the end of their address in Grafana. */
export type Dashboards = Readonly<Record<DashboardName, Dashboard>>;

/** The name of a dashboard. */
export type DashboardName = (typeof dashboardNames)[number];

/** The names of all dashboards. */
export const dashboardNames = [
  'overview',
  'queues',
  'quorum-queues',
  'streams',
  'nodes',
  'connections',
  'dead-letters',
  'links',
  'declared',
] as const;

/**
 * The dashboards of brokers: those on dead letters and on what is declared follow from their topology, those on nodes and on
 * quorum queues from their versions.
 */
export function dashboardsOf(brokers: readonly WatchedBroker[]): Dashboards {
  return {
    overview,
    queues,
    'quorum-queues': quorumQueues(brokers),
    streams,
    nodes: nodes(brokers),
    connections,
    'dead-letters': deadLetters(brokers),
    links,
    declared: declared(brokers),
  };
}

/** Every panel of dashboards. */
export function panelsOf(dashboards: Dashboards): readonly Panel[] {
  return Object.values(dashboards).flatMap(({ rows }) => rows.flatMap(({ panels }) => panels));
}

/** Every query of dashboards. */
export function expressionsOf(dashboards: Dashboards): readonly string[] {
  return panelsOf(dashboards).flatMap(({ queries }) => queries.map(({ expr }) => expr));
}
