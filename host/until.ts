import { setTimeout as pause } from 'node:timers/promises';

export interface Deadline {
  /** How long to wait at most, in milliseconds. */
  readonly within: number;
  /**
   * How long to wait between two attempts, in milliseconds.
   * @default 100
   */
  readonly every?: number;
}

/** Thrown by a probe when waiting longer cannot help. */
export class Hopeless extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Hopeless';
  }
}

/**
 * Waits for a condition: tries the probe again and again until it returns instead of throwing.
 * @param what - what is waited for, as a clause: `the broker answers`
 * @returns what the probe returned
 * @throws Error with the probe's last reason at the deadline, or at once when it throws {@link Hopeless}
 */
export async function until<T>(what: string, probe: () => Promise<T>, { within, every = 100 }: Deadline): Promise<T> {
  const deadline = Date.now() + within;
  // A pending request does not keep the process alive; this does, for as long as the wait lasts.
  const alive = setTimeout(() => undefined, within);
  try {
    for (;;) {
      const outcome = await attempt(probe);
      if ('value' in outcome) return outcome.value;
      const { cause } = outcome;
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (cause instanceof Hopeless) throw new Error(`gave up waiting until ${what}: ${reason}`, { cause });
      if (Date.now() + every > deadline)
        throw new Error(`waited ${within / 1000} s until ${what}; at last: ${reason}`, { cause });
      await pause(every);
    }
  } finally {
    clearTimeout(alive);
  }
}

async function attempt<T>(probe: () => Promise<T>): Promise<{ readonly value: T } | { readonly cause: unknown }> {
  try {
    return { value: await probe() };
  } catch (cause) {
    return { cause };
  }
}
