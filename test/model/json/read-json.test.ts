import fc from 'fast-check';
import { readJson } from '../../../model/json/read-json';

describe('a JSON text', () => {
  test('is read as JavaScript reads it, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', '  ', '\n'), (content, space) => {
        const read = readJson(`${space}${content}${space}`);

        // Half of a surrogate pair, which JavaScript takes and the broker does not.
        fc.pre('value' in read);
        expect(read).toMatchObject({ value: JSON.parse(content), duplicates: [] });
      }),
    );
  });

  test('is read the same closely', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // A double makes it be read closely.
        const read = readJson(JSON.stringify({ '': 1, value }).replace('1', '1.0'));

        fc.pre('value' in read);
        expect(read).toMatchObject({ value: JSON.parse(JSON.stringify({ '': 1, value })), duplicates: [] });
        expect(read.doubles[0]).toEqual({ path: [''], literal: '1.0' });
      }),
    );
  });

  test('tells of whole numbers that are written as doubles', () => {
    const read = readJson('{"a": [1, {"b": 60000.0}, 6e4, 1.5, "2.0"], "c": -0.0, "d": 1E2}');

    expect(read).toMatchObject({
      value: { a: [1, { b: 60000 }, 60000, 1.5, '2.0'], c: -0, d: 100 },
      doubles: [
        { path: ['a', 1, 'b'], literal: '60000.0' },
        { path: ['a', 2], literal: '6e4' },
        { path: ['c'], literal: '-0.0' },
        { path: ['d'], literal: '1E2' },
      ],
    });
  });

  test('keeps the first of equal keys, as the broker does', () => {
    const read = readJson('{"a": [{"b": 1, "b": {"c": 2.0, "c": 3}}], "a": "x:y", "\\u0061": 1}');

    expect(read).toEqual({ value: { a: [{ b: 1 }] }, doubles: [], duplicates: [['a', 0, 'b'], ['a'], ['a']] });
  });

  test('may have a key __proto__ like any other', () => {
    const read = readJson('{"__proto__": {"a": 1}, "b": 1.0}');

    expect(read).toHaveProperty('value', JSON.parse('{"__proto__": {"a": 1}, "b": 1}'));
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  test.each([
    ['', 'it is not JSON: it is empty'],
    ['{"users": [', 'no closing bracket at line 1, column 12'],
    ['{\n  "users": [],\n}', 'no key, as after a comma too many, at line 3, column 1'],
    ['{"a": x}', 'a stray character at line 1, column 7'],
    ['{} {}', 'more than one value at line 1, column 4'],
    ['// users\n{}', 'a comment at line 1, column 1'],
    ['{"a": 1e400}', 'a number that is too large at line 1, column 7'],
    ['{"a": "\\ud800"}', 'half of a surrogate pair at line 1, column 7'],
    ['{"a": "x\ty"}', 'a control character in a text at line 1, column 7'],
    [`${'['.repeat(100_000)}`, 'it ends too early or holds a stray character'],
  ])('%j is none: %s', (content, message) => {
    expect(readJson(content)).toEqual({ message: expect.stringContaining(message) });
  });

  test('of any depth and length is read', () => {
    const deep = `{"a": 1.0, "b": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const long = `{"a": 1.0, "b": "${'x\\"'.repeat(5_000_000)}"}`;

    expect(readJson(deep)).toHaveProperty('doubles.length', 1);
    expect(readJson(long)).toHaveProperty('doubles.length', 1);
  });
});
