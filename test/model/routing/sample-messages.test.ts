import { sampleMessages } from '../../../model/routing/sample-messages';
import type { Arguments } from '../../../model/topology/topology';

const bound = (type: string, key: string, args: Arguments = {}) => ({
  type,
  binding: {
    ...{ vhost: '/', source: 'x', destination: 'q', destination_type: 'queue' as const },
    ...{ routing_key: key, arguments: args },
  },
});

test('a wildcard is tried with words that other bindings say in its place, and with one that none says', () => {
  const samples = sampleMessages([bound('topic', 'order.*'), bound('topic', 'order.paid')]);

  expect(samples.map(({ key }) => key)).toEqual(['order.paid', 'order.example']);
});

test("'#' is tried as no word and as one", () => {
  expect(sampleMessages([bound('topic', 'order.#')]).map(({ key }) => key)).toEqual(['order', 'order.example']);
});

test('headers are tried together, each alone, and without any', () => {
  const samples = sampleMessages([bound('headers', '', { 'x-match': 'any', colour: 'red', size: 1 })]);

  expect(samples.map(({ headers }) => headers)).toEqual([
    {},
    { colour: 'red', size: 1 },
    { colour: 'red' },
    { size: 1 },
  ]);
});

test('there are not more than a thousand', () => {
  const bindings = Array.from({ length: 2_000 }, (_, index) => bound('direct', `key-${index}`));

  expect(sampleMessages(bindings)).toHaveLength(1_000);
});
