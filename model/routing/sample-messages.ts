import type { Arguments, BindingDefinition } from '../topology/topology';
import { comparedHeaders } from './headers-match';
import { topicWords } from './topic-trie';

/** A message that is tried. */
export interface SampleMessage {
  readonly key: string;
  readonly headers: Arguments;
}

/** A binding, and the type of the exchange at its source. */
export interface TypedBinding {
  readonly binding: BindingDefinition;
  readonly type: string;
}

const MOST_SAMPLES = 1_000;

/** What stands for a word that nobody says. */
const ANY_WORD = 'example';

/**
 * Messages that tell bindings apart: the keys that they say, with words for their wildcards, those of other bindings among them, and
 * the headers that they compare.
 */
export function sampleMessages(bindings: readonly TypedBinding[]): readonly SampleMessage[] {
  const words = wordsByPlace(bindings);
  const keys = new Set<string>();
  const headers = new Map<string, Arguments>([['{}', {}]]);
  for (const { binding, type } of bindings) {
    if (type === 'direct') keys.add(binding.routing_key);
    else if (type === 'topic') for (const key of keysOf(binding.routing_key, words)) keys.add(key);
    else if (type === 'headers') for (const given of headersOf(binding)) headers.set(JSON.stringify(given), given);
  }
  if (keys.size === 0) keys.add('');
  const samples: SampleMessage[] = [];
  for (const given of headers.values()) {
    for (const key of keys) {
      if (samples.length === MOST_SAMPLES) return samples;
      samples.push({ key, headers: given });
    }
  }
  return samples;
}

/** The words that bindings say, by their place in the key. */
function wordsByPlace(bindings: readonly TypedBinding[]): readonly ReadonlySet<string>[] {
  const places: Set<string>[] = [];
  for (const { binding } of bindings) {
    for (const [place, word] of topicWords(binding.routing_key).entries()) {
      const known = (places[place] ??= new Set());
      if (word !== '*' && word !== '#' && known.size < 3) known.add(word);
    }
  }
  return Array.from(places, (known: Set<string> | undefined) => known ?? new Set<string>());
}

/** Keys that a topic binding takes: `#` stands for no word and for one. */
function keysOf(bindingKey: string, words: readonly ReadonlySet<string>[]): readonly string[] {
  let keys: (readonly string[])[] = [[]];
  for (const [place, word] of topicWords(bindingKey).entries()) {
    const said = [...(words[place] ?? []), ANY_WORD];
    const choices =
      word === '*' ? said.map((one) => [one]) : word === '#' ? [[], ...said.map((one) => [one])] : [[word]];
    keys = keys.flatMap((before) => choices.map((next) => [...before, ...next])).slice(0, 20);
  }
  return keys.map((key) => key.join('.'));
}

/** All that a binding compares, and, where one header is enough, each alone. */
function headersOf({ arguments: args }: BindingDefinition): readonly Arguments[] {
  const compared = comparedHeaders(args).map((name): Arguments => ({ [name]: args[name] ?? '' }));
  return [Object.assign({}, ...compared) as Arguments, ...(compared.length > 1 ? compared : [])];
}
