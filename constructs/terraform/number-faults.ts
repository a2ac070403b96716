import type { Duration } from '../../model/units/duration';

type Numbers = Readonly<Record<string, number | undefined>>;

/** What is wrong with limits of a virtual host or a user, by prop. */
export function limitFaults(limits: Numbers): string[] {
  return wholeNumberFaults(limits, 0).map((fault) => `${fault}; remove it for no limit`);
}

/** What is wrong with how often credentials were rotated, by the prop that says it. */
export function rotationFaults(rotations: Numbers): string[] {
  return wholeNumberFaults(rotations, 0);
}

/** What is wrong with numbers of messages and hops, by prop. */
export function countFaults(counts: Numbers): string[] {
  return wholeNumberFaults(counts, 1);
}

/** What is wrong with a duration that RabbitMQ takes in seconds. */
export function secondsFaults(prop: string, duration: Duration | undefined): string[] {
  if (duration === undefined || duration.toMilliseconds() % 1_000 === 0) return [];
  return [`'${prop}' must be whole seconds, got ${duration}`];
}

function wholeNumberFaults(numbers: Numbers, least: number): string[] {
  return Object.entries(numbers)
    .filter(([, value]) => value !== undefined && !(Number.isSafeInteger(value) && value >= least))
    .map(([prop, value]) => `'${prop}' must be a whole number, ${least} or more, got ${value}`);
}
