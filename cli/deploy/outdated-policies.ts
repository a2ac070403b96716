import { effectivePolicies } from '../../model/policies/effective-policy';
import type { PolicyTarget } from '../../model/policies/policy-target';
import type { ServerVersion } from '../../model/server/server-version';
import { isQueueType } from '../../model/topology/queue-type';
import type { Topology } from '../../model/topology/topology';

/** A queue or exchange, as `GET /api/queues` and `GET /api/exchanges` have it. */
export interface GovernedObject {
  readonly kind: 'queue' | 'exchange';
  readonly vhost: string;
  readonly name: string;
  readonly type: string;
  readonly policy?: string | null;
  readonly operator_policy?: string | null;
}

/**
 * The objects whose policies are not those that apply to them by all that their broker has. RabbitMQ works out which apply
 * at each change, from a list that it read before; where several changed at the same time an object can be left with one
 * that is gone (seen on 4.0.5).
 */
export function outdatedPolicies(
  objects: readonly GovernedObject[],
  known: Pick<Topology, 'policies' | 'operatorPolicies'>,
  version: ServerVersion,
): readonly GovernedObject[] {
  const ask = effectivePolicies(known, version);
  return objects.filter((object) => {
    const target = targetOf(object);
    if (target === undefined) return false;
    const { policy, operatorPolicy, undecided } = ask(target);
    // Of policies of one priority any may apply, and some patterns only the broker can follow.
    if (undecided.length > 0) return false;
    return (
      (policy?.name ?? '') !== (object.policy ?? '') || (operatorPolicy?.name ?? '') !== (object.operator_policy ?? '')
    );
  });
}

function targetOf({ kind, vhost, name, type }: GovernedObject): PolicyTarget | undefined {
  if (kind === 'exchange') return { kind, vhost, name };
  return isQueueType(type) ? { kind, vhost, name, type } : undefined;
}
