import { fc } from '../../random';
import { TopicTrie } from '../../../model/routing/topic-trie';

/** Whether a binding takes a routing key, word by word and as simply as can be. */
function takes(binding: readonly string[], words: readonly string[]): boolean {
  const [first, ...rest] = binding;
  if (first === undefined) return words.length === 0;
  if (first === '#') return takes(rest, words) || (words.length > 0 && takes(binding, words.slice(1)));
  return words.length > 0 && (first === '*' || first === words[0]) && takes(rest, words.slice(1));
}

const wordsOf = (key: string): string[] => (key === '' ? [] : key.split('.'));

test('finds the bindings that take a routing key, each once, and no other', () => {
  const word = fc.constantFrom('*', '#', '#', 'a', 'b', '');
  const key = (of: fc.Arbitrary<string>) => fc.array(of, { maxLength: 6 }).map((parts) => parts.join('.'));

  fc.assert(
    fc.property(fc.array(key(word), { maxLength: 12 }), fc.array(key(word), { maxLength: 4 }), (bindings, keys) => {
      const trie = new TopicTrie<number>();
      bindings.forEach((binding, index) => trie.add(binding, index));

      for (const routingKey of keys) {
        const expected = [...bindings.keys()].filter((index) =>
          takes(wordsOf(bindings[index] ?? ''), wordsOf(routingKey)),
        );
        expect([...trie.find(routingKey)].sort((one, other) => one - other)).toEqual(expected);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('finds in time by the length of the key where every word may be any number of words', () => {
  const trie = new TopicTrie<string>();
  trie.add(`${Array.from({ length: 60 }, () => '#.a').join('.')}.#`, 'deep');

  const started = performance.now();
  const found = trie.find(Array.from({ length: 80 }, () => 'a').join('.'));

  expect(found).toEqual(['deep']);
  expect(performance.now() - started).toBeLessThan(1_000);
});
