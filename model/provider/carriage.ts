import { isDeepStrictEqual } from 'node:util';
import type { Topology } from '../topology/topology';
import type { ResourceKind } from './resource-kind';
import { isObject } from '../json/is-object';

/**
 * Why the provider cannot take an object over as it is: what it would send, or reads back, is something else, so that a plan would
 * change or replace what is there.
 * @param kind - how the provider carries it
 * @param section - the list that the object is of
 * @param element - the object, without where it was declared
 * @returns a clause for each reason; empty when it can
 */
export function carriageFaults<Section extends keyof Topology>(
  kind: ResourceKind<Section>,
  section: Section,
  element: Topology[Section][number],
): readonly string[] {
  const { vhost, name, user } = element as { readonly vhost?: string; readonly name?: string; readonly user?: string };
  const parts = kind.identity === undefined || kind.type === 'rabbitmq_vhost' ? [] : [name ?? user ?? '', vhost ?? ''];
  const split = parts.find((part) => part.includes('@'));
  if (split !== undefined) return [`the provider splits its ids at '@', and cannot read '${split}' back`];
  const { source, destination } = element as { readonly source?: string; readonly destination?: string };
  const step = [name, user, vhost, source, destination].find((part) => part !== undefined && isPathStep(part));
  if (step !== undefined) return [`HTTP drops '${step}' as a step of a path, so that the provider cannot read it back`];
  const unsafe = unsafeNumberIn(element);
  if (unsafe !== undefined) return [`the number ${unsafe} is beyond what JSON is read with exactly`];
  const declared = { [section]: [element] } as unknown as Pick<Topology, Section>;
  const sent = kind.read(kind.render(declared))[section]?.[0] ?? {};
  return differing(element, sent).map((key) => reasonOf(kind, key, element));
}

/** Whether a name means a folder where it is a step of a path: what sends or serves a request resolves it. */
export function isPathStep(name: string): boolean {
  return name === '.' || name === '..';
}

/**
 * Whether Terraform writes a text as it is: in Unicode's normal form C, and without a byte order mark at its beginning.
 * @see https://developer.hashicorp.com/terraform/language/syntax/configuration#character-encoding-and-line-endings
 */
export function isCarriedText(text: string): boolean {
  return text === text.normalize('NFC') && !text.startsWith('\ufeff');
}

/** The keys in which two objects differ, down to those of their arguments and values. */
function differing(one: object, other: object, within = ''): string[] {
  const [here, there] = [one, other] as readonly Readonly<Record<string, unknown>>[];
  if (here === undefined || there === undefined) return [];
  return [...new Set([...Object.keys(here), ...Object.keys(there)])].sort().flatMap((key) => {
    const [value, sent] = [uriOf(key, here[key]), there[key]];
    if (isDeepStrictEqual(value, sent)) return [];
    const isNested = within === '' && nested.has(key) && isObject(value) && isObject(sent);
    return isNested ? differing(value, sent, key) : [within === '' ? key : `${within}.${key}`];
  });
}

const nested: ReadonlySet<string> = new Set(['arguments', 'definition', 'value']);

/** The provider sends a URI as a list of one, and reads the first of a list. */
function uriOf(key: string, value: unknown): unknown {
  return key.endsWith('uri') && Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function reasonOf({ lacks, type }: Pick<ResourceKind, 'lacks' | 'type'>, key: string, element: object): string {
  const [section = '', inner] = key.split(/\.(.*)/s);
  const told = [inner ?? section, section].find((name) => Object.hasOwn(lacks, name));
  const known = told === undefined ? undefined : lacks[told];
  if (known !== undefined) return `'${key}': ${known}`;
  const value = section in element ? (element as Readonly<Record<string, unknown>>)[section] : undefined;
  if (inner !== undefined && isObject(value) && !Object.hasOwn(value, inner)) {
    return `'${key}' is not set, and the provider sends a value of its own`;
  }
  const general = generalOf[type];
  return general === undefined ? `'${key}' would be sent as something else` : `'${key}': ${lacks[general] ?? general}`;
}

/** What a type of resource lacks of values in general. */
const generalOf: Readonly<Record<string, string>> = {
  rabbitmq_exchange: 'arguments that are no strings',
  rabbitmq_policy: 'the provider sends whole numbers and strings only, and a string that looks like a number as one',
  rabbitmq_operator_policy:
    'the provider sends whole numbers and strings only, and a string that looks like a number as one',
};

function unsafeNumberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.values(value)
    .map(unsafeNumberIn)
    .find((found) => found !== undefined);
}
