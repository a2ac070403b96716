import type { Attributes, PlannedResource } from '../terraform/plan';

/** What people call a resource: `queue 'orders' in 'shop'`, `container 'rabbitmq'`; its address where it has no name. */
export function objectLabel({
  address,
  type,
  before,
  after,
}: Pick<PlannedResource, 'address' | 'type' | 'before' | 'after'>): string {
  const attributes = after ?? before ?? {};
  const kind = type.replace(/^[^_]+_/, '').replaceAll('_', ' ');
  const name = nameOf(type, attributes);
  if (name === undefined) return address;
  const { vhost } = attributes;
  return `${kind} '${name}'${typeof vhost === 'string' ? ` in '${vhost}'` : ''}`;
}

function nameOf(type: string, { name, user, source, destination, metadata }: Attributes): string | undefined {
  if (type === 'rabbitmq_binding') return `${String(source)} -> ${String(destination)}`;
  const [first] = (Array.isArray(metadata) ? metadata : []) as readonly { readonly name?: unknown }[];
  return [name, user, first?.name].find((value) => typeof value === 'string' && value !== '') as string | undefined;
}
