import { path } from '../../host/management';
import { groupBy } from '../review/group-by';
import { brokerApi, type BrokerEndpoint } from '../broker/broker-endpoint';
import { brokerOf } from '../broker/live-broker';
import type { Plan, PlannedResource } from '../terraform/plan';

/**
 * Has brokers work out once more which policy applies to what, after a plan changed policies. RabbitMQ does so at each
 * change for all objects of a virtual host, from a list of policies that it read before; where several change at the same
 * time, as Terraform has them, an object can be left with a policy that is gone, until the next change (seen on 4.0.5).
 * @param plan - the plan that was applied, with the values of the state afterwards
 * @param say - told what could not be done
 */
export async function settlePolicies(plan: Plan, say: (message: string) => void): Promise<void> {
  const gone = plan.resources.filter(({ type, action }) => type === 'rabbitmq_vhost' && action === 'delete');
  const changed = plan.resources
    .filter(({ type, action }) => policyTypes.includes(type) && action !== 'none')
    .filter((policy) => !gone.some((vhost) => vhost.provider === policy.provider && nameOf(vhost) === vhostOf(policy)));
  for (const [provider, policies] of groupBy(changed, (resource) => resource.provider)) {
    await settle(brokerOf(plan, provider), new Set(policies.map(vhostOf))).catch(({ message }: Error) =>
      say(`the broker could not be asked to work out its policies once more: ${message}`),
    );
  }
}

const policyTypes = ['rabbitmq_policy', 'rabbitmq_operator_policy'];

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

function nameOf({ before, after }: PlannedResource): string {
  return String((after ?? before)?.['name']);
}

function vhostOf({ before, after }: PlannedResource): string {
  return String((after ?? before)?.['vhost']);
}
