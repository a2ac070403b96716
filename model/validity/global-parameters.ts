import { field, isObject, text, type Entry } from '../definitions/entry';
import { breaks, hazard, refused, show, type Finding, type Subject } from '../finding';
import type { Json } from '../topology/topology';
import type { Circumstances } from './circumstances';

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
    // Seen on 4.0.5 and 4.3.6: an atom, as what is missing is one, and an empty list are names to it.
    const isStored = given === undefined || given === null || typeof given === 'boolean' || isEmptyList(given);
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

/** Whether the server can write a value as its cluster's name: numbers and objects it cannot (seen on 4.0.5 and 4.3.6). */
function isClusterName(value: Json): boolean {
  if (Array.isArray(value)) return value.every((part: Json) => typeof part === 'string');
  return typeof value !== 'number' && !isObject(value);
}

function isEmptyList(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}
