import { fc } from '../../random';
import { automatonOf } from '../../../model/pattern/automaton';
import { parsePattern } from '../../../model/pattern/parse';
import { readPattern, withinSteps } from '../../../model/pattern/pattern';
import { toRegExp } from '../../../model/pattern/regular-expression';
import { PatternFault, type PatternNode } from '../../../model/pattern/syntax';

const pieces = [
  'a',
  'b',
  '.',
  '.*',
  '^',
  '$',
  '\\z',
  '\\A',
  '(a|b)',
  '(ab|a)',
  '(?:a|)',
  '[^a]',
  'a*',
  'b+',
  'a?',
  'a{2}',
];
const others = ['(a|b){1,3}', 'b{0,2}', '(a*)*', '|', '\\n', '(?s).', '(?i)A', '\\w', '(', ')', '(?:^a|b$)'];

/** The tree of a pattern; undefined for what the broker would refuse. */
function treeOf(pattern: string): PatternNode | undefined {
  try {
    return parsePattern(pattern, 'either');
  } catch (error) {
    if (error instanceof PatternFault) return undefined;
    throw error;
  }
}

describe('the automaton of a pattern', () => {
  test('finds what a backtracking search finds', () => {
    const patterns = fc.array(fc.constantFrom(...pieces, ...others), { minLength: 1, maxLength: 5 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.', '\n'), maxLength: 7 });

    fc.assert(
      fc.property(patterns, fc.array(texts, { minLength: 8, maxLength: 8 }), (parts, names) => {
        const node = treeOf(parts.join(''));
        fc.pre(node !== undefined);
        const automaton = automatonOf(node);
        fc.pre(automaton !== undefined);
        const expression = toRegExp(node);
        for (const name of ['', '\n', ...names]) {
          expect([name, automaton.finds(name)]).toEqual([name, expression.test(name)]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(['(?=a)b', 'a++', '(?>a|b)', '\\ba', '(?m)^a', '\\R', '(a{1000}){5}'])('is not made of %s', (pattern) => {
    const node = treeOf(pattern);

    expect(node === undefined ? undefined : automatonOf(node)).toBeUndefined();
    expect(node).toBeDefined();
  });

  test('is no slower for having many states', () => {
    const automaton = automatonOf(parsePattern('a.{14}b', 'either'));

    const text = Array.from({ length: 20_000 }, (_, at) => ((at * at) % 7 < 3 ? 'a' : 'c')).join('');

    expect(automaton?.finds(text)).toBe(false);
    expect(automaton?.finds(`${text}a${'c'.repeat(14)}b`)).toBe(true);
  });
});

describe('a search within a number of steps', () => {
  const pattern = readPattern('a[bc]d', { major: 4, minor: 3, patch: 0 });

  test('is done as long as there are any, and counts what is left undone', () => {
    const { result, undone } = withinSteps(5, () => [
      pattern.matches('xabd'),
      pattern.matches('xabd'),
      pattern.matches('d'),
    ]);

    expect(result).toEqual([true, true, undefined]);
    expect(undone).toBe(1);
  });

  test('is without a limit otherwise', () => {
    expect(pattern.matches('xabd')).toBe(true);
  });
});
