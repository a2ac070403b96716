import { indexTopology } from '../model/analysis/topology-index';
import { publishedMessage } from '../model/routing/message';
import { Router } from '../model/routing/router';
import { topicWords } from '../model/routing/topic-trie';
import { NEWEST_SERVER_VERSION } from '../model/server/server-version';
import { emptyTopology, type Topology } from '../model/topology/topology';

/** How long routes through a topic exchange took, in milliseconds of a processor a million. */
export interface RoutingTimes {
  readonly trie: number;
  /** Every binding tried for every message, word by word. */
  readonly naive: number;
}

const vhost = '/';
const exchange = 'events';

/**
 * Routes messages through a topic exchange with as many bindings, of which a tenth have wildcards.
 * @param messages - how many; the naive search, which is slow, gets a hundredth of them
 */
export function measureRouting(bindings: number, messages: number): RoutingTimes {
  const topology = topologyOf(bindings);
  const router = new Router(indexTopology(topology, NEWEST_SERVER_VERSION));
  const keys = Array.from({ length: 1_000 }, (_, index) => keyOf((index * 7_919) % bindings));
  const sent = keys.map((key) => publishedMessage(exchange, key));
  const queues = (index: number) => {
    const message = sent[index % sent.length];
    return message === undefined ? 0 : router.publish(vhost, message).queues.length;
  };
  const bound = topology.bindings.map(({ routing_key: key }) => topicWords(key));
  const naive = (index: number) => {
    const words = topicWords(keys[index % keys.length] ?? '');
    return bound.filter((binding) => takes(binding, words)).length;
  };
  for (const index of keys.keys()) {
    if (queues(index) !== naive(index)) throw new Error(`the trie and the naive search disagree on '${keys[index]}'`);
  }
  return { trie: timeOf(queues, messages), naive: timeOf(naive, messages / 100) };
}

/** In milliseconds of a processor a million, which other work on the machine disturbs less than the time that passes. */
function timeOf(find: (index: number) => number, times: number): number {
  const before = process.cpuUsage();
  for (let index = 0; index < times; index += 1) find(index);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / times) * 1_000;
}

function takes([first, ...rest]: readonly string[], words: readonly string[]): boolean {
  if (first === undefined) return words.length === 0;
  if (first === '#') return takes(rest, words) || (words.length > 0 && takes([first, ...rest], words.slice(1)));
  return words.length > 0 && (first === '*' || first === words[0]) && takes(rest, words.slice(1));
}

function keyOf(index: number): string {
  return `region-${index % 10}.order.${index}.created`;
}

function topologyOf(bindings: number): Topology {
  const numbers = Array.from({ length: bindings }, (_, index) => index);
  return {
    ...emptyTopology,
    vhosts: [{ name: vhost }],
    exchanges: [
      { name: exchange, vhost, type: 'topic', durable: true, auto_delete: false, internal: false, arguments: {} },
    ],
    queues: numbers.map((index) => ({
      ...{ name: `queue-${index}`, vhost, durable: true, auto_delete: false },
      arguments: {},
    })),
    bindings: numbers.map((index) => ({
      ...{ source: exchange, vhost, destination: `queue-${index}`, destination_type: 'queue' },
      routing_key: bindingKeyOf(index),
      arguments: {},
    })),
  };
}

function bindingKeyOf(index: number): string {
  if (index % 20 === 0) return `*.order.${index}.*`;
  return index % 20 === 10 ? `#.${index}.created` : keyOf(index);
}
