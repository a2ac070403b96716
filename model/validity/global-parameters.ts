import { isUtf8 } from 'node:buffer';
import { field, text, type Entry } from '../definitions/entry';
import { breaks, hazard, refused, show, type Finding, type Subject } from '../finding';
import type { Json } from '../topology/topology';
import type { Circumstances } from './circumstances';
import { iodataBytes } from './iodata';
import { isCodePoint } from './names';
import { isObject } from '../json/is-object';

/** What the broker makes of a runtime parameter of the whole cluster, of which an import looks at nothing. */
export function* judgeGlobalParameter(
  { fields, declaredAt }: Entry,
  { declaredVia }: Circumstances,
): Iterable<Finding> {
  const given = field(fields, 'name');
  const name = text(fields, 'name');
  const subject: Subject = { object: { type: 'global parameter', vhost: null, name: name ?? '' }, at: declaredAt };
  if (name === undefined) {
    const message = `'name' must be a string, got ${show(given)}`;
    // Seen on 4.0.5 and 4.3.6: an atom, as what is missing is one, and a list of code points are names to it.
    const isStored = given === undefined || given === null || typeof given === 'boolean' || isCharacters(given);
    yield isStored && declaredVia === 'import'
      ? hazard(subject, 'global-parameter/name', `${message}: an import stores it under another name`, 'give it a name')
      : refused(subject, 'global-parameter/name', message, 'name the parameter');
  }
  const value = field(fields, 'value') ?? null;
  if (name === 'cluster_name' && !isClusterName(value)) {
    const message = `'cluster_name' must be a string, got ${show(value)}`;
    const consequence = 'definitions can no longer be exported';
    yield breaks(subject, 'global-parameter/cluster-name', `${message}: ${consequence}`, 'write it as a string');
  }
}

/**
 * Whether the server can write a value as its cluster's name (seen on 4.0.5 and 4.3.6): a string, what is an atom to Erlang, or
 * lists of strings and bytes that are UTF-8: of others the export of 4.3.6 is a 200 that ends in the middle. An empty object is an empty list to it, but within a list.
 */
function isClusterName(value: Json): boolean {
  if (isObject(value)) return Object.keys(value).length === 0;
  if (!Array.isArray(value)) return typeof value !== 'number';
  const bytes = iodataBytes(value);
  return bytes !== undefined && isUtf8(bytes);
}

function isCharacters(value: Json): boolean {
  return Array.isArray(value) && value.every(isCodePoint);
}
