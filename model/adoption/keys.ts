import type { BindingDefinition } from '../topology/topology';

/** What tells a queue or an exchange from all others. */
export function keyOf(kind: 'queue' | 'exchange', vhost: string, name: string): string {
  return JSON.stringify([kind, vhost, name]);
}

/** The source and the destination of a binding. */
export function endsOf({
  vhost,
  source,
  destination,
  destination_type: kind,
}: Pick<BindingDefinition, 'vhost' | 'source' | 'destination' | 'destination_type'>): readonly [string, string] {
  return [keyOf('exchange', vhost, source), keyOf(kind, vhost, destination)];
}
