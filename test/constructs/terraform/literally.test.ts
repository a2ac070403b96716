import { Lazy, Token } from 'cdktf';
import { literally } from '../../../constructs/terraform/literally';

test.each([
  ['costs ${much}', 'costs $${much}'],
  ['%{ if true }', '%%{ if true }'],
  ['already $${doubled}', 'already $$${doubled}'],
  ['^a{2}\\.', '^a{2}\\.'],
  ['$ { } %', '$ { } %'],
])('%s becomes %s', (text, escaped) => {
  expect(literally(text)).toBe(escaped);
});

test('a token stays a token, also within text that is escaped', () => {
  const token = Lazy.stringValue({ produce: () => 'x' });

  const text = literally(`\${a} ${token}`);

  expect(text).toBe(`$\${a} ${token}`);
  expect(Token.isUnresolved(text)).toBe(true);
});

test('lists, objects and their keys are looked through; objects of a class and other values stay', () => {
  class Provider {
    readonly alias = '${a}';
  }
  const provider = new Provider();

  expect(literally({ a: ['${b}', 1, true, undefined], '%{c}': { d: '${e}' }, provider })).toEqual({
    a: ['$${b}', 1, true, undefined],
    '%%{c}': { d: '$${e}' },
    provider,
  });
});
