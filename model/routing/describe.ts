import { show } from '../finding';
import type { Arguments, BindingDefinition } from '../topology/topology';
import type { DeadLettering } from './dead-letters';
import type { DeathReason } from './message';
import type { Hop, Route } from './route';

/** A route for people: a line for each step, and then what could not be determined or is lost. */
export function describeRoute({ refused, path, remarks, unroutable }: Route): readonly string[] {
  if (refused !== undefined) return [`the publisher is refused: ${refused}`];
  const end =
    unroutable === true ? ['no queue gets it: it is dropped, or returned to who publishes it as mandatory'] : [];
  return [...path.map(describeHop), ...remarks, ...end];
}

/** One step: `exchange 'events' → queue 'orders', by the binding 'order.*'`. */
export function describeHop({ from, to, by, binding, certainty }: Hop): string {
  const target = `${describeExchange(from)} → ${to.kind === 'queue' ? `queue '${to.name}'` : describeExchange(to.name)}`;
  const doubt = { certain: '', chosen: '; it chooses one of several', unknown: '; perhaps' }[certainty];
  if (binding !== undefined) return `${target}, by ${describeBinding(binding)}${doubt}`;
  if (by === 'queue name') return `${target}, whose name is the key`;
  return `${target}, its alternate exchange, because no binding takes it${doubt}`;
}

/** `the binding 'order.*'`, with what it compares of headers. */
export function describeBinding({ routing_key: key, arguments: args }: BindingDefinition): string {
  if (Object.keys(args).length === 0) return `the binding '${key}'`;
  return `the binding ${key === '' ? '' : `'${key}' `}${describeHeaders(args)}`;
}

/** `{region: "eu", tier: 1}` */
export function describeHeaders(headers: Arguments): string {
  const given = Object.entries(headers).map(([name, value]) => `${name}: ${show(value)}`);
  return `{${given.join(', ')}}`;
}

/** `exchange 'events'`, or `the default exchange`. */
export function describeExchange(name: string): string {
  return name === '' ? 'the default exchange' : `exchange '${name}'`;
}

/**
 * Where a dead letter goes, in one line: `queue 'orders', rejected → queue 'dead'`.
 * @param reasons - all for which it goes this way
 */
export function describeDeadLetter(
  { from, exchange, keys, route, cyclic }: DeadLettering,
  reasons: readonly DeathReason[] = [from.reason],
): string {
  const start = `queue '${from.queue}', ${reasons.map((reason) => reasonWords[reason]).join(' or ')}`;
  if (exchange === undefined) return `${start}: dropped, it has no dead-letter exchange`;
  const way = ` → ${describeExchange(exchange)}${keys === undefined ? '' : ` with ${quoted(keys)}`}`;
  const dropped = cyclic.length === 0 ? '' : `; not again to ${quoted(cyclic)}, where it died before`;
  const end = route.queues.length > 0 ? ` → ${quoted(route.queues)}` : ': no queue gets it';
  return `${start}${way}${end}${dropped}${route.remarks.map((remark) => `; ${remark}`).join('')}`;
}

const reasonWords: Readonly<Record<DeathReason, string>> = {
  rejected: 'rejected',
  expired: 'expired',
  maxlen: 'too many in the queue',
  delivery_limit: 'delivered too often',
};

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
