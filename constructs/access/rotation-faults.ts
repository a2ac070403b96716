/** What is wrong with how often credentials were rotated, by the prop that says it. */
export function rotationFaults(rotations: Readonly<Record<string, number | undefined>>): string[] {
  return Object.entries(rotations).flatMap(([prop, value]) =>
    value === undefined || (Number.isSafeInteger(value) && value >= 0)
      ? []
      : [`'${prop}' must be a whole number, 0 or more, got ${value}`],
  );
}
