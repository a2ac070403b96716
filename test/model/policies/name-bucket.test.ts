import { fc } from '../../random';
import { namesOf } from '../../../model/pattern/names-of';
import { bucketNames, splitFrom } from '../../../model/policies/name-bucket';
import { unlikeName } from '../../differential/unlike-name';

test.each<[string, (index: number) => string, number, number]>([
  ['have nothing in common', unlikeName, 1, 80],
  ['differ in numbers with holes', (index) => `queue-${(index * 7919) % 10_007}`, 220, 300],
  ['differ in two numbers', (index) => `team-${index % 25}.orders.${index}`, 160, 240],
])('names that %s and come one by one change one bucket each, or split one', (_, nameOf, from, to) => {
  const names = Array.from({ length: to }, (__, index) => nameOf(index));
  let splits = 0;
  let before = new Map<string, string>();

  for (let count = from; count <= names.length; count += 1) {
    const after = bucketNames(names.slice(0, count), 1_023);
    const changed = after.filter(({ label, pattern }) => before.has(label) && before.get(label) !== pattern);
    const made = before.size === 0 ? [] : after.filter(({ label }) => !before.has(label));
    const gone = [...before.keys()].filter((label) => !after.some((bucket) => bucket.label === label));
    if (made.length > 0) splits += 1;

    expect(gone).toEqual([]);
    expect(changed.length).toBeLessThanOrEqual(1);
    expect(after.every(({ pattern }) => Buffer.byteLength(pattern) <= 1_023)).toBe(true);
    for (const { label } of changed) expect(splitFrom(label, after)).toEqual(expect.arrayContaining(made));
    expect(after.flatMap(({ pattern }) => namesOf(pattern) ?? []).sort()).toEqual(names.slice(0, count).sort());
    before = new Map(after.map(({ label, pattern }) => [label, pattern]));
  }

  expect(splits).toBeGreaterThan(0);
});

test.each<[string, (index: number) => string, number]>([
  ['queue-0', (index) => `queue-${index}`, 1],
  ['0000', (index) => `${index}`.padStart(4, '0'), 1],
  ['tenant-0.incoming', (index) => `tenant-${index}.incoming`, 1],
  ['tenant-0.in and .out', (index) => `tenant-${index >> 1}.${index % 2 === 0 ? 'in' : 'out'}`, 1],
  ['a long beginning and every third number', (index) => `orders-of-a-region-with-a-long-name-${index * 3}`, 2],
  ['region-0.tenant-0.incoming', (index) => `region-${index % 5}.tenant-${index}.incoming`, 2],
])('500 names such as %s are in few buckets', (_, nameOf, most) => {
  const buckets = bucketNames(
    Array.from({ length: 500 }, (__, index) => nameOf(index)),
    1_023,
  );

  expect(buckets.length).toBeLessThanOrEqual(most);
});

test('names in a few buckets stay in their buckets, whatever other names come', () => {
  const word = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme-ascii' });
  const numbered = fc
    .tuple(fc.constantFrom('orders.', 'q-', ''), fc.nat(2_000), fc.constantFrom('', '.in', '-out', 'a'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof(word, numbered), { minLength: 1, maxLength: 80 }),
      fc.oneof(word, numbered),
      (names, another) => {
        const [before, after] = [names, [...names, another]].map((all) => bucketNames(all, 200));
        const labels = after?.map(({ label }) => label);
        expect(before?.filter(({ label }) => !labels?.includes(label))).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});
