import { withBrokerOnKubernetes } from '../health/kubernetes-address';
import { statefulSetOf } from '../kubernetes/stateful-broker';
import type { SynthesizedStack } from '../stack/app';
import type { Plan } from '../terraform/plan';
import type { BrokerEndpoint } from './broker-endpoint';
import { brokerOf } from './live-broker';

/** What tells of which broker something is, such as a definitions file. */
interface OfBroker {
  /** The address of what carries the file; empty where none does. */
  readonly at: string;
  /** The key of the provider of its broker in a plan. */
  readonly provider?: string;
}

/**
 * Reaches a broker of a stack: as its provider would or, on Kubernetes, as `health --kubernetes` does.
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
  if (isOnKubernetes(at)) {
    const { statefulSet, access } = statefulSetOf(stack);
    return withBrokerOnKubernetes(statefulSet, access, process.env, ({ broker }) => use(broker));
  }
  const endpoint = provider === undefined ? undefined : brokerOf(plan, provider);
  if (endpoint === undefined) throw new Error('the plan does not say how to reach it');
  return use(endpoint);
}

/** Whether something says how to reach a broker: its provider, or Kubernetes. */
export function isReached(plan: Plan, { at, provider }: OfBroker): boolean {
  return isOnKubernetes(at) || (provider !== undefined && brokerOf(plan, provider) !== undefined);
}

function isOnKubernetes(at: string): boolean {
  return at.startsWith('kubernetes_');
}
