/**
 * How much two lists differ: how many members must be put in, left out or changed (Levenshtein), as a share of the longer
 * one.
 * @param change - what it costs that a member of one stands for a member of the other, from 0 to 1
 * @returns from 0, alike, to 1
 */
export function editDistance<T>(
  one: readonly T[],
  other: readonly T[],
  change: (member: T, against: T) => number = (member, against) => (member === against ? 0 : 1),
): number {
  const longer = Math.max(one.length, other.length);
  if (longer === 0) return 0;
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, member] of one.entries()) {
    const current = [row + 1];
    for (const [column, against] of other.entries()) {
      const changed = (previous[column] ?? 0) + change(member, against);
      current.push(Math.min(changed, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return (previous[other.length] ?? 0) / longer;
}
