import { Lazy } from 'cdktf';

/** What JavaScript can give in the place of anything. */
export const wrongValues: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['5', 5],
  ['-1', -1],
  ['0.5', 0.5],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['an empty string', ''],
  ['a string', 'text'],
  ['half of a surrogate pair', '\ud800'],
  ['a control character', '\u001b[2J'],
  ['a long string', 'x'.repeat(100_000)],
  ['true', true],
  ['an empty list', []],
  ['a list of null', [null]],
  ['a list that skips an element', [, 'a']],
  ['an empty object', {}],
  ['an object', { a: { b: null } }],
  ['a token of a string', Lazy.stringValue({ produce: () => 'a' })],
  ['a token of a number', Lazy.numberValue({ produce: () => 5 })],
  ['a token of a list', Lazy.listValue({ produce: () => ['a'] })],
  ['a Lazy', Lazy.anyValue({ produce: () => 1 })],
  ['an object of a token', { a: [{ b: Lazy.stringValue({ produce: () => 'a' }) }] }],
  ['an object whose key is a token', { [Lazy.stringValue({ produce: () => 'a' })]: 'a' }],
  ['a class', Date],
  ['a function', () => 1],
  ['a symbol', Symbol('symbol')],
  ['a bigint', 5n],
  ['a Date', new Date(0)],
  ['a Map', new Map()],
  ['an object without prototype', Object.create(null)],
  ['keys that every object has', JSON.parse('{"__proto__":"a","constructor":"a","toString":"a"}')],
  ['members of no use', { node: {}, vhost: null, dependencies: null, value: 5, toSeconds: 5, toMilliseconds: 5 }],
  ['a huge object', Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key${index}`, index]))],
  ['an object that contains itself', selfContaining()],
  ['an object of many levels', nested(5_000)],
];

function selfContaining(): object {
  const self: Record<string, unknown> = {};
  self['self'] = self;
  return self;
}

function nested(levels: number): object {
  let inner: object = {};
  for (let level = 0; level < levels; level += 1) inner = { inner };
  return inner;
}

/** What no message may hold: the words of JavaScript's own errors, a stack, and a control character. */
export const raw =
  /TypeError|RangeError|URIError|SyntaxError|is not a function|Cannot (read|convert|set|destructure)|undefined \(|\n\s+at |[^\P{Cc}\n]/u;

/** What every message has: the rule that is broken, and with it the remedy. */
export const remedy = /must|; |is required/;
