import { escapePattern } from './exact-pattern';

/**
 * The part of a PCRE pattern that matches the routing keys a topic binding takes.
 * @param key - words between dots, of which `*` stands for any one word and `#` for none, one or more
 * @see https://www.rabbitmq.com/tutorials/tutorial-five-javascript
 */
export function topicPattern(key: string): string {
  const words = key.split('.').filter((word, index, before) => word !== '#' || before[index - 1] !== '#');
  if (words.every((word) => word === '#')) return '.*';
  if (key === '*') return '[^.]+';
  const [first, ...others] = words.filter((word) => word !== '#');
  // The empty key has no word at all, so no binding takes it that wants one, be it an empty one.
  const wordless = key !== '' && others.length === 0 && (first === '*' || first === '') ? '(?=.)' : '';
  return wordless + words.map((word, index) => render(word, words, index)).join('');
}

/** A word with the dot that parts it from the words before; `#` takes its dot with it, as it may stand for no word. */
function render(word: string, words: readonly string[], index: number): string {
  if (word === '#') return index === 0 ? '(.*\\.)?' : '(\\..*)?';
  const text = word === '*' ? '[^.]*' : escapePattern(word);
  const partedAlready = index === 0 || (index === 1 && words[0] === '#');
  return partedAlready ? text : `\\.${text}`;
}
