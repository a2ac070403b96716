import { indexTopology, type IndexedQueue } from '../../model/analysis/topology-index';
import { withoutUris } from '../../model/definitions/withheld';
import type { ServerVersion } from '../../model/server/server-version';
import type { Json, PolicyDefinition, Topology } from '../../model/topology/topology';

type Row = readonly [kind: string, name: string, about: string];

/**
 * A topology as aligned lines, one an object, sorted by kind and name. Queues have the settings that apply in the end, from whatever
 * policy, so that policies which only carry those need no lines of their own; and the arguments that they are declared with, since a
 * queue is replaced when one changes. Text is in quotes where it could be taken for another value.
 * @param topology - all that is declared on a broker
 * @param policies - those of its policies that somebody wrote
 * @param version - of the broker's server
 */
export function topologyTable(
  topology: Topology,
  policies: readonly PolicyDefinition[],
  version: ServerVersion,
): readonly string[] {
  const { queues } = indexTopology(topology, version);
  return [
    ...section(topology.vhosts, ({ name, default_queue_type: type, tags = [] }) => [
      'vhost',
      name,
      words(type && `default queue type ${type}`, tags.length > 0 && `tags ${tags.join(' ')}`),
    ]),
    ...section(topology.exchanges, ({ vhost, name, type, durable, auto_delete, internal, arguments: args }) => [
      'exchange',
      within(vhost, name),
      words(type, !durable && 'transient', auto_delete && 'auto-delete', internal && 'internal', pairs(args)),
    ]),
    ...section([...queues.values()], queueRow),
    ...section(topology.bindings, (binding) => [
      'binding',
      within(binding.vhost, binding.source),
      words(
        `→ ${binding.destination_type} ${binding.destination}`,
        binding.routing_key !== '' && `by ${binding.routing_key}`,
        pairs(binding.arguments),
      ),
    ]),
    ...section(policies, policyRow('policy')),
    ...section(topology.operatorPolicies, policyRow('operator policy')),
    ...section(topology.users, ({ name, tags }) => ['user', name, tags.join(' ')]),
    ...section(topology.permissions, ({ vhost, user, ...patterns }) => [
      'permission',
      within(vhost, user),
      words(...(['configure', 'write', 'read'] as const).map((kind) => patterns[kind] && `${kind} ${patterns[kind]}`)),
    ]),
    ...section(topology.topicPermissions, ({ vhost, user, exchange, write, read }) => [
      'topic permission',
      within(vhost, user),
      words(`on ${exchange}`, write && `write ${write}`, read && `read ${read}`),
    ]),
    ...section(topology.parameters, (parameter) => [
      parameter.component,
      within(parameter.vhost, parameter.name),
      valueText(withoutUris(parameter).value),
    ]),
    ...section(topology.globalParameters, ({ name, value }) => ['global parameter', name, valueText(value)]),
  ];
}

function queueRow({ queue, type, settings }: IndexedQueue): Row {
  const { durable, auto_delete } = queue;
  const args = Object.entries(queue.arguments).filter(([name]) => name !== 'x-queue-type');
  const about = words(
    (type ?? 'of an unknown type').padEnd('classic'.length),
    !durable && 'transient',
    auto_delete && 'auto-delete',
    pairs(Object.fromEntries(settings)),
    args.length > 0 && `arguments ${pairs(Object.fromEntries(args))}`,
  );
  return ['queue', within(queue.vhost, queue.name), about];
}

function policyRow(kind: string): (policy: PolicyDefinition) => Row {
  return ({ vhost, name, pattern, priority, definition, ...policy }) => [
    kind,
    within(vhost, name),
    words(`on ${policy['apply-to']} ${pattern}`, `priority ${priority}`, pairs(definition)),
  ];
}

function section<T>(elements: readonly T[], toRow: (element: T) => Row): readonly string[] {
  const rows = elements.map(toRow).sort(([, ...one], [, ...other]) => compare(one.join('\0'), other.join('\0')));
  const longest = (column: number) => Math.max(...rows.map((row) => (row[column] ?? '').length));
  const widths = [longest(0), stop(longest(1))];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Columns end at every eighth character, so that one more name seldom moves all lines. */
function stop(width: number): number {
  return Math.ceil(width / 8) * 8;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function within(vhost: string, name: string): string {
  return `${vhost}: ${name === '' ? '(default exchange)' : name}`;
}

function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== false && part !== undefined && part !== '').join('  ');
}

function pairs(values: Readonly<Record<string, Json>>): string {
  return Object.entries(values)
    .sort(([one], [other]) => compare(one, other))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? quotedIfNeeded(value) : JSON.stringify(value)}`)
    .join('  ');
}

/** Text that reads as another value or as none, or that has spaces, is in quotes as in JSON. */
function quotedIfNeeded(text: string): string {
  return /^[^\s"=]+$/.test(text) && !/^(?:-?\d.*|true|false|null|[[{].*)$/.test(text) ? text : JSON.stringify(text);
}

function valueText(value: Json): string {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isPlain ? pairs(value as Readonly<Record<string, Json>>) : JSON.stringify(value);
}
