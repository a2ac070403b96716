import { ExactNumber, exactObject, readExactJson, writeExactJson } from '../../../model/json/exact-json';
import { fc } from '../../random';

describe('JSON with its numbers as they are written', () => {
  test.each([
    ['a float that is whole', '1.0'],
    ['an exponent', '1.0e3'],
    ['an integer that JavaScript cannot hold', '9007199254740993'],
    ['a negative zero', '-0.0'],
  ])('keeps %s', (_, literal) => {
    expect(readExactJson(literal)).toEqual(new ExactNumber(literal));
    expect(writeExactJson(readExactJson(`{"a":[${literal}]}`))).toBe(`{"a":[${literal}]}`);
  });

  test('writes keys in one order, and each value of a list where it was', () => {
    const text = '{"b":[2,1],"a":{"d":null,"c":true},"":{},"e":[]}';

    expect(writeExactJson(readExactJson(text))).toBe('{"":{},"a":{"c":true,"d":null},"b":[2,1],"e":[]}');
    expect(writeExactJson(readExactJson(text), '  ')).toBe(
      '{\n  "": {},\n  "a": {\n    "c": true,\n    "d": null\n  },\n  "b": [\n    2,\n    1\n  ],\n  "e": []\n}',
    );
  });

  test('keeps a key that is the name of the prototype', () => {
    expect(writeExactJson(readExactJson('{"__proto__":{"toString":1}}'))).toBe('{"__proto__":{"toString":1}}');
    expect(writeExactJson(exactObject([['__proto__', 'x']]))).toBe('{"__proto__":"x"}');
  });

  test('says what JavaScript says of any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const written = writeExactJson(readExactJson(JSON.stringify(value)));
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(writeExactJson(readExactJson(written))).toBe(written);
      }),
    );
  });

  test.each(['', '{', '{"a":1,}', '[1 2]', '{"a":01}'])('fails when %j is read', (text) => {
    expect(() => readExactJson(text)).toThrow(SyntaxError);
  });
});
