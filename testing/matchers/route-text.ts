import type { Hop, Route } from '../../model/routing/route';

/** The ways of a message, a line each: `'events' → queue 'billing', by the binding 'order.#'`. */
export function routeLines({ path, refused, remarks }: Route): readonly string[] {
  if (refused !== undefined) return [`  the broker refuses it: ${refused}`];
  return [...path.map(hopLine), ...remarks.map((remark) => `  ${remark}`)];
}

function hopLine({ from, to, by, binding, certainty }: Hop): string {
  const how = by === 'binding' && binding !== undefined ? `by ${bindingText(binding)}` : `by ${by}`;
  const sure = certainty === 'certain' ? '' : certainty === 'chosen' ? ', one of several' : ', perhaps';
  return `  '${from}' → ${to.kind} '${to.name}', ${how}${sure}`;
}

/** A binding by what it takes: its routing key, and its arguments where it has some. */
export function bindingText({ routing_key, arguments: args }: NonNullable<Hop['binding']>): string {
  const compared = Object.keys(args).length === 0 ? '' : ` with ${JSON.stringify(args)}`;
  return `the binding '${routing_key}'${compared}`;
}
