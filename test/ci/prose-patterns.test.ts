import { phrases } from '../../ci/prose-patterns';

const stumbles = (text: string) => phrases.some(([phrase]) => new RegExp(`\\b(?:${phrase})(?=\\W|$)`, 'iu').test(text));

test.each([
  'says what a broker would say of it, before it does',
  'what is accepted but not meant',
  'Order is no concern of yours',
  '1 could not do it or could not tell',
  'ask nobody who they are',
  'which cdktf wants to hear',
  'rotate by counting a number up',
  'no queue or exchange that is there, and stays, gets other settings by it',
])('a sentence that stopped a reader is found: %s', (sentence) => {
  expect(stumbles(sentence)).toBe(true);
});

test.each([
  'The command reports what a broker rejects.',
  'Policies of equal priority are no longer supported.',
  'Terraform creates the queue again.',
])('a plain sentence is not: %s', (sentence) => {
  expect(stumbles(sentence)).toBe(false);
});
