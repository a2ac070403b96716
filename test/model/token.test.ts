import { Lazy, TerraformVariable, Token } from 'cdktf';
import { isToken } from '../../model/token';
import { brokerFixture } from '../harness';

const { stack } = brokerFixture();
const variable = new TerraformVariable(stack, 'any', {});
const values: readonly (readonly [string, unknown])[] = [
  ['the string of a variable', variable.stringValue],
  ['a text with a token in it', `a ${variable.stringValue} b`],
  ['the number of a variable', variable.numberValue],
  ['the list of a variable', variable.listValue],
  ['a list of numbers', Token.asNumberList(variable)],
  ['the value of a variable', variable.value],
  ['a Lazy', Lazy.anyValue({ produce: () => 1 })],
  ['a string that is a Lazy', Lazy.stringValue({ produce: () => 'a' })],
  ['a number that is a Lazy', Lazy.numberValue({ produce: () => 1 })],
  ['a list that is a Lazy', Lazy.listValue({ produce: () => ['a'] })],
  ['a map', Token.asStringMap(variable)],
  ['a string', 'a'],
  ['a template of Terraform', '${var.a}'],
  ['a number', 5],
  ['a great number', -1e300],
  ['infinity', Number.POSITIVE_INFINITY],
  ['no number', Number.NaN],
  ['a list', ['a', 'b']],
  ['a list of one number', [5]],
  ['an empty list', []],
  ['an object', { a: 1 }],
  ['null', null],
  ['a function', () => 1],
];

test.each(values)('%s is a token where cdktf says so', (_, value) => {
  expect(isToken(value)).toBe(Token.isUnresolved(value));
});
