import { namesOf } from '../../../model/pattern/exact-pattern';
import { bucketNames, splitFrom } from '../../../model/policies/name-bucket';

test('names that come one by one change one bucket each, or split one whose name stays', () => {
  const names = Array.from({ length: 150 }, (_, index) => `a-queue-with-quite-a-long-name-${index}`);
  let splits = 0;

  for (let count = 1; count < names.length; count += 1) {
    const before = new Map(bucketNames(names.slice(0, count), 1_023).map(({ label, pattern }) => [label, pattern]));
    const after = bucketNames(names.slice(0, count + 1), 1_023);
    const changed = after.filter(({ label, pattern }) => before.has(label) && before.get(label) !== pattern);
    const made = after.filter(({ label }) => !before.has(label));
    const gone = [...before.keys()].filter((label) => !after.some((bucket) => bucket.label === label));
    if (made.length > 0) splits += 1;

    expect(gone).toEqual([]);
    expect(changed.length).toBeLessThanOrEqual(1);
    for (const { label } of changed) expect(splitFrom(label, after)).toEqual(expect.arrayContaining(made));
    expect(after.flatMap(({ pattern }) => namesOf(pattern) ?? [])).toHaveLength(count + 1);
  }

  expect(splits).toBeGreaterThan(3);
});
