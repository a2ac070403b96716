import { isSame, type Attributes } from '../terraform/plan';

/** A value that changes; absent on the side where there is none. */
export interface Difference {
  readonly key: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The keys at which two tables differ, sorted. */
export function differences(before: Attributes, after: Attributes): readonly Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !isSame(before[key], after[key]))
    .sort()
    .map((key) => ({ key, before: before[key], after: after[key] }));
}

/** `max-length 1000 → 100`; for values that are no secrets. */
export function showDifference({ key, before, after }: Difference): string {
  return `${key} ${showValue(before)} → ${showValue(after)}`;
}

function showValue(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' ? `''` : text;
}
