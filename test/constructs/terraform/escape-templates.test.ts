import { Lazy, Token } from 'cdktf';
import { escapeTemplates } from '../../../constructs/terraform/escape-templates';

test.each([
  ['costs ${much}', 'costs $${much}'],
  ['%{ if true }', '%%{ if true }'],
  ['already $${doubled}', 'already $$${doubled}'],
  ['^a{2}\\.', '^a{2}\\.'],
  ['$ { } %', '$ { } %'],
])('%s becomes %s', (text, escaped) => {
  expect(escapeTemplates(text)).toBe(escaped);
});

test('a token stays a token, also within text that is escaped', () => {
  const token = Lazy.stringValue({ produce: () => 'x' });

  const text = escapeTemplates(`\${a} ${token}`);

  expect(text).toBe(`$\${a} ${token}`);
  expect(Token.isUnresolved(text)).toBe(true);
});

test('lists, objects and their keys are looked through; objects of a class and other values stay', () => {
  class Provider {
    readonly alias = '${a}';
  }
  const provider = new Provider();

  expect(escapeTemplates({ a: ['${b}', 1, true, undefined], '%{c}': { d: '${e}' }, provider })).toEqual({
    a: ['$${b}', 1, true, undefined],
    '%%{c}': { d: '$${e}' },
    provider,
  });
});
