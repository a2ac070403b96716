import { show } from '../finding';
import type { Arguments, BindingDefinition } from '../topology/topology';
import { describeBinding } from './describe';
import { editDistance } from './edit-distance';
import { comparedHeaders, matchesAny, matchHeader } from './headers-match';
import type { Message } from './message';
import { topicWords } from './topic-trie';

/** Why a binding does not take a message. */
export interface Miss {
  /** By how much, from 0 to 1. */
  readonly distance: number;
  readonly reason: string;
}

/**
 * Why a binding does not take a message that comes to its exchange.
 * @param type - the exchange's
 */
export function missOf(type: string, binding: BindingDefinition, message: Message): Miss {
  if (type === 'headers') return missOfHeaders(binding, message.headers ?? {});
  const misses = (message.keys ?? []).map((key) =>
    type === 'topic' ? missOfTopic(binding, key) : missOfKey(binding, key),
  );
  const [nearest = { distance: 1, reason: `${describeBinding(binding)} does not take it` }] = misses.sort(
    (one, other) => one.distance - other.distance,
  );
  return nearest;
}

function missOfKey(binding: BindingDefinition, key: string): Miss {
  const distance = editDistance([...binding.routing_key], [...key]);
  return { distance, reason: `${describeBinding(binding)} takes that very key, not '${key}'` };
}

function missOfTopic(binding: BindingDefinition, key: string): Miss {
  const wanted = topicWords(binding.routing_key);
  const words = topicWords(key);
  const distance = editDistance(wanted, words, unlikeness);
  return { distance, reason: `${describeBinding(binding)} does not take '${key}': ${topicReason(wanted, words)}` };
}

/** A word that is meant comes nearer than a wildcard. */
function unlikeness(want: string, word: string): number {
  if (want === word) return 0;
  return want === '*' || want === '#' ? 0.2 : 1;
}

function topicReason(wanted: readonly string[], words: readonly string[]): string {
  const rest = wanted.indexOf('#');
  const fixed = rest === -1 ? wanted : wanted.slice(0, rest);
  const at = fixed.findIndex((want, index) => want !== '*' && want !== words[index]);
  const counted = (count: number) => (count === 1 ? '1 word' : `${count} words`);
  if (rest === -1 && wanted.length !== words.length) return `it takes ${counted(wanted.length)}, not ${words.length}`;
  if (at !== -1 && words[at] !== undefined) return `word ${at + 1} is '${words[at]}', and it takes '${fixed[at]}'`;
  const least = wanted.filter((word) => word !== '#').length;
  if (words.length < least) return `it takes ${counted(least)} or more, not ${words.length}`;
  return `what follows '#' is not there`;
}

function missOfHeaders(binding: BindingDefinition, headers: Arguments): Miss {
  const compared = comparedHeaders(binding.arguments);
  const missing = compared.filter((name) => matchHeader(binding.arguments, headers, name) === 'no');
  const what = describeBinding(binding);
  if (compared.length === 0) return { distance: 1, reason: `${what} compares no header, and so takes nothing` };
  const reasons = missing.map((name) => {
    const given = Object.hasOwn(headers, name) ? `is ${show(headers[name])}` : 'is missing';
    return `header '${name}' ${given}, and it takes ${show(binding.arguments[name])}`;
  });
  const all = matchesAny(binding.arguments) ? 'no header is as it takes one: ' : '';
  return {
    distance: matchesAny(binding.arguments) ? 1 / compared.length : missing.length / compared.length,
    reason: `${what} does not take it: ${all}${reasons.join('; ')}`,
  };
}
