import { path } from '../../host/management';
import { groupBy } from '../../model/group-by';
import { brokerApi, type BrokerEndpoint } from '../broker/broker-endpoint';
import { brokerOf } from '../broker/live-broker';
import { readChanges } from '../review/change';
import type { Plan } from '../terraform/plan';

/**
 * Has brokers work out once more which policy applies to what, after a plan changed policies. RabbitMQ does so at each
 * change for all objects of a virtual host, from a list of policies that it read before; where several change at the same
 * time, as Terraform has them, an object can be left with a policy that is gone, until the next change (seen on 4.0.5).
 * @param plan - the plan that was applied, with the values of the state afterwards
 * @param say - told what could not be done
 */
export async function settlePolicies(plan: Plan, say: (message: string) => void): Promise<void> {
  for (const [provider, resources] of groupBy(plan.resources, (resource) => resource.provider)) {
    const { rabbitmq_vhost: vhosts, rabbitmq_policy, rabbitmq_operator_policy } = readChanges(resources);
    const gone = new Set(vhosts.filter(({ action }) => action === 'delete').map(({ before }) => before?.name));
    const changed = [...rabbitmq_policy, ...rabbitmq_operator_policy]
      .filter(({ action }) => action !== 'none')
      .flatMap(({ before, after }) => (after ?? before)?.vhost ?? [])
      .filter((vhost) => !gone.has(vhost));
    if (changed.length === 0) continue;
    await settle(brokerOf(plan, provider), new Set(changed)).catch(({ message }: Error) =>
      say(`the broker could not be asked to work out its policies once more: ${message}`),
    );
  }
}

/** Any change will do, if it is one: what is put as it is already changes nothing. No name is empty. */
async function settle(endpoint: BrokerEndpoint | undefined, vhosts: ReadonlySet<string>): Promise<void> {
  if (endpoint === undefined) throw new Error('the plan does not say how to reach it');
  const api = brokerApi(endpoint);
  for (const vhost of vhosts) {
    const policy = path`policies/${vhost}/${'rabbitmq-cdk-settle'}`;
    await api.put(policy, { pattern: '^$', definition: { 'max-length': 0 }, priority: 0, 'apply-to': 'queues' });
    await api.delete(policy);
  }
}
