import { effectivePolicies } from '../../../model/policies/effective-policy';
import type { PolicyTarget } from '../../../model/policies/policy-target';
import { queueTypeOf } from '../../../model/topology/queue-type';
import type { PolicyDefinition } from '../../../model/topology/topology';
import type { LiveBroker } from '../../broker/live-broker';
import type { BrokerChange } from '../broker-change';
import { showDifference } from '../differences';
import type { ReviewFinding } from '../finding';
import { list } from '../wording';
import { groupBy } from '../../../model/group-by';
import { withUndeclared } from './policies';

/** Policies that only the broker knows, and that govern what is declared: alone, or in the place of declared ones. */
export function reviewUndeclaredPolicies({ live, ...change }: BrokerChange): readonly ReviewFinding[] {
  return live === undefined ? [] : undeclaredPolicies({ ...change, live });
}

/** What is declared before and after, and the policies that the broker has. */
export interface PoliciesBeside extends Pick<BrokerChange, 'before' | 'after' | 'version'> {
  readonly live: Pick<LiveBroker, 'policies' | 'operatorPolicies'>;
}

/** As `reviewUndeclaredPolicies`, of a broker that was asked. */
export function undeclaredPolicies({ before, after, version, live }: PoliciesBeside): readonly ReviewFinding[] {
  const declared = effectivePolicies(after, version);
  const all = effectivePolicies(withUndeclared(after, live, before), version);
  const overrides = targetsOf({ after, version }).flatMap(({ target, at }): readonly Override[] => {
    const [own, real] = [declared(target), all(target)];
    return [
      ...override('policy', own.policy, real.policy, after.policies, target, at),
      ...override('operator policy', own.operatorPolicy, real.operatorPolicy, after.operatorPolicies, target, at),
    ];
  });
  const groups = groupBy(overrides, ({ kind, policy, instead }) =>
    JSON.stringify([kind, policy.vhost, policy.name, instead]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [findingOf(first, group)];
  });
}

interface Override {
  readonly kind: 'policy' | 'operator policy';
  readonly policy: PolicyDefinition;
  /** The declared one that does not apply for it. */
  readonly instead?: string;
  readonly target: PolicyTarget;
  readonly at: string;
}

function override(
  kind: Override['kind'],
  own: PolicyDefinition | undefined,
  real: PolicyDefinition | undefined,
  declared: readonly PolicyDefinition[],
  target: PolicyTarget,
  at: string,
): readonly Override[] {
  const isDeclared = declared.some(({ vhost, name }) => vhost === real?.vhost && name === real.name);
  if (real === undefined || isDeclared) return [];
  return [{ kind, policy: real, instead: own?.name, target, at }];
}

function findingOf({ kind, policy, instead, at }: Override, group: readonly Override[]): ReviewFinding {
  const { vhost, name, priority, pattern, definition } = policy;
  const objects = list(group.map(({ target }) => target.name));
  const over = instead === undefined ? '' : ` instead of '${instead}'`;
  const settings = Object.entries(definition).map(([key, after]) => showDifference({ key, after }));
  return {
    effect: 'online',
    change: `${kind.replace(' ', '-')}/undeclared`,
    object: { type: kind, vhost, name },
    at,
    message: `is declared nowhere here, and applies to ${objects}${over}: ${settings.join(', ')}`,
    because: `priority ${priority}, pattern '${pattern}'`,
    remedy:
      instead === undefined
        ? 'declare it, or delete it on the broker'
        : `delete it on the broker, or give '${instead}' a higher priority`,
  };
}

function targetsOf({
  after,
  version,
}: Pick<BrokerChange, 'after' | 'version'>): readonly { readonly target: PolicyTarget; readonly at: string }[] {
  const vhosts = new Map(after.vhosts.map((vhost) => [vhost.name, vhost]));
  return [
    ...after.queues.flatMap((queue) => {
      const { vhost, name, declaredAt: at = '' } = queue;
      const type = queueTypeOf(queue, vhosts.get(vhost)?.default_queue_type, version);
      return type === undefined ? [] : [{ target: { kind: 'queue', vhost, name, type } as const, at }];
    }),
    ...after.exchanges.map(({ vhost, name, declaredAt: at = '' }) => ({
      target: { kind: 'exchange', vhost, name } as const,
      at,
    })),
  ];
}
