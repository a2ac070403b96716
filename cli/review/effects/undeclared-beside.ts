import { objectName } from '../../../model/provider/provider-objects';
import type { BindingDefinition, PermissionDefinition, Topology } from '../../../model/topology/topology';
import { destroyed } from '../change';
import type { BrokerChange } from '../broker-change';
import type { ReviewFinding } from '../finding';

/** What a broker has beside what is declared, of what may widen it. */
export interface LiveBeside {
  readonly bindings: readonly BindingDefinition[];
  /** Empty where the user may not read them. */
  readonly permissions: readonly PermissionDefinition[];
  /** The user that asked, who needs permissions for this. */
  readonly askedAs: string;
}

/** Bindings and permissions that only the broker knows, and that widen what is declared. */
export function reviewUndeclaredBeside({ before, after, live, changes }: BrokerChange): readonly ReviewFinding[] {
  if (live === undefined) return [];
  // Of what goes, and what comes with it, is told there.
  const going = new Set([
    ...destroyed(changes.rabbitmq_queue).map((change) => endId('queue', change.before)),
    ...destroyed(changes.rabbitmq_exchange).map((change) => endId('exchange', change.before)),
  ]);
  const left = live.bindings.filter(
    ({ vhost, source, destination, destination_type: kind }) =>
      !going.has(endId(kind, { vhost, name: destination })) && !going.has(endId('exchange', { vhost, name: source })),
  );
  return undeclaredBeside([before, after], after, { ...live, bindings: left });
}

/**
 * As `reviewUndeclaredBeside`, of a broker that was asked: bindings to declared queues and exchanges, and permissions in
 * declared virtual hosts.
 * @param known - where something counts as declared
 * @param declared - what must not be widened
 */
export function undeclaredBeside(
  known: readonly Pick<Topology, 'bindings' | 'permissions'>[],
  declared: Topology,
  { bindings, permissions, askedAs }: LiveBeside,
): readonly ReviewFinding[] {
  const knownBindings = new Set(known.flatMap((topology) => topology.bindings.map(bindingId)));
  const knownPermissions = new Set(known.flatMap((topology) => topology.permissions.map(permissionId)));
  const ends = new Map([
    ...declared.queues.map((queue) => [endId('queue', queue), queue.declaredAt ?? ''] as const),
    ...declared.exchanges.map((exchange) => [endId('exchange', exchange), exchange.declaredAt ?? ''] as const),
  ]);
  const vhosts = new Map(
    declared.vhosts.filter(({ imported }) => imported !== true).map(({ name, declaredAt = '' }) => [name, declaredAt]),
  );
  return [
    ...bindings.flatMap((binding): readonly ReviewFinding[] => {
      const { vhost, source, destination, destination_type: kind } = binding;
      const at = ends.get(endId(kind, { vhost, name: destination }));
      if (at === undefined || source === '' || knownBindings.has(bindingId(binding))) return [];
      return [
        {
          effect: 'online',
          change: 'binding/undeclared',
          object: { type: 'binding', vhost, name: objectName(binding) },
          at,
          message: `is declared nowhere here, and brings messages to ${kind} '${destination}'`,
          remedy: 'declare it, or delete it on the broker',
        },
      ];
    }),
    ...permissions.flatMap((permission): readonly ReviewFinding[] => {
      const { user, vhost, configure, write, read } = permission;
      const at = vhosts.get(vhost);
      if (at === undefined || user === askedAs || knownPermissions.has(permissionId(permission))) return [];
      return [
        {
          effect: 'online',
          change: 'permissions/undeclared',
          object: { type: 'user', vhost, name: user },
          at,
          message: `has permissions that are declared nowhere here: configure '${configure}', write '${write}', read '${read}'`,
          remedy: 'declare them, or clear them on the broker',
        },
      ];
    }),
  ];
}

function endId(kind: 'queue' | 'exchange', { vhost, name }: { readonly vhost: string; readonly name: string }): string {
  return JSON.stringify([kind, vhost, name]);
}

/** Without arguments: the broker and the provider write them differently, and one key rarely is bound twice. */
function bindingId(binding: BindingDefinition): string {
  const { vhost, source, destination, destination_type: kind, routing_key: key } = binding;
  return JSON.stringify([vhost, source, kind, destination, key]);
}

function permissionId({ user, vhost }: PermissionDefinition): string {
  return JSON.stringify([user, vhost]);
}
