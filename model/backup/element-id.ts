import type { Section } from '../definitions/entry';
import { exactObject, writeExactJson, type ExactJson, type ExactObject } from '../json/exact-json';

/** The fields that tell an element from all others of its list. */
export const idFields: Readonly<Record<Section, readonly string[]>> = {
  users: ['name'],
  vhosts: ['name'],
  permissions: ['vhost', 'user'],
  topic_permissions: ['vhost', 'user', 'exchange'],
  exchanges: ['vhost', 'name'],
  global_parameters: ['name'],
  policies: ['vhost', 'name'],
  parameters: ['component', 'vhost', 'name'],
  queues: ['vhost', 'name'],
  bindings: ['vhost', 'source', 'destination_type', 'destination', 'routing_key', 'arguments'],
};

/** What tells an element from all others of its list. */
export function elementId(section: Section, element: ExactObject): string {
  return writeExactJson(idFields[section].map((field) => element[field] ?? null));
}

/** The fields of an element that tell it from others, alone. */
export function idOf(section: Section, element: ExactObject): Record<string, ExactJson> {
  return exactObject(idFields[section].map((field) => [field, element[field] ?? null]));
}
