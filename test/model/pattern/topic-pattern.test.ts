import { fc } from '../../random';
import { readPattern } from '../../../model/pattern/pattern';
import { topicPattern } from '../../../model/pattern/topic-pattern';

/** Whether a topic binding takes a routing key, word by word: the empty key has no word. */
function takes(binding: readonly string[], words: readonly string[]): boolean {
  const [first, ...rest] = binding;
  if (first === undefined) return words.length === 0;
  if (first === '#') return takes(rest, words) || (words.length > 0 && takes(binding, words.slice(1)));
  return words.length > 0 && (first === '*' || first === words[0]) && takes(rest, words.slice(1));
}

const words = (key: string): string[] => (key === '' ? [] : key.split('.'));

test.each([
  ['order.*', 'order\\.[^.]*'],
  ['order.#', 'order(\\..*)?'],
  ['#.failed', '(.*\\.)?failed'],
  ['#', '.*'],
  ['*', '[^.]+'],
  ['a+b', 'a\\+b'],
])("'%s' is %s in a pattern", (key, pattern) => {
  expect(topicPattern(key)).toBe(pattern);
});

test('takes the routing keys that a topic exchange routes, and no other', () => {
  const word = fc.constantFrom('*', '#', 'a', 'b', '');
  const key = (of: fc.Arbitrary<string>) => fc.array(of, { maxLength: 4 }).map((parts) => parts.join('.'));

  fc.assert(
    fc.property(key(word), key(fc.constantFrom('a', 'b', 'c', '')), (binding, routingKey) => {
      const pattern = readPattern(`^(${topicPattern(binding)})$`, { major: 4, minor: 0, patch: 5 });
      expect(pattern.matches(routingKey)).toBe(takes(words(binding), words(routingKey)));
    }),
    { numRuns: 5_000 },
  );
});
