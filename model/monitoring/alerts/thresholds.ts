/**
 * The numbers that alerts compare with where the panels of dashboards show the same: one home, so that a line on a panel is where
 * its alert fires. The keys are names of alerts.
 */
export const thresholds = {
  /** Logins that are refused within five minutes. */
  AuthenticationFailures: 10,
  /** Connections of a node. */
  ConnectionsHigh: 5_000,
  /** Part of the Erlang processes that a node may have. */
  ErlangProcessesNearLimit: 0.8,
  /** Part of the file descriptors that a node may have. */
  FileDescriptorsNearLimit: 0.8,
  /** Part of the memory at which the alarm blocks publishers. */
  MemoryHigh: 0.9,
  /** Messages that are ready in a queue. */
  QueueMessagesHigh: 1_000,
  /** Messages of a queue that are delivered and not acknowledged. */
  UnackedHigh: 100,
} as const;

/** An alert whose threshold panels show. */
export type ThresholdName = keyof typeof thresholds;
