import { indexTopology, type TopologyIndex } from '../analysis/topology-index';
import { idOf } from '../topology/object-id';
import type { ServerVersion } from '../server/server-version';
import type { Arguments, Topology } from '../topology/topology';
import { isCertain, type Visited } from './certainty';
import { RoutingExchanges, type RoutingExchange } from './exchanges';
import { publishedMessage, wrongRoutingHeaders, type Message, type SentMessage } from './message';
import type { Hop, Route } from './route';

/**
 * Where a message goes that is published to an exchange. For many messages, {@link Router} reads the topology once.
 * @param exchange - its name; `''` is the default exchange, which reaches every queue by its name
 * @param key - the routing key
 * @param headers - the headers; `CC` and `BCC` are lists of more routing keys
 * @param version - the server that would route it
 */
export function route(
  topology: Topology,
  vhost: string,
  exchange: string,
  key: string,
  headers: Arguments,
  version: ServerVersion,
): Route {
  return new Router(indexTopology(topology, version)).publish(vhost, publishedMessage(exchange, key, headers));
}

/**
 * Routes messages through the exchanges of a topology as the broker does: each exchange passes a message on once, however often
 * it comes there, and an alternate exchange gets it only when none of the exchange's own bindings takes it.
 * @see https://github.com/rabbitmq/rabbitmq-server/blob/main/deps/rabbit/src/rabbit_exchange.erl
 */
export class Router {
  private readonly exchanges: RoutingExchanges;

  constructor(readonly index: TopologyIndex) {
    this.exchanges = new RoutingExchanges(index);
  }

  /** Where a message goes that a publisher sends to an exchange. */
  publish(vhost: string, message: SentMessage): Route {
    const { exchange } = message;
    const found = this.exchanges.get(vhost, exchange);
    if (found === undefined) return refused(`there is no exchange '${exchange}'`);
    if (found.internal) return refused(`exchange '${exchange}' is internal: no publisher may use it`);
    const [wrong] = message.headers === undefined ? [] : wrongRoutingHeaders(message.headers);
    if (wrong !== undefined) return refused(`header '${wrong}' must be a list of routing keys`);
    return this.route(vhost, found, message);
  }

  /**
   * Where a message goes that comes to an exchange otherwise, as dead letters do: internal ones take them, too.
   * @returns undefined when there is no such exchange
   */
  pass(vhost: string, message: SentMessage): Route | undefined {
    const found = this.exchanges.get(vhost, message.exchange);
    return found === undefined ? undefined : this.route(vhost, found, message);
  }

  /** An exchange that is declared, or that every virtual host has. */
  exchange(vhost: string, name: string): RoutingExchange | undefined {
    return this.exchanges.get(vhost, name);
  }

  /** Whether a queue is declared. */
  hasQueue(vhost: string, name: string): boolean {
    return this.index.queues.has(idOf(vhost, name));
  }

  private route(vhost: string, start: RoutingExchange, message: Message): Route {
    if (start.name === '') return this.byQueueName(vhost, message);
    const { hops: firstHops, ...first } = this.visit(start, message);
    // Most messages need no more than this.
    if (firstHops.length > 0 && first.remarks.length === 0 && firstHops.every(isPlain)) return settled(firstHops);
    const visited = new Map<string, Visited>([[start.name, { hops: firstHops, ...first }]]);
    const path: Hop[] = [];
    const remarks = [...first.remarks];
    const work: (readonly Hop[])[] = [firstHops];
    for (let hops = work.shift(); hops !== undefined; hops = work.shift()) {
      for (const hop of hops) {
        path.push(hop);
        if (hop.to.kind === 'queue' || visited.has(hop.to.name)) continue;
        const next = this.exchanges.get(vhost, hop.to.name);
        // Only a queue that is asked for by name need not be there: who binds one that is missing is refused.
        if (next === undefined) {
          visited.set(hop.to.name, { hops: [], choice: false, mayBeNone: false });
          remarks.push(`there is no exchange '${hop.to.name}', to which '${hop.from}' leads: what comes there is lost`);
          continue;
        }
        const at = this.visit(next, message);
        visited.set(next.name, at);
        remarks.push(...at.remarks);
        work.push(at.hops);
      }
    }
    const queues = [...new Set(path.flatMap(({ to }) => (to.kind === 'queue' ? [to.name] : [])))].sort();
    const certain = path.every(({ certainty }) => certainty === 'certain')
      ? queues
      : queues.filter((queue) => isCertain(start.name, visited, (name) => name === queue));
    const unroutable = this.isUnroutable(start.name, visited, queues, certain);
    return { queues, certain, path, ...(unroutable === undefined ? {} : { unroutable }), remarks };
  }

  private isUnroutable(
    start: string,
    visited: ReadonlyMap<string, Visited>,
    queues: readonly string[],
    certain: readonly string[],
  ): boolean | undefined {
    if (certain.length > 0) return false;
    const isOpen = [...visited.values()].some(({ mayBeNone, hops }) => mayBeNone && hops.length === 0);
    if (queues.length === 0) return isOpen ? undefined : true;
    return isCertain(start, visited, () => true) ? false : undefined;
  }

  /** What one exchange does with a message, its alternate exchange included. */
  private visit(exchange: RoutingExchange, message: Message): Visited & { readonly remarks: readonly string[] } {
    // The default exchange reaches queues by their names for publishers and dead letters alone: it has no bindings.
    const { hops, choice, mayBeNone, alternateToo = false, remark } = exchange.find(message);
    const remarks = remark === undefined ? [] : [`exchange '${exchange.name}': ${remark}`];
    const takesSome = !mayBeNone && hops.some(({ certainty }) => choice || certainty === 'certain');
    if (takesSome && !alternateToo) return { hops, choice, mayBeNone, remarks };
    if (exchange.alternate === undefined) {
      const isOpen = !takesSome && exchange.undecided.length > 0;
      return { hops, choice, mayBeNone: mayBeNone || isOpen, remarks: [...remarks, ...exchange.undecided] };
    }
    const alternate: Hop = {
      from: exchange.name,
      to: { kind: 'exchange', name: exchange.alternate },
      by: 'alternate',
      certainty: alternateToo || (hops.length === 0 && !mayBeNone) ? 'certain' : 'unknown',
    };
    return { hops: [...hops, alternate], choice, mayBeNone: false, remarks };
  }

  private byQueueName(vhost: string, { keys }: Message): Route {
    if (keys === undefined) {
      const remarks = ['the default exchange reaches the queue that the routing key names'];
      return { queues: [], certain: [], path: [], remarks };
    }
    const queues = [...new Set(keys)].filter((key) => this.hasQueue(vhost, key)).sort();
    const path = queues.map((name): Hop => ({
      from: '',
      to: { kind: 'queue', name },
      by: 'queue name',
      certainty: 'certain',
    }));
    return { queues, certain: queues, path, unroutable: queues.length === 0, remarks: [] };
  }
}

function isPlain({ to, certainty }: Hop): boolean {
  return to.kind === 'queue' && certainty === 'certain';
}

function settled(path: readonly Hop[]): Route {
  const [first] = path;
  const queues =
    path.length === 1 && first !== undefined ? [first.to.name] : [...new Set(path.map(({ to }) => to.name))].sort();
  return { queues, certain: queues, path, unroutable: false, remarks: [] };
}

function refused(why: string): Route {
  return { queues: [], certain: [], path: [], unroutable: true, refused: why, remarks: [] };
}
