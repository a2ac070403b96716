import { fc } from '../../random';
import { readPattern } from '../../../model/pattern/pattern';
import { covers, mayOverlap, scopeOf } from '../../../model/policies/pattern-scope';

const version = { major: 4, minor: 0, patch: 5 };

test.each([
  ['', '', true],
  ['.*', '', true],
  ['^', '', true],
  ['^app\\.', 'app.', true],
  ['^app.*$', 'app', true],
  ['^app$', 'app', false],
  ['^app+', 'ap', false],
  ['^a\\.?b', 'a', false],
  ['^a|b', '', false],
  ['^a(b|c)', 'a', false],
  ['app', '', false],
  ['(?i)^app', '', false],
  ['^\\Qapp\\E', '', false],
])("what '%s' matches starts with '%s'", (pattern, prefix, whole) => {
  expect(scopeOf(pattern)).toEqual({ prefix, whole });
});

const patterns = fc
  .array(fc.constantFrom('^', '$', 'a', 'b', '\\.', '.', '*', '+', '?', '|', '(', ')', '[ab]', '[|]'), { maxLength: 7 })
  .map((parts) => parts.join(''))
  .filter((pattern) => readPattern(pattern, version).fault === undefined);
const names = fc.stringMatching(/^[ab.]{0,4}$/);

test('every name that a pattern matches is within its scope, and those of a whole one all match', () => {
  fc.assert(
    fc.property(patterns, names, (pattern, name) => {
      const { prefix, whole } = scopeOf(pattern);
      const matches = readPattern(pattern, version).matches(name);
      expect(name.startsWith(prefix) || matches === false).toBe(true);
      expect(!whole || matches === name.startsWith(prefix)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

test('a pattern that covers another matches all that the other does, and apart are those that match nothing in common', () => {
  fc.assert(
    fc.property(patterns, patterns, names, (one, other, name) => {
      const [matchesOne, matchesOther] = [one, other].map(
        (pattern) => readPattern(pattern, version).matches(name) === true,
      );
      const contradictsCover = covers(scopeOf(one), scopeOf(other)) && matchesOther === true && matchesOne !== true;
      const contradictsApart =
        !mayOverlap(scopeOf(one), scopeOf(other)) && matchesOne === true && matchesOther === true;
      expect({ contradictsCover, contradictsApart }).toEqual({ contradictsCover: false, contradictsApart: false });
    }),
    { numRuns: 5_000 },
  );
});
