import type { Section } from '../definitions/entry';
import { exactObject, writeExactJson, type ExactJson, type ExactObject } from '../json/exact-json';
import type { FindingObject } from '../finding';

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

/** An element as a report names it, and as comparisons do, but for bindings. */
export function objectOf(section: Section, element: ExactObject): FindingObject {
  const text = (field: string): string => {
    const value = element[field];
    return typeof value === 'string' ? value : '';
  };
  const [vhost, name] = [text('vhost'), text('name')];
  switch (section) {
    case 'users':
      return { type: 'user', vhost: null, name };
    case 'vhosts':
      return { type: 'vhost', vhost: name, name };
    case 'permissions':
      return { type: 'permission', vhost, name: text('user') };
    case 'topic_permissions':
      return { type: 'topic permission', vhost, name: `${text('user')} for ${text('exchange')}` };
    case 'exchanges':
      return { type: 'exchange', vhost, name };
    case 'global_parameters':
      return { type: 'global parameter', vhost: null, name };
    case 'policies':
      return { type: 'policy', vhost, name };
    case 'parameters':
      return { type: text('component').replace(/^operator_policy$/, 'operator policy'), vhost, name };
    case 'queues':
      return { type: 'queue', vhost, name };
    case 'bindings':
      return { type: 'binding', vhost, name: `${text('source')} -> ${text('destination')}` };
  }
}
