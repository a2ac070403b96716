import { fc } from '../../random';
import { compressNames } from '../../../model/pattern/name-trie';
import { namesOf } from '../../../model/pattern/names-of';
import { readPattern } from '../../../model/pattern/pattern';

const numbers = (count: number, nameOf: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => nameOf(index));

test.each<[string, readonly string[], string]>([
  ['one name', ['a.b'], 'a\\.b'],
  ['beginnings', ['orders', 'orders.dead'], 'orders(\\.dead)?'],
  ['ends', ['a.in', 'b.in', 'cc.in'], '([ab]|cc)\\.in'],
  ['numbers', numbers(100, (index) => `q${index}`), 'q(0|[1-9][0-9]?)'],
  ['numbers in the middle', numbers(10, (index) => `t${index}.in`), 't[0-9]\\.in'],
  ['several ends', ['t1.in', 't2.in', 't1.out', 't2.out'], 't[12]\\.(in|out)'],
  ['what is syntax in a class', ['a-', 'a]', 'a^', 'a\\', 'a[', 'a.'], 'a[\\-.\\[\\\\\\]\\^]'],
  ['characters of several bytes', ['é', 'è', 'e', 'eé'], '(e(é)?|è|é)'],
  ['an empty rest', ['x', 'xy', 'xz'], 'x[yz]?'],
])('what names have in common is written once: %s', (_, names, pattern) => {
  expect(compressNames(names, { merged: true })).toBe(pattern);
});

const name = fc.oneof(
  fc.string({
    minLength: 1,
    maxLength: 12,
    unit: fc.constantFrom('a', 'b', '1', '2', '.', '-', 'é', '€', '😀', ']', '^'),
  }),
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
);
const many = fc.uniqueArray(name, { minLength: 1, maxLength: 40 });

describe.each([true, false])('for random names (merged: %s), the pattern', (merged) => {
  test('matches those and no other, and is read back as them', () => {
    const version = { major: 4, minor: 0, patch: 5 };
    fc.assert(
      fc.property(many, many, (names, others) => {
        // A line break at the end is no part of a name where `$` is concerned.
        fc.pre([...names, ...others].every((one) => !one.includes('\n')));
        const pattern = `^${compressNames(names, { merged })}$`;
        expect([...(namesOf(pattern) ?? [])].sort()).toEqual([...names].sort());
        const read = readPattern(pattern, version);
        expect(read.fault).toBeUndefined();
        for (const one of [...names, ...others]) expect([one, read.matches(one)]).toEqual([one, names.includes(one)]);
      }),
      { numRuns: 300 },
    );
  });
});

test('without merging, a name more makes no pattern shorter', () => {
  const bytes = (names: readonly string[]) => Buffer.byteLength(compressNames(names, { merged: false }) ?? '');
  fc.assert(
    fc.property(many, name, (names, another) => {
      fc.pre(!names.includes(another));
      expect(bytes([...names, another])).toBeGreaterThanOrEqual(bytes(names));
    }),
    { numRuns: 1_000 },
  );
});

test('names that would be nested more deeply than PCRE takes are not compressed', () => {
  expect(
    compressNames(
      numbers(255, (index) => 'a'.repeat(index + 1)),
      { merged: true },
    ),
  ).toBeUndefined();
});
