import { indexTopology } from '../../../model/analysis/topology-index';
import { idOf } from '../../../model/topology/object-id';
import { groupBy } from '../../../model/group-by';
import { objectId } from '../../../model/provider/provider-objects';
import { publishedMessage } from '../../../model/routing/message';
import type { RoutingExchange } from '../../../model/routing/exchanges';
import type { Route } from '../../../model/routing/route';
import { Router } from '../../../model/routing/router';
import { sampleMessages, type SampleMessage, type TypedBinding } from '../../../model/routing/sample-messages';
import { describeHeaders } from '../../../model/routing/describe';
import type { BindingDefinition, Topology } from '../../../model/topology/topology';
import { vhostsGoing, type BrokerChange } from '../broker-change';
import type { ReviewFinding } from '../finding';

/**
 * Which messages go elsewhere afterwards, tried on messages that the bindings before and after tell apart. What only a binding of the
 * exchange itself adds is no finding: that the binding is created says it.
 */
export function reviewRoutes(change: BrokerChange): readonly ReviewFinding[] {
  if (!changesRoutes(change)) return [];
  const undeclared = undeclaredBindings(change);
  const before = routerOf(change, change.before, undeclared);
  const after = routerOf(change, change.after, undeclared);
  const going = vhostsGoing(change);
  const queuesAfter = new Set(change.after.queues.map(({ vhost, name }) => idOf(vhost, name)));
  const queuesGoing = new Set(
    change.before.queues.map(({ vhost, name }) => idOf(vhost, name)).filter((id) => !queuesAfter.has(id)),
  );
  return exchangesOf(change)
    .filter(({ vhost }) => !going.has(vhost))
    .flatMap(({ vhost, name }) => {
      const [was, is] = [before.exchange(vhost, name), after.exchange(vhost, name)];
      if (was === undefined || is === undefined || is.internal) return [];
      const samples = sampleMessages([...bindingsBehind(before, vhost, was), ...bindingsBehind(after, vhost, is)]);
      const moves = samples.flatMap((sample) => movesOf(before, after, vhost, name, sample));
      const known = moves.filter(
        ({ queue, kind }) =>
          !queuesGoing.has(idOf(vhost, queue)) && (kind !== 'gained' || !isBound(change.after, vhost, name, queue)),
      );
      const at = placeOf(change, vhost, name);
      return [...groupBy(known, ({ queue, kind }) => JSON.stringify([queue, kind])).values()].map((some) =>
        findingOf(vhost, name, at, some),
      );
    });
}

/** That a message no longer reaches a queue, or now does. */
interface Move {
  readonly sample: SampleMessage;
  readonly queue: string;
  readonly kind: 'lost' | 'taken' | 'gained';
}

function movesOf(
  before: Router,
  after: Router,
  vhost: string,
  exchange: string,
  sample: SampleMessage,
): readonly Move[] {
  const message = publishedMessage(exchange, sample.key, sample.headers);
  const was = before.publish(vhost, message);
  const is = after.publish(vhost, message);
  const isUnbound = ({ path }: Route) => path.some(({ by }) => by === 'alternate');
  // An alternate exchange is for what nothing takes: that something takes it now is no loss.
  const kind = isUnbound(was) && !isUnbound(is) && is.unroutable === false ? 'taken' : 'lost';
  return [
    ...without(was.queues, is.queues).map((queue): Move => ({ sample, queue, kind })),
    ...without(is.queues, was.queues).map((queue): Move => ({ sample, queue, kind: 'gained' })),
  ];
}

function without(queues: readonly string[], others: readonly string[]): readonly string[] {
  return queues.filter((queue) => !others.includes(queue));
}

const MOST_NAMED = 3;

function findingOf(vhost: string, name: string, at: string, moves: readonly Move[]): ReviewFinding {
  const [{ queue, kind }] = moves as readonly [Move, ...Move[]];
  const named = moves.slice(0, MOST_NAMED).map(({ sample }) => describeSample(sample));
  const what = `${named.join(', ')}${moves.length > named.length ? ' and others' : ''}`;
  const reach = `${moves.length === 1 ? 'reaches' : 'reach'} queue '${queue}'`;
  const finding = { object: { type: 'exchange', vhost, name }, at };
  switch (kind) {
    case 'lost':
      return { effect: 'data', change: 'route/lost', ...finding, message: `${what} no longer ${reach}` };
    case 'taken': {
      const message = `${what} no longer ${reach} by the alternate exchange: a binding takes it`;
      return { effect: 'online', change: 'route/taken', ...finding, message };
    }
    case 'gained':
      return { effect: 'online', change: 'route/gained', ...finding, message: `${what} now ${reach}` };
  }
}

function describeSample({ key, headers }: SampleMessage): string {
  return Object.keys(headers).length === 0 ? `'${key}'` : `'${key}' with ${describeHeaders(headers)}`;
}

/** Whether anything changes by which messages are routed. */
function changesRoutes({ changes, before, after }: BrokerChange): boolean {
  const alternates = ({ policies }: Topology) =>
    JSON.stringify(
      policies
        .filter(({ definition }) => 'alternate-exchange' in definition)
        .map(({ vhost, pattern, priority, definition }) => [vhost, pattern, priority, definition['alternate-exchange']])
        .sort(),
    );
  return (
    [...changes.rabbitmq_binding, ...changes.rabbitmq_exchange].some(({ action }) => action !== 'none') ||
    alternates(before) !== alternates(after)
  );
}

/** Bindings that applications made: they route before and afterwards. */
function undeclaredBindings({ before, live }: BrokerChange): readonly BindingDefinition[] {
  const key = (binding: BindingDefinition) => JSON.stringify(objectId(binding));
  const known = new Set(before.bindings.map(key));
  return (live?.bindings ?? []).filter((binding) => !known.has(key(binding)));
}

function routerOf({ version }: BrokerChange, topology: Topology, more: readonly BindingDefinition[]): Router {
  return new Router(indexTopology({ ...topology, bindings: [...topology.bindings, ...more] }, version));
}

/** Exchanges that are there before and after: of a new one nothing is published yet, and one that goes is told of. */
function exchangesOf({ before, after }: BrokerChange): readonly { readonly vhost: string; readonly name: string }[] {
  const later = new Set(after.exchanges.map(({ vhost, name }) => idOf(vhost, name)));
  const builtIn = [...before.bindings, ...after.bindings].filter(({ source }) => source.startsWith('amq.'));
  const all = [
    ...before.exchanges.filter(({ vhost, name }) => later.has(idOf(vhost, name))),
    ...builtIn.map(({ vhost, source: name }) => ({ vhost, name })),
  ];
  return [...new Map(all.map(({ vhost, name }) => [idOf(vhost, name), { vhost, name }])).values()];
}

/** The bindings that a message may come by that is published to an exchange. */
function bindingsBehind(router: Router, vhost: string, start: RoutingExchange): readonly TypedBinding[] {
  const seen = new Set([start.name]);
  const found: TypedBinding[] = [];
  const work = [start];
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    const bindings = router.index.bindingsFrom.get(idOf(vhost, at.name)) ?? [];
    for (const binding of bindings) found.push({ binding, type: at.type });
    const next = bindings.filter(({ destination_type: kind }) => kind === 'exchange').map((one) => one.destination);
    for (const name of [...next, ...(at.alternate === undefined ? [] : [at.alternate])]) {
      const exchange = seen.has(name) ? undefined : router.exchange(vhost, name);
      seen.add(name);
      if (exchange !== undefined) work.push(exchange);
    }
  }
  return found;
}

function isBound({ bindings }: Topology, vhost: string, source: string, queue: string): boolean {
  return bindings.some(
    (one) =>
      one.vhost === vhost && one.source === source && one.destination_type === 'queue' && one.destination === queue,
  );
}

function placeOf({ after, changes }: BrokerChange, vhost: string, name: string): string {
  const declared = after.exchanges.find((one) => one.vhost === vhost && one.name === name);
  const bound = changes.rabbitmq_binding.find(({ before, after: now }) => (now ?? before)?.source === name);
  return declared?.declaredAt ?? bound?.address ?? '';
}
