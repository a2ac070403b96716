/** What every command's exit code says. */
export const ExitCode = {
  /** Nothing to report, done, or allowed. */
  ok: 0,
  /** Failed or undetermined: bad input, unreachable. */
  failed: 1,
  /** Something to look at: findings, changes, drift, not allowed, unroutable. */
  notice: 2,
  /** Refused, or loses data, availability or rights. */
  danger: 3,
  /** Interrupted by a signal; what was begun was ended in its own way. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
