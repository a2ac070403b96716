import { sections, type Section } from '../definitions/entry';
import { exactObject, isExactObject, type ExactJson, type ExactObject } from '../json/exact-json';
import { isOfFederationLink } from '../topology/federation-link';
import { isReserved } from '../topology/reserved-global-parameters';
import { elementId } from './element-id';

/** What a broker has, as a backup keeps it: lists in the order of a definitions file, each sorted. */
export interface StableDefinitions {
  readonly lists: Readonly<Record<Section, readonly ExactObject[]>>;
  /** The version of the server that exported it. */
  readonly serverVersion: string;
}

/**
 * An export without what is otherwise with every export: the order of lists, the name of the node.
 * @param exported - what `/api/definitions` answers
 * @param traced - the virtual hosts that are traced, of which no export tells
 * @throws TypeError when it is no export; it says which part
 */
export function stableDefinitions(
  exported: ExactJson,
  serverVersion: string,
  traced: ReadonlySet<string> = new Set(),
): StableDefinitions {
  if (!isExactObject(exported)) throw new TypeError('it is no object');
  const lists = sections.map((section): [Section, readonly ExactObject[]] => {
    const list = exported[section] ?? [];
    if (!Array.isArray(list)) throw new TypeError(`'${section}' is no list`);
    const elements = list.filter((element: ExactJson) => !isLeftOut(section, element));
    if (!elements.every(isExactObject)) throw new TypeError(`an element of '${section}' is no object`);
    const told = section === 'vhosts' ? elements.map((vhost) => withTracing(vhost, traced)) : elements;
    return [section, sorted(section, told)];
  });
  return { lists: Object.fromEntries(lists) as StableDefinitions['lists'], serverVersion };
}

/** The definitions as the JSON that a broker imports. */
export function toDefinitions({ lists, serverVersion }: StableDefinitions): ExactObject {
  return exactObject([
    ['rabbitmq_version', serverVersion],
    ...sections.map((section) => [section, lists[section]] as const),
  ]);
}

/** What a server and federation links make again by themselves; a queue of a link stays, since it holds messages. */
function isLeftOut(section: Section, element: ExactJson): boolean {
  if (!isExactObject(element)) return false;
  if (section === 'global_parameters') return isReserved(String(element['name']));
  if (section === 'exchanges')
    return /^amq\./.test(String(element['name'])) || isOfFederationLink(String(element['name']));
  return section === 'bindings' && ['source', 'destination'].some((end) => isOfFederationLink(String(element[end])));
}

function withTracing(vhost: ExactObject, traced: ReadonlySet<string>): ExactObject {
  return traced.has(String(vhost['name'])) ? exactObject([...Object.entries(vhost), ['tracing', true]]) : vhost;
}

function sorted(section: Section, elements: readonly ExactObject[]): readonly ExactObject[] {
  return elements
    .map((element) => ({ element, id: elementId(section, element) }))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ element }) => element);
}
