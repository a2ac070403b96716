/** What was looked at on this machine, and what to do where it is not as it must be. */
export interface Diagnosis {
  /** What was looked at: `Node.js`. */
  readonly name: string;
  /** `missing` stops what this app does; `optional` stops only what the remedy names. */
  readonly status: 'ok' | 'missing' | 'optional';
  /** What was found, as a clause. */
  readonly message: string;
  /** What to do; absent where all is well. */
  readonly remedy?: string;
}
