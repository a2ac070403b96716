import type { FindingObject } from '../../model/finding';
import { objectName, type ProviderObject } from '../../model/provider/provider-objects';
import { wordsOf, type ResourceType } from '../../model/provider/resource-kind';

/** What a finding is about, where it is an object of a broker. */
export function objectOf(type: ResourceType, object: ProviderObject): FindingObject {
  return { type: wordsOf(type), vhost: 'vhost' in object ? object.vhost : null, name: objectName(object) };
}
