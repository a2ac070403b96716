import { describeObject } from '../../model/finding';
import type { Plan, PlannedResource } from '../terraform/plan';
import { resourceName } from '../terraform/resource-name';

/** What people call a resource: `queue 'orders' in 'shop'`, `container 'rabbitmq'`; its address where it has no name. */
export function objectLabel({
  address,
  type,
  before,
  after,
}: Pick<PlannedResource, 'address' | 'type' | 'before' | 'after'>): string {
  const attributes = after ?? before ?? {};
  const kind = type.replace(/^[^_]+_/, '').replaceAll('_', ' ');
  const name = resourceName({ type, after: attributes });
  if (name === undefined) return address;
  const { vhost } = attributes;
  return describeObject({ type: kind, vhost: typeof vhost === 'string' ? vhost : null, name });
}

/**
 * What people call a resource of which only its address is known.
 * @param values - what the plan knows of it; its address is told where that is nothing
 */
export function labelAt(address: string, values: Plan['values']): string {
  const [type = ''] = address.split('.');
  return objectLabel({ address, type, before: values.get(address) });
}
