import type { Duration } from '../../model/duration';

/** What is wrong with numbers of messages and hops. */
export function countFaults(counts: Readonly<Record<string, number | undefined>>): string[] {
  return Object.entries(counts)
    .filter(([, count]) => count !== undefined && !(Number.isSafeInteger(count) && count >= 1))
    .map(([prop, count]) => `'${prop}' must be a whole number, 1 or more, got ${count}`);
}

/** What is wrong with a duration that RabbitMQ takes in seconds. */
export function secondsFaults(prop: string, duration: Duration | undefined): string[] {
  if (duration === undefined || duration.toMilliseconds() % 1_000 === 0) return [];
  return [`'${prop}' must be whole seconds, got ${duration}`];
}
