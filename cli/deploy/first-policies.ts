import { path } from '../../host/management';
import { escapeTemplates } from '../../constructs/terraform/escape-templates';
import { blockOf, type Attributes } from '../../model/provider/attributes';
import { namesOf } from '../../model/pattern/names-of';
import { namePattern } from '../../model/pattern/name-pattern';
import { maxPatternBytes } from '../../model/pattern/pattern';
import type { PolicyDefinition } from '../../model/topology/topology';
import { groupBy } from '../../model/group-by';
import type { StackConfig } from '../stack/stack-config';
import type { Plan } from '../terraform/plan';
import { readChanges, topologyOfChanges } from '../review/change';

/** What must be there before the rest of a plan is applied, so that nothing is without a policy meanwhile. */
export interface FirstPolicies {
  /** The addresses of policies that are created. */
  readonly created: readonly string[];
  /** By address, the patterns of policies that take objects over and keep until then what they have. */
  readonly widened: ReadonlyMap<string, string>;
  /**
   * The addresses of policies that take objects over and cannot keep what they have: the pattern for both would be too long,
   * or lists no names, or they say something else too. Another one stands in for each until the plan is applied.
   */
  readonly standIns: readonly string[];
}

/**
 * The policies that must come first, because Terraform may take the old ones away before it makes the new ones, and change
 * two that stay in any order.
 * @returns none when nothing moves from one policy to another
 */
export function firstPolicies({ resources }: Plan): FirstPolicies {
  const first = [...groupBy(resources, ({ provider }) => provider).values()].flatMap((own) => {
    const changes = readChanges(own);
    const [before, after] = [topologyOfChanges(changes, 'before'), topologyOfChanges(changes, 'after')];
    return [
      ...takingOver(before.policies, after.policies),
      ...takingOver(before.operatorPolicies, after.operatorPolicies),
    ];
  });
  return {
    created: first.filter(({ how }) => how === 'created').map(({ at }) => at),
    widened: new Map(first.flatMap(({ at, pattern }) => (pattern === undefined ? [] : [[at, pattern] as const]))),
    standIns: first.filter(({ how }) => how === 'stand-in').map(({ at }) => at),
  };
}

/** The addresses of what comes first, in the program of `declaringFirst`. */
export function addressesOf({ created, widened, standIns }: FirstPolicies): readonly string[] {
  return [...created, ...widened.keys(), ...standInsOf(standIns)];
}

/** The addresses of stand-ins, which nobody declares. */
export function standInsOf(addresses: readonly string[]): readonly string[] {
  return addresses.map((address, index) => `${splitAddress(address).type}.${standInName(index)}`);
}

/** What is declared until the first policies are there: those, and all others as they are. */
export function declaringFirst(first: FirstPolicies, { resources }: Plan): (config: StackConfig) => StackConfig {
  const changed = resources.filter(({ type, action }) => policyTypes.includes(type) && action !== 'none');
  return (config) => {
    const resource = copied(withStandIns(first)(config));
    for (const { address, action, before = {} } of changed) {
      const { type, id } = splitAddress(address);
      const attributes = resource[type]?.[id];
      if (attributes === undefined || resource[type] === undefined) continue;
      const pattern = first.widened.get(address);
      if (action === 'replace') {
        const lifecycle = { ...blockOf(attributes, 'lifecycle'), create_before_destroy: true };
        resource[type][id] = { ...attributes, lifecycle };
      } else if (action === 'update') {
        const { apply_to, definition, priority, pattern: had } = blockOf(before, 'policy');
        const policy =
          pattern === undefined
            ? escapeTemplates({ apply_to, definition, priority, pattern: had })
            : { ...blockOf(attributes, 'policy'), pattern: escapeTemplates(pattern) };
        resource[type][id] = { ...attributes, policy };
      }
    }
    return { ...config, resource };
  };
}

/** What is declared, and the stand-ins beside. */
export function withStandIns({ standIns }: Pick<FirstPolicies, 'standIns'>): (config: StackConfig) => StackConfig {
  return (config) => {
    const resource = copied(config);
    for (const [index, address] of standIns.entries()) {
      const { type, id } = splitAddress(address);
      const attributes = resource[type]?.[id];
      if (attributes === undefined || resource[type] === undefined) continue;
      resource[type][standInName(index)] = { ...attributes, name: standInName(index) };
    }
    return { ...config, resource };
  };
}

function standInName(index: number): string {
  return `rabbitmq-cdk-stands-in-${index}`;
}

function splitAddress(address: string): { readonly type: string; readonly id: string } {
  const dot = address.indexOf('.');
  return { type: address.slice(0, dot), id: address.slice(dot + 1) };
}

function copied({ resource = {} }: StackConfig): Record<string, Record<string, Attributes>> {
  return Object.fromEntries(Object.entries(resource).map(([type, byId]) => [type, { ...byId }]));
}

const policyTypes = ['rabbitmq_policy', 'rabbitmq_operator_policy'];

interface TakingOver {
  readonly at: string;
  readonly how: 'created' | 'widened' | 'stand-in';
  readonly pattern?: string;
}

function takingOver(before: readonly PolicyDefinition[], after: readonly PolicyDefinition[]): readonly TakingOver[] {
  const id = ({ vhost, name }: PolicyDefinition) => path`${vhost}/${name}`;
  const [old, now] = [before, after].map((policies) => new Map(policies.map((policy) => [id(policy), policy])));
  const giving = new Set(before.filter((policy) => givesUp(policy, now?.get(id(policy)))).map(({ vhost }) => vhost));
  return after
    .filter(({ vhost }) => giving.has(vhost))
    .flatMap((policy): readonly TakingOver[] => {
      const { declaredAt: at = '' } = policy;
      const was = old?.get(id(policy));
      return was === undefined ? [{ at, how: 'created' }] : joined(at, was, policy);
    });
}

/** Whether an object may lose the policy. */
function givesUp(before: PolicyDefinition, after: PolicyDefinition | undefined): boolean {
  if (after === undefined) return true;
  const left = new Set(namesOf(after.pattern));
  return namesOf(before.pattern)?.some((name) => !left.has(name)) ?? before.pattern !== after.pattern;
}

/** The policy with what it has and what it takes over; none when it takes nothing over. */
function joined(at: string, before: PolicyDefinition, after: PolicyDefinition): readonly TakingOver[] {
  if (before.pattern === after.pattern) return [];
  const [had, has] = [namesOf(before.pattern), namesOf(after.pattern)];
  if (had === undefined || has === undefined) return [{ at, how: 'stand-in' }];
  if (has.every((name) => had.includes(name))) return [];
  const pattern = namePattern({ names: [...had, ...has], prefixes: [] });
  const isFit = Buffer.byteLength(pattern) <= maxPatternBytes;
  const saysTheSame = JSON.stringify(saidBy(before)) === JSON.stringify(saidBy(after));
  return [isFit && saysTheSame ? { at, how: 'widened', pattern } : { at, how: 'stand-in' }];
}

function saidBy({ definition, priority, 'apply-to': applyTo }: PolicyDefinition): readonly unknown[] {
  return [Object.entries(definition).sort(), priority, applyTo];
}
