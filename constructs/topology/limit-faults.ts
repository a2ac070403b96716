/** What is wrong with limits of a virtual host or a user, by prop. */
export function limitFaults(limits: Readonly<Record<string, number | undefined>>): string[] {
  return Object.entries(limits)
    .filter(([, limit]) => limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 0))
    .map(([prop, limit]) => `'${prop}' must be a whole number, 0 or more, got ${limit}; leave it out for no limit`);
}
