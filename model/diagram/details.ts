import { describeObject, type Finding } from '../finding';
import { readPattern } from '../pattern/pattern';
import { effectivePolicies, type EffectivePolicy } from '../policies/effective-policy';
import { effectiveSettings } from '../policies/effective-settings';
import type { TopologyIndex } from '../analysis/topology-index';
import { idOf } from '../topology/object-id';
import type { PolicyDefinition } from '../topology/topology';
import { MISSING, type Diagram, type DiagramNode } from './diagram';

/** What is known of an exchange or queue: each list for people, a line each. */
export interface Details {
  readonly about: readonly string[];
  /** What governs it in the end, and whether an argument or a policy says so; of queues. */
  readonly settings: readonly string[];
  /** The policies that apply, and why. */
  readonly policy: readonly string[];
  /** The users whose permissions match its name. */
  readonly permissions: readonly string[];
  readonly findings: readonly string[];
}

/**
 * What is known of each node of a diagram, by its id.
 * @param findings - of the whole topology
 */
export function detailsOf(
  { vhost, nodes }: Diagram,
  index: TopologyIndex,
  findings: readonly Finding[],
): Readonly<Record<string, Details>> {
  const policyOf = effectivePolicies(index.topology, index.version);
  const permissionsOf = permissionsWithin(index, vhost);
  const byObject = new Map<string, string[]>();
  for (const finding of findings) {
    const key = describeObject(finding.object);
    byObject.set(key, [...(byObject.get(key) ?? []), describeFinding(finding)]);
  }
  const describe = ({ kind, name, type }: DiagramNode): Details => {
    const queue = kind === 'queue' ? index.queues.get(idOf(vhost, name)) : undefined;
    const target = queue?.type === undefined ? undefined : { kind: 'queue' as const, vhost, name, type: queue.type };
    const policy =
      kind === 'exchange' && type !== MISSING && name !== ''
        ? policyOf({ kind, vhost, name })
        : target && policyOf(target);
    return {
      about: aboutOf(index, vhost, { kind, name, type }),
      settings:
        queue?.type === undefined || policy?.definition === undefined
          ? []
          : effectiveSettings(queue.type, queue.queue.arguments, policy.definition, index.version).map(
              ({ key, value, from, over }) =>
                `${key}: ${JSON.stringify(value)} (by ${from}${over === undefined ? '' : `, which counts over ${JSON.stringify(over)}`})`,
            ),
      policy: policy === undefined ? [] : describePolicy(policy),
      permissions: name === '' ? [] : permissionsOf(name),
      findings: byObject.get(describeObject({ type: kind, vhost, name })) ?? [],
    };
  };
  return Object.fromEntries(nodes.map((node) => [node.id, describe(node)]));
}

function aboutOf(index: TopologyIndex, vhost: string, { kind, name, type }: Omit<DiagramNode, 'id'>): string[] {
  if (type === MISSING) return [`it is not declared: what leads here is lost`];
  const id = idOf(vhost, name);
  const declared = kind === 'queue' ? index.queues.get(id)?.queue : index.exchanges.get(id)?.exchange;
  if (declared === undefined) return ['every virtual host has it'];
  const { durable, auto_delete: autoDelete, declaredAt } = declared;
  return [
    durable ? 'durable' : 'transient: gone after a restart',
    ...(autoDelete ? ['deleted when it is no longer used'] : []),
    ...('internal' in declared && declared.internal ? ['internal: no publisher may use it'] : []),
    ...Object.entries(declared.arguments).map(([key, value]) => `argument ${key}: ${JSON.stringify(value)}`),
    ...(declaredAt === undefined || declaredAt === '' ? [] : [`declared at ${declaredAt}`]),
  ];
}

function describePolicy({ policy, operatorPolicy, because, undecided }: EffectivePolicy): readonly string[] {
  const row = (what: string, one: PolicyDefinition | undefined) =>
    one === undefined
      ? []
      : [`${what} '${one.name}' (priority ${one.priority}, ${one['apply-to']}, pattern '${one.pattern}')`];
  const applied = [...row('policy', policy), ...row('operator policy', operatorPolicy)];
  return [...(applied.length === 0 ? ['no policy applies'] : applied), ...because, ...undecided];
}

/** Who may do what with a resource of a name, as the three patterns of their permissions say. */
function permissionsWithin({ topology, version }: TopologyIndex, vhost: string): (name: string) => readonly string[] {
  const rows = topology.permissions
    .filter((row) => row.vhost === vhost)
    .map((row) => ({
      user: row.user,
      patterns: (['configure', 'write', 'read'] as const).map((kind) => ({
        kind,
        pattern: readPattern(row[kind] === '' ? '^$' : row[kind], version),
      })),
    }));
  return (name) =>
    rows.flatMap(({ user, patterns }) => {
      const may = patterns.flatMap(({ kind, pattern }) => {
        const matches = pattern.matches(name);
        return matches === false ? [] : [matches === undefined ? `${kind} (perhaps)` : kind];
      });
      return may.length === 0 ? [] : [`${user}: ${may.join(', ')}`];
    });
}

function describeFinding({ kind, rule, message, remedy }: Finding): string {
  return `${kind} ${rule}: ${message}; ${remedy}`;
}
