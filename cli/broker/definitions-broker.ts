import { withBrokerOnKubernetes } from '../health/kubernetes-address';
import { statefulSetOf } from '../kubernetes/stateful-broker';
import type { SynthesizedStack } from '../stack/app';
import type { Plan } from '../terraform/plan';
import type { BrokerEndpoint } from './broker-endpoint';
import { brokerOf } from './live-broker';

/** A definitions file of a stack, as far as it tells of which broker it is. */
interface OfBroker {
  /** The address of what carries the file. */
  readonly at: string;
  /** The key of the provider of its broker in a plan. */
  readonly provider?: string;
}

/**
 * Reaches a broker that imports a definitions file of a stack: as its provider would or, on Kubernetes, as `health --kubernetes` does.
 * @param plan - with the values of the state, from which its credentials follow
 * @param use - asks the broker; on Kubernetes the way to it is gone afterwards
 * @throws Error when nothing says how to reach it
 */
export async function withDefinitionsBroker<T>(
  stack: SynthesizedStack,
  plan: Plan,
  { at, provider }: OfBroker,
  use: (endpoint: BrokerEndpoint) => Promise<T>,
): Promise<T> {
  if (at.startsWith('kubernetes_')) {
    const { statefulSet, access } = statefulSetOf(stack);
    return withBrokerOnKubernetes(statefulSet, access, process.env, ({ broker }) => use(broker));
  }
  const endpoint = provider === undefined ? undefined : brokerOf(plan, provider);
  if (endpoint === undefined) throw new Error('the plan does not say how to reach it');
  return use(endpoint);
}
