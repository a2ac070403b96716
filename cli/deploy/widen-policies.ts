import { path } from '../../host/management';
import { namesOf } from '../../model/pattern/names-of';
import { namePattern } from '../../model/pattern/name-pattern';
import type { PolicyDefinition } from '../../model/topology/topology';
import { groupBy } from '../review/group-by';
import { brokerApi, type BrokerEndpoint } from '../broker/broker-endpoint';
import { brokerOf } from '../broker/live-broker';
import type { Plan, PlannedResource } from '../terraform/plan';
import { planTopology } from '../terraform/plan-topology';

/** The policies of one kind that must be there before a plan is applied, as the HTTP API has them. */
export interface Widened {
  readonly kind: 'policies' | 'operator-policies';
  readonly policy: PolicyDefinition;
}

/**
 * Gives queues and exchanges the policies that a plan moves them to before the plan takes the old ones away: Terraform
 * does both in any order, and an object would be without any meanwhile. Where the broker can't be told, the plan is applied
 * all the same.
 * @param say - told what is done
 */
export async function widenPolicies(plan: Plan, say: (message: string) => void): Promise<void> {
  for (const [provider, resources] of groupBy(plan.resources, (resource) => resource.provider)) {
    const widened = widenedPolicies(resources);
    if (widened.length === 0) continue;
    say('letting the new policies apply before the old ones go');
    await tell(brokerOf(plan, provider), widened).catch(({ message }: Error) =>
      say(`some objects may be without a policy for a moment, because the broker could not be told: ${message}`),
    );
  }
}

async function tell(endpoint: BrokerEndpoint | undefined, widened: readonly Widened[]): Promise<void> {
  if (endpoint === undefined) throw new Error('the plan does not say how to reach it');
  const api = brokerApi(endpoint);
  for (const { kind, policy } of widened) {
    const { vhost, name, pattern, definition, priority, 'apply-to': applyTo } = policy;
    await api.put(path`${kind}/${vhost}/${name}`, { pattern, definition, priority, 'apply-to': applyTo });
  }
}

/**
 * The policies that must be there, or be wider than before, so that nothing is without one while a plan is applied: those
 * that are created, and those that take objects over, with what they have until then.
 * @param resources - those of one broker
 */
export function widenedPolicies(resources: readonly PlannedResource[]): readonly Widened[] {
  const [before, after] = [planTopology(resources, 'before'), planTopology(resources, 'after')];
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
