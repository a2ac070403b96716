import { describeObject } from '../../model/finding';
import type { PlannedResource } from '../terraform/plan';
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
