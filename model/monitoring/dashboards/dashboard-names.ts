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
  'objectives',
] as const;
