import { idOf } from '../topology/object-id';
import type { BindingDefinition } from '../topology/topology';
import { deadLetterPaths } from './dead-letters';
import { describeBinding, describeDeadLetter, describeExchange, describeHop } from './describe';
import { editDistance } from './edit-distance';
import type { SentMessage } from './message';
import { missOf } from './miss';
import type { Hop, Route } from './route';
import type { Router } from './router';

/** Why a queue gets a message, or does not. */
export interface Why {
  /** `certain`, or `possible` when that hangs on a choice or on what is not known. */
  readonly reaches: 'certain' | 'possible' | 'no';
  /** Sentences: the way that it takes, or what is in its way. */
  readonly because: readonly string[];
  /** The binding that would have to be another for the message to come there, and comes nearest. */
  readonly nearest?: BindingDefinition;
}

/**
 * Says why a message that is published gets to a queue, or why not and which binding comes nearest.
 * @param queue - its name
 */
export function why(router: Router, vhost: string, message: SentMessage, queue: string): Why {
  const route = router.publish(vhost, message);
  if (!router.hasQueue(vhost, queue))
    return { reaches: 'no', because: [`there is no queue '${queue}' in virtual host '${vhost}'`] };
  if (route.refused !== undefined) return { reaches: 'no', because: [`the publisher is refused: ${route.refused}`] };
  if (route.queues.includes(queue)) {
    const reaches = route.certain.includes(queue) ? 'certain' : 'possible';
    return { reaches, because: [...wayTo(route, queue).map(describeHop), ...route.remarks] };
  }
  const asDeadLetter = deadLetterPaths(router, vhost, route.queues, message)
    .filter((step) => step.route.queues.includes(queue))
    .map((step) => `it gets there as a dead letter: ${describeDeadLetter(step)}`);
  const { because, nearest } = whyNot(router, vhost, message, queue);
  return {
    reaches: 'no',
    because: [...because, ...route.remarks, ...asDeadLetter],
    ...(nearest === undefined ? {} : { nearest }),
  };
}

/** What is in the way of a message that does not come from its exchange to a queue: the nearest binding, or that none leads there. */
export function whyNot(
  router: Router,
  vhost: string,
  message: SentMessage,
  queue: string,
): Pick<Why, 'because' | 'nearest'> {
  const way = nearestWay(router, vhost, message, queue);
  const because = way?.map(({ reason }) => reason) ?? noWay(router, vhost, message.exchange, queue);
  const nearest = way?.find((step) => step.binding !== undefined)?.binding;
  return { because, ...(nearest === undefined ? {} : { nearest }) };
}

/** The steps of a route that lead to a queue. */
function wayTo({ path }: Route, queue: string): readonly Hop[] {
  const leads = new Set<Hop>();
  const wanted = [{ kind: 'queue', name: queue }];
  for (let target = wanted.pop(); target !== undefined; target = wanted.pop()) {
    for (const hop of path) {
      if (hop.to.kind !== target.kind || hop.to.name !== target.name || leads.has(hop)) continue;
      leads.add(hop);
      wanted.push({ kind: 'exchange', name: hop.from });
    }
  }
  return path.filter((hop) => leads.has(hop));
}

/** What is in the way between two exchanges, or an exchange and a queue. */
interface Obstacle {
  readonly binding?: BindingDefinition;
  readonly reason: string;
}

interface Edge {
  readonly to: string;
  readonly isQueue: boolean;
  readonly cost: number;
  readonly obstacle?: Obstacle;
}

/**
 * The obstacles on the way from where a message is published to a queue that is easiest to clear (Dijkstra): fewer count more than
 * small ones.
 * @returns undefined when no way leads there
 */
function nearestWay(
  router: Router,
  vhost: string,
  message: SentMessage,
  queue: string,
): readonly Obstacle[] | undefined {
  const open = new Map<string, { readonly cost: number; readonly obstacles: readonly Obstacle[] }>([
    [message.exchange, { cost: 0, obstacles: [] }],
  ]);
  const done = new Set<string>();
  let best: { readonly cost: number; readonly obstacles: readonly Obstacle[] } | undefined;
  for (;;) {
    const [next] = [...open].filter(([name]) => !done.has(name)).sort(([, one], [, other]) => one.cost - other.cost);
    if (next === undefined) return best?.obstacles;
    const [name, { cost, obstacles }] = next;
    if (best !== undefined && best.cost <= cost) return best.obstacles;
    done.add(name);
    for (const edge of edgesFrom(router, vhost, message, name)) {
      const way = {
        cost: cost + edge.cost,
        obstacles: edge.obstacle === undefined ? obstacles : [...obstacles, edge.obstacle],
      };
      if (edge.isQueue) {
        if (edge.to === queue && (best === undefined || way.cost < best.cost)) best = way;
      } else if (way.cost < (open.get(edge.to)?.cost ?? Infinity)) {
        open.set(edge.to, way);
      }
    }
  }
}

function* edgesFrom(router: Router, vhost: string, message: SentMessage, name: string): Iterable<Edge> {
  if (name === '') {
    for (const queue of name === message.exchange ? (message.keys ?? []) : []) yield* queueNames(router, vhost, queue);
    return;
  }
  const exchange = router.exchange(vhost, name);
  if (exchange === undefined) return;
  const taken = new Set(exchange.find(message).hops.map(({ binding }) => binding));
  for (const binding of router.index.bindingsFrom.get(idOf(vhost, name)) ?? []) {
    const to = { to: binding.destination, isQueue: binding.destination_type === 'queue' };
    if (taken.has(binding)) {
      yield { ...to, cost: 0 };
      continue;
    }
    const { distance, reason } = missOf(exchange.type, binding, message);
    const between = `${describeExchange(name)} → ${to.isQueue ? 'queue' : 'exchange'} '${binding.destination}'`;
    yield { ...to, cost: 1 + distance, obstacle: { binding, reason: `${between}: ${reason}` } };
  }
  if (exchange.alternate === undefined) return;
  const [first] = taken;
  const reason =
    first === undefined
      ? `its alternate exchange '${exchange.alternate}' takes it`
      : `${describeExchange(name)} → its alternate exchange '${exchange.alternate}': it is used only where no binding takes a message, and ${describeBinding(first)} does`;
  yield {
    to: exchange.alternate,
    isQueue: false,
    cost: first === undefined ? 0 : 1.5,
    ...(first === undefined ? {} : { obstacle: { reason } }),
  };
}

function* queueNames(router: Router, vhost: string, key: string): Iterable<Edge> {
  for (const { queue } of router.index.queues.values()) {
    if (queue.vhost !== vhost) continue;
    const reason = `the default exchange takes the name of the queue as key, '${queue.name}', not '${key}'`;
    yield { to: queue.name, isQueue: true, cost: 1 + editDistance([...queue.name], [...key]), obstacle: { reason } };
  }
}

function noWay(router: Router, vhost: string, exchange: string, queue: string): readonly string[] {
  const bound = router.index.bindingsToQueue.get(idOf(vhost, queue)) ?? [];
  const ways = bound.map((binding) => `${describeExchange(binding.source)} leads there by ${describeBinding(binding)}`);
  return [
    `no binding leads from ${describeExchange(exchange)} to queue '${queue}'`,
    ...(ways.length > 0 ? ways : [`nothing is bound to it: the default exchange reaches it with the key '${queue}'`]),
  ];
}
