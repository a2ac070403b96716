import type { IndexedQueue } from '../analysis/topology-index';
import { idOf } from '../topology/object-id';
import type { Arguments } from '../topology/topology';
import { deathReasons, type Death, type DeathReason, type Message, type SentMessage } from './message';
import type { Route } from './route';
import type { Router } from './router';

/** Where a message goes that a queue dead-letters. */
export interface DeadLettering {
  /** The queue that dead-letters it, and why. */
  readonly from: Death;
  /** The dead-letter exchange; undefined when the queue has none, and drops the message. */
  readonly exchange?: string;
  /** The routing keys with which it goes there; undefined when they are those that are not known. */
  readonly keys?: readonly string[];
  readonly route: Route;
  /** The queues that would get it and do not, because they dead-lettered it before, and nobody rejected it since. */
  readonly cyclic: readonly string[];
  /** The message as it comes there. */
  readonly message: Message;
}

/**
 * Why a queue may dead-letter messages: that somebody rejects one is always possible; the rest takes a time to live, a greatest
 * length whose overflow makes room, or a limit of deliveries, which quorum queues have unless they are told otherwise.
 * @param queue - with its settings in the end, arguments and policies together
 */
export function possibleDeaths({ type, settings }: IndexedQueue): readonly DeathReason[] {
  if (type !== 'classic' && type !== 'quorum') return [];
  const isLimited = settings.has('max-length') || settings.has('max-length-bytes');
  const overflow = settings.get('overflow');
  // A quorum queue takes reject-publish-dlx for drop-head.
  const keepsOut = overflow === 'reject-publish';
  const limit = settings.get('delivery-limit');
  const isPossible: Readonly<Record<DeathReason, boolean>> = {
    rejected: true,
    expired: settings.has('message-ttl'),
    maxlen: isLimited && !keepsOut,
    delivery_limit: type === 'quorum' && !(typeof limit === 'number' && limit < 0),
  };
  return deathReasons.filter((reason) => isPossible[reason]);
}

/**
 * Where a message goes that a queue dead-letters: to its dead-letter exchange, with its dead-letter routing key or else with
 * all the keys that the message has, and no further to queues where it would go round by itself.
 * @param name - the queue; one that is not declared dead-letters nothing
 * @see https://github.com/rabbitmq/rabbitmq-server/blob/main/deps/rabbit/src/rabbit_dead_letter.erl
 */
export function deadLetter(
  router: Router,
  vhost: string,
  name: string,
  message: Message,
  reason: DeathReason,
): DeadLettering {
  const from: Death = { queue: name, reason };
  const queue = router.index.queues.get(idOf(vhost, name));
  const exchange = queue?.settings.get('dead-letter-exchange');
  const undecided = queue?.undecided ?? [];
  if (queue === undefined || queue.type === 'stream' || typeof exchange !== 'string') {
    const route = undecided.length === 0 ? lost([]) : { ...lost(undecided), unroutable: undefined };
    return { from, route, cyclic: [], message };
  }
  const key = queue.settings.get('dead-letter-routing-key');
  const died: SentMessage = {
    exchange,
    keys: typeof key === 'string' ? [key] : message.keys,
    headers: message.headers && { ...message.headers, ...headersOf(from, message) },
    deaths: [from, ...message.deaths.filter((death) => death.queue !== name || death.reason !== reason)],
  };
  const passed = router.pass(vhost, died);
  const missing = `there is no exchange '${exchange}': what '${name}' dead-letters is lost`;
  const whole = passed ?? lost([missing]);
  const cyclic = reason === 'rejected' ? [] : whole.queues.filter((target) => goesRound(target, died.deaths));
  return {
    from,
    exchange,
    ...(died.keys === undefined ? {} : { keys: died.keys }),
    route: without(whole, cyclic, undecided),
    cyclic,
    message: died,
  };
}

/** Whether a message comes back to a queue that dead-lettered it, and nobody rejected it on the way. */
function goesRound(target: string, deaths: readonly Death[]): boolean {
  const last = deaths.findIndex(({ queue }) => queue === target);
  return last !== -1 && deaths.slice(0, last + 1).every(({ reason }) => reason !== 'rejected');
}

/** The headers that the broker adds, by which an exchange may route that looks at `x-` headers. */
function headersOf({ queue, reason }: Death, { deaths, exchange }: Message): Arguments {
  const of = (which: 'first' | 'last') => ({
    [`x-${which}-death-queue`]: queue,
    [`x-${which}-death-reason`]: reason,
    ...(exchange === undefined ? {} : { [`x-${which}-death-exchange`]: exchange }),
  });
  return deaths.length > 0 ? of('last') : { ...of('first'), ...of('last') };
}

function without(route: Route, cyclic: readonly string[], undecided: readonly string[]): Route {
  if (cyclic.length === 0 && undecided.length === 0) return route;
  const isLeft = (queue: string) => !cyclic.includes(queue);
  const [queues, certain] = [route.queues.filter(isLeft), route.certain.filter(isLeft)];
  const unroutable = queues.length === 0 ? true : certain.length > 0 ? false : undefined;
  return { ...route, queues, certain, unroutable, remarks: [...route.remarks, ...undecided] };
}

function lost(remarks: readonly string[]): Route {
  return { queues: [], certain: [], path: [], unroutable: true, remarks };
}

/** The greatest number of steps that are followed: more, nobody reads. */
const MOST_STEPS = 1_000;

/**
 * What becomes of a message in queues from which nobody takes it for good: each step for each reason there may be, and what
 * follows from it, but for what was followed before.
 */
export function deadLetterPaths(
  router: Router,
  vhost: string,
  queues: readonly string[],
  message: Message,
): readonly DeadLettering[] {
  const steps: DeadLettering[] = [];
  const seen = new Set<string>();
  const work = queues.map((name) => ({ name, message }));
  for (let next = work.shift(); next !== undefined && steps.length < MOST_STEPS; next = work.shift()) {
    const queue = router.index.queues.get(idOf(vhost, next.name));
    for (const reason of queue === undefined ? [] : possibleDeaths(queue)) {
      const step = deadLetter(router, vhost, next.name, next.message, reason);
      const at = JSON.stringify([next.name, reason, step.keys]);
      if (seen.has(at)) continue;
      seen.add(at);
      steps.push(step);
      work.push(...step.route.queues.map((name) => ({ name, message: step.message })));
    }
  }
  return steps;
}
