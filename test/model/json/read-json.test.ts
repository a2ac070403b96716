import { fc } from '../../random';
import { offsetOfKey, positionsOf } from '../../../model/json/position';
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

  test('tells of whole numbers that are written as floats', () => {
    const read = readJson('{"a": [1, {"b": 60000.0}, 6e4, 1.5, "2.0"], "c": -0.0, "d": 1E2}');

    expect(read).toMatchObject({
      value: { a: [1, { b: 60000 }, 60000, 1.5, '2.0'], c: -0, d: 100 },
      floats: [
        { path: ['a', 1, 'b'], literal: '60000.0' },
        { path: ['a', 2], literal: '6e4' },
        { path: ['c'], literal: '-0.0' },
        { path: ['d'], literal: '1E2' },
      ],
    });
  });

  test('keeps the first of equal keys, as the broker does', () => {
    const read = readJson('{"a": [{"b": 1, "b": {"c": 2.0, "c": 3}}], "a": "x:y", "\\u0061": 1}');

    expect(read).toMatchObject({ value: { a: [{ b: 1 }] }, floats: [], duplicates: [['a', 0, 'b'], ['a'], ['a']] });
  });

  test('may hold an integer of any length, as in Erlang', () => {
    const digits = '9'.repeat(400);

    expect(readJson(`[${digits}, -${digits}]`)).toMatchObject({
      value: [Number.MAX_VALUE, -Number.MAX_VALUE],
      floats: [],
    });
  });

  test('may have a key __proto__ like any other', () => {
    const read = readJson('{"__proto__": {"a": 1}, "b": 1.0}');

    expect(read).toHaveProperty('value', JSON.parse('{"__proto__": {"a": 1}, "b": 1}'));
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  test.each([
    ['', 'invalid JSON: the file is empty'],
    ['{"users": [', 'a closing bracket is expected at line 1, column 12'],
    ['{\n  "users": [],\n}', 'a property name is expected (a trailing comma?) at line 3, column 1'],
    ['{"a": x}', 'unexpected character at line 1, column 7'],
    ['{} {}', 'unexpected content after the end at line 1, column 4'],
    ['// users\n{}', 'comments are not allowed at line 1, column 1'],
    ['{"a": 1e400}', 'number out of range at line 1, column 7'],
    ['{"a": "\\ud800"}', 'half of a surrogate pair at line 1, column 7'],
    ['{"a": "x\ty"}', 'control character in a string at line 1, column 7'],
    ['{"a": 1}, 2', 'unexpected content after the end at line 1, column 9'],
    ['[1 2]', 'a comma or the matching closing bracket is expected at line 1, column 4'],
    ['{"a" 1}', 'a colon is expected at line 1, column 6'],
    ['{"a": [}', 'at line 1, column 8'],
    ['[01]', 'at line 1, column 3'],
    ['[1.]', 'unterminated number at line 1, column 2'],
    ['"\\x"', 'invalid escape sequence at line 1, column 1'],
  ])('%s is none: %s', (content, message) => {
    expect(readJson(content)).toEqual({ message: expect.stringContaining(message) });
  });

  test.each([
    ['of too many values', `[${'0,'.repeat(2_000_001)}0]`, 'more than 2,000,000 values'],
    ['nested without end', '['.repeat(100_000), 'values nested more than 10,000 deep'],
    ['with a string without end', `["${'x'.repeat(200_000)}"]`, 'a string of more than 100,000 characters'],
  ])('%s is more than can be checked', (_, content, what) => {
    expect(readJson(content)).toEqual({ message: `it holds ${what}, more than can be checked` });
  });

  test('tells where its lists, their members and second keys stand', () => {
    const content = '{\n  "queues": [{"a": 1},\n    {"b": 2}],\n  "queues": []}';

    const read = readJson(content);

    fc.pre('value' in read);
    const positionOf = positionsOf(content);
    const { offsets } = read;
    expect([...(offsets.elements.get('queues') ?? [])].map(positionOf)).toEqual([
      { line: 2, column: 14 },
      { line: 3, column: 5 },
    ]);
    expect(offsets.duplicates.map(({ offset }) => positionOf(offset))).toEqual([{ line: 4, column: 3 }]);
    expect(positionOf(offsetOfKey(content, offsets.elements.get('queues')?.[1] ?? 0, 'b') ?? 0)).toEqual({
      line: 3,
      column: 6,
    });
    expect(offsetOfKey(content, offsets.elements.get('queues')?.[0] ?? 0, 'b')).toBeUndefined();
  });
});
