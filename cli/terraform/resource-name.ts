import { blockOf, stringOf } from '../../model/provider/attributes';
import { objectName, readObject } from '../../model/provider/provider-objects';
import { isResourceType } from '../../model/provider/resource-kinds';
import type { PlannedResource } from './plan';

/** What people call a resource, by its attributes; undefined where it has no name, or none that is known yet. */
export function resourceName({
  type,
  before,
  after,
}: Pick<PlannedResource, 'type' | 'before' | 'after'>): string | undefined {
  const attributes = after ?? before ?? {};
  const names = isResourceType(type)
    ? [objectName(readObject(type, attributes))]
    : [attributes['name'], blockOf(attributes, 'metadata')['name']].map(stringOf);
  return names.find((name) => name !== '');
}
