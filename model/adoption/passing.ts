import { isOfFederationLink } from '../topology/federation-link';
import type { BindingDefinition, ExchangeDefinition, QueueDefinition, Topology } from '../topology/topology';
import { endsOf, keyOf } from './keys';

/** What applications make for themselves, and declare again when they need it. */
export type LeftOutKind = 'exclusive' | 'auto-delete' | 'server-named' | 'of a session' | 'bound to one of these';

/**
 * A topology without what comes and goes with applications.
 * @param isExclusive - whether a queue belongs to a connection, by virtual host and name
 */
export function withoutPassing(
  topology: Topology,
  isExclusive: (vhost: string, name: string) => boolean,
): { readonly topology: Topology; readonly leftOut: ReadonlyMap<LeftOutKind, number> } {
  const leftOut = new Map<LeftOutKind, number>();
  const passing = new Set<string>();
  const stays = (kind: LeftOutKind | undefined, key: string): boolean => {
    if (kind === undefined) return true;
    leftOut.set(kind, (leftOut.get(kind) ?? 0) + 1);
    passing.add(key);
    return false;
  };
  const queues = topology.queues.filter((queue) =>
    stays(passingQueue(queue, isExclusive), keyOf('queue', queue.vhost, queue.name)),
  );
  const exchanges = topology.exchanges.filter((exchange) =>
    stays(passingExchange(exchange), keyOf('exchange', exchange.vhost, exchange.name)),
  );
  const bindings = topology.bindings.filter((binding) =>
    stays(
      isOfLink(binding) || endsOf(binding).some((end) => passing.has(end)) ? 'bound to one of these' : undefined,
      '',
    ),
  );
  return { topology: { ...topology, queues, exchanges, bindings }, leftOut };
}

function passingQueue(
  { name, vhost, auto_delete: isAutoDelete }: QueueDefinition,
  isExclusive: (vhost: string, name: string) => boolean,
): LeftOutKind | undefined {
  if (name.startsWith('amq.')) return 'server-named';
  if (isExclusive(vhost, name)) return 'exclusive';
  if (name.startsWith('mqtt-subscription-') || isOfFederationLink(name)) return 'of a session';
  return isAutoDelete ? 'auto-delete' : undefined;
}

function passingExchange({ name, type, auto_delete: isAutoDelete }: ExchangeDefinition): LeftOutKind | undefined {
  if (type === 'x-federation-upstream' || isOfFederationLink(name)) return 'of a session';
  return isAutoDelete ? 'auto-delete' : undefined;
}

/** Whether a federation link makes an end of it, which an export may not have. */
function isOfLink({ source, destination }: BindingDefinition): boolean {
  return isOfFederationLink(source) || isOfFederationLink(destination);
}
