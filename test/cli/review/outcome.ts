import type { ReviewFinding } from '../../../cli/review/finding';
import { differences, showDifference } from '../../../cli/review/differences';
import type { Observation, Trial } from './live-observer';

/** What a change does to a broker and who uses it; each list is sorted. */
export interface Outcome {
  /** The queues that have fewer messages than before: `shop/orders`. */
  readonly lostMessages: readonly string[];
  /** What is no longer there: `queue shop/orders`, `binding shop/events -> orders (order.paid)`, `vhost archive`. */
  readonly gone: readonly string[];
  /** The settings that policies give to a queue: `shop/orders max-length 1000 → 100`. */
  readonly settings: readonly string[];
}

/** What a user can do and could not before, and the other way round, by the names of trials. */
export interface Abilities {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** What happened between two observations. */
export function outcomeOf(before: Observation, after: Observation): Outcome {
  return {
    lostMessages: [...before.messages]
      .filter(([queue, count]) => (after.messages.get(queue) ?? 0) < count)
      .map(([queue]) => queue)
      .sort(),
    gone: without(before.objects, after.objects),
    settings: [...before.settings]
      .flatMap(([queue, settings]) =>
        after.settings.has(queue)
          ? differences(settings, after.settings.get(queue) ?? {}).map((one) => `${queue} ${showDifference(one)}`)
          : [],
      )
      .sort(),
  };
}

/** What a review says will happen to what is there. */
export function predictedOutcome(findings: readonly ReviewFinding[], before: Observation): Outcome {
  const named = (...kinds: readonly string[]) => findings.filter(({ change }) => kinds.includes(change));
  // Everything that a node has stored is everything that there is on a broker of one node.
  if (named('volume/replaced', 'volume/deleted').length > 0) return everythingGoes(before);
  const vhosts = named('vhost/deleted', 'vhost/replaced').map(({ object }) => object.name);
  const deleted = named('queue/deleted', 'exchange/deleted').map(
    ({ object: { type, vhost, name } }) => `${type} ${vhost}/${name}`,
  );
  const bindings = named('binding/deleted', 'binding/replaced', 'binding/vanishes').map(
    ({ object: { vhost, name } }) => `binding ${vhost}/${name}`,
  );
  const losing = findings
    .filter(({ effect, object }) => effect === 'data' && object.type === 'queue')
    .map(({ object: { vhost, name } }) => `${vhost}/${name}`);
  return {
    lostMessages: [...before.messages]
      .filter(([queue, count]) => count > 0 && (losing.includes(queue) || vhosts.includes(queue.split('/')[0] ?? '')))
      .map(([queue]) => queue)
      .sort(),
    gone: before.objects.filter(
      (object) =>
        bindings.includes(object) ||
        deleted.some((one) => one === object || isEndOf(one, object)) ||
        vhosts.some((vhost) => object === `vhost ${vhost}` || object.split(' ')[1]?.startsWith(`${vhost}/`)),
    ),
    settings: named('queue/settings-changed')
      .flatMap(({ message, object: { vhost, name } }) =>
        message
          .replace('changes ', '')
          .replaceAll(/ \([^)]*\)/g, '')
          .split(', ')
          .map((setting) => `${vhost}/${name} ${setting}`),
      )
      .sort(),
  };
}

/** What happened to what a user can do, by the names of the trials it succeeded with. */
export function abilitiesBetween(before: readonly string[], after: readonly string[]): Abilities {
  return { gained: without(after, before), lost: without(before, after) };
}

/**
 * What a review says will happen to what a user can do.
 * @param could - the names of the trials it succeeded with
 */
export function predictedAbilities(
  findings: readonly ReviewFinding[],
  trials: readonly Trial[],
  could: readonly string[],
): Abilities {
  const of = (...kinds: readonly string[]) => findings.filter(({ change }) => kinds.includes(change));
  // The user goes with everything else.
  if (of('volume/replaced').length > 0) return { gained: [], lost: could };
  const permissions = of('permissions/widened', 'permissions/narrowed', 'permissions/changed');
  const topics = of('permissions/topic-changed');
  return {
    gained: trials.filter(({ operation }) => says(permissions, 'may now', operation)).map(({ name }) => name),
    lost: trials
      .filter(({ name }) => could.includes(name))
      .filter(
        ({ operation, key }) =>
          says(permissions, 'may no longer', operation) ||
          topics.some(({ message }) => refusesKey(message, operation, key)),
      )
      .map(({ name }) => name),
  };
}

/** The clients that a review says are cut off: connections of users, and consumers of queues. */
export function predictedCuts(findings: readonly ReviewFinding[], clients: readonly string[]): readonly string[] {
  return clients.filter((client) =>
    findings.some(({ change, object }) => {
      if (change === 'node/replaced') return true;
      if (change === 'user/deleted') return client === `connection of ${object.name}`;
      return ['queue/deleted', 'queue/replaced'].includes(change) && client === `consumer of ${object.name}`;
    }),
  );
}

function everythingGoes({ messages, objects }: Observation): Outcome {
  return {
    lostMessages: [...messages]
      .filter(([, count]) => count > 0)
      .map(([queue]) => queue)
      .sort(),
    gone: objects,
    settings: [],
  };
}

/** Whether a queue or exchange is an end of a binding. */
function isEndOf(end: string, binding: string): boolean {
  const [, path = ''] = end.split(' ');
  const [vhost, name = ''] = path.split('/');
  const [, from, to] = /^binding (.*?) -> (.*?)(?: \(|$)/.exec(binding) ?? [];
  return from === `${vhost}/${name}` || (to === name && from?.startsWith(`${vhost}/`) === true);
}

/** Whether a finding says of an operation that it `may now` or `may no longer` be done. */
function says(findings: readonly ReviewFinding[], what: 'may now' | 'may no longer', operation: string): boolean {
  return findings.some(({ message }) => {
    const clause = message.split('; ').find((part) => part.startsWith(what)) ?? '';
    const [, verb = '', name = ''] = /^(.*) ('.*')$/.exec(operation) ?? [];
    const objects = clause.split(/(?=consume from |publish to |declare and delete )/);
    return objects.some((part) => part.startsWith(verb) && part.includes(name));
  });
}

function refusesKey(message: string, operation: string, key: string | undefined): boolean {
  const [, exchange, pattern = ''] = /publish to ('.*?') by routing keys that match '(.*?)' only/.exec(message) ?? [];
  return operation === `publish to ${exchange}` && key !== undefined && !new RegExp(pattern).test(key);
}

function without(one: readonly string[], other: readonly string[]): readonly string[] {
  return one.filter((element) => !other.includes(element));
}
