import { ManagementError, path } from '../../host/management';
import { topologyOfResources } from '../../model/provider/resource-kinds';
import { namesOf } from '../../model/pattern/names-of';
import { namePattern } from '../../model/pattern/name-pattern';
import type { PolicyDefinition } from '../../model/topology/topology';
import { groupBy } from '../../model/group-by';
import { brokerApi, type BrokerEndpoint } from '../broker/broker-endpoint';
import { brokerOf } from '../broker/live-broker';
import type { Plan, PlannedResource } from '../terraform/plan';
import { readChanges, topologyOfChanges } from '../review/change';
import type { Resources } from '../terraform/state';

/** The policies of one kind that must be there before a plan is applied, as the HTTP API has them. */
export interface Widened {
  readonly kind: 'policies' | 'operator-policies';
  readonly policy: PolicyDefinition;
}

/** What was written to a broker, by the key of its provider. */
export type Written = ReadonlyMap<string, readonly Widened[]>;

/**
 * Gives queues and exchanges the policies that a plan moves them to before the plan takes the old ones away: Terraform
 * does both in any order, and an object would be without any meanwhile. Where the broker can't be told, the plan is applied
 * all the same.
 * @param say - told what is done
 * @returns what must be put back when nothing of the plan is applied
 */
export async function widenPolicies(plan: Plan, say: (message: string) => void): Promise<Written> {
  const written = new Map<string, readonly Widened[]>();
  for (const [provider, resources] of groupBy(plan.resources, (resource) => resource.provider)) {
    const widened = widenedPolicies(resources);
    if (widened.length === 0) continue;
    written.set(provider, widened);
    say('letting the new policies apply before the old ones go');
    await tell(brokerOf(plan, provider), widened).catch(({ message }: Error) =>
      say(`some objects may be without a policy for a moment, because the broker could not be told: ${message}`),
    );
  }
  return written;
}

/** Whether a plan needs policies widened. */
export function needsWidening({ resources }: Plan): boolean {
  return [...groupBy(resources, ({ provider }) => provider).values()].some((own) => widenedPolicies(own).length > 0);
}

/**
 * Has brokers have the policies that the state says, instead of what was written ahead of a plan that is not applied:
 * somebody else may have deployed meanwhile, so that what was there before is not what shall be there.
 * @param state - what it holds now
 * @param say - told what could not be done
 */
export async function restorePolicies(
  plan: Plan,
  written: Written,
  state: Resources,
  say: (message: string) => void,
): Promise<void> {
  const declared = [...state].map(([declaredAt, { type, attributes }]) => ({ type, attributes, declaredAt }));
  const { policies, operatorPolicies } = topologyOfResources(declared.filter(({ type }) => policyTypes.includes(type)));
  for (const [provider, widened] of written) {
    const restored = widened.map(({ kind, policy }) => {
      const known = kind === 'policies' ? policies : operatorPolicies;
      return { kind, policy, now: known.find(({ vhost, name }) => vhost === policy.vhost && name === policy.name) };
    });
    const gone = restored.filter(({ now }) => now === undefined);
    const there = restored.flatMap(({ kind, now }): Widened[] => (now === undefined ? [] : [{ kind, policy: now }]));
    await tell(brokerOf(plan, provider), there, gone).catch(({ message }: Error) =>
      say(`policies that were written ahead of the plan stay, because the broker could not be told: ${message}`),
    );
  }
}

const policyTypes = ['rabbitmq_policy', 'rabbitmq_operator_policy'];

async function tell(
  endpoint: BrokerEndpoint | undefined,
  widened: readonly Widened[],
  gone: readonly Widened[] = [],
): Promise<void> {
  if (endpoint === undefined) throw new Error('the plan does not say how to reach it');
  const api = brokerApi(endpoint);
  for (const { kind, policy } of widened) {
    const { vhost, name, pattern, definition, priority, 'apply-to': applyTo } = policy;
    await api.put(path`${kind}/${vhost}/${name}`, { pattern, definition, priority, 'apply-to': applyTo });
  }
  for (const { kind, policy } of gone) {
    await api.delete(path`${kind}/${policy.vhost}/${policy.name}`).catch((error: unknown) => {
      // Not all of them were written, where the broker could not be told the first time.
      if (!(error instanceof ManagementError) || error.status !== 404) throw error;
    });
  }
}

/**
 * The policies that must be there, or be wider than before, so that nothing is without one while a plan is applied: those
 * that are created, and those that take objects over, with what they have until then.
 * @param resources - those of one broker
 */
export function widenedPolicies(resources: readonly PlannedResource[]): readonly Widened[] {
  const changes = readChanges(resources);
  const [before, after] = [topologyOfChanges(changes, 'before'), topologyOfChanges(changes, 'after')];
  return [
    ...widen(before.policies, after.policies).map((policy): Widened => ({ kind: 'policies', policy })),
    ...widen(before.operatorPolicies, after.operatorPolicies).map((policy): Widened => ({
      kind: 'operator-policies',
      policy,
    })),
  ];
}

function widen(before: readonly PolicyDefinition[], after: readonly PolicyDefinition[]): readonly PolicyDefinition[] {
  const id = ({ vhost, name }: PolicyDefinition) => path`${vhost}/${name}`;
  const [old, now] = [before, after].map((policies) => new Map(policies.map((policy) => [id(policy), policy])));
  const giving = new Set(before.filter((policy) => givesUp(policy, now?.get(id(policy)))).map(({ vhost }) => vhost));
  return after
    .filter(({ vhost }) => giving.has(vhost))
    .flatMap((policy) => {
      const was = old?.get(id(policy));
      return was === undefined ? [policy] : joined(was, policy);
    });
}

/** Whether an object may lose the policy. */
function givesUp(before: PolicyDefinition, after: PolicyDefinition | undefined): boolean {
  if (after === undefined) return true;
  const left = new Set(namesOf(after.pattern));
  return namesOf(before.pattern)?.some((name) => !left.has(name)) ?? before.pattern !== after.pattern;
}

/** The policy with what it has and what it takes over; none when it takes nothing over, or says something else too. */
function joined(before: PolicyDefinition, after: PolicyDefinition): readonly PolicyDefinition[] {
  const [had, has] = [namesOf(before.pattern), namesOf(after.pattern)];
  if (had === undefined || has === undefined || has.every((name) => had.includes(name))) return [];
  if (JSON.stringify(saidBy(before)) !== JSON.stringify(saidBy(after))) return [];
  return [{ ...after, pattern: namePattern({ names: [...had, ...has], prefixes: [] }) }];
}

function saidBy({ definition, priority, 'apply-to': applyTo }: PolicyDefinition): readonly unknown[] {
  return [Object.entries(definition).sort(), priority, applyTo];
}
