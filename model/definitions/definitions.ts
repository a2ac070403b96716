import type { JsonFloat, JsonOffsets, JsonPath } from '../json/json-text';
import { readJson } from '../json/read-json';
import type { Json, Topology } from '../topology/topology';
import {
  field,
  sections,
  text,
  type DefinitionsFault,
  type Entries,
  type Entry,
  type Fields,
  type Section,
} from './entry';
import { toTopology } from './to-topology';
import { isObject } from '../json/is-object';

/** A definitions file, `definitions.json`, that was read. */
export interface Definitions {
  /** The well-formed elements, with the defaults of an import; each `declaredAt` is like `definitions.json#/queues/3`. */
  readonly topology: Topology;
  /** Every element as it was written, well-formed or not, for those who judge what the broker makes of it. */
  readonly entries: Entries;
  /** Lists that aren't lists, and members of lists that aren't objects: but for those that it passes over, the broker refuses the whole file. */
  readonly malformed: readonly DefinitionsFault[];
  /** What isn't in the topology, and why: what is malformed, and elements that lack what makes them one. */
  readonly faults: readonly DefinitionsFault[];
  /** The virtual host of a file that is about one alone, and so names none. */
  readonly vhost?: string;
  /** The version of the server that exported the file, as it says. */
  readonly exportedBy?: string;
  /** How the file is written, as far as the broker makes something of it. */
  readonly writing: DefinitionsWriting;
}

/** What is lost when a file's JSON has become plain data. */
export interface DefinitionsWriting {
  /** Whether it starts with a byte order mark. */
  readonly byteOrderMark: boolean;
  /** Whole numbers that are written as floats. */
  readonly floats: readonly JsonFloat[];
  /** Keys that stand more than once in an object, of which the first counts. */
  readonly duplicates: readonly JsonPath[];
  /** Where its lists, their members, and second keys stand in the text, after a byte order mark. */
  readonly offsets: JsonOffsets;
}

/**
 * Reads a definitions file; it may be one of a single virtual host, as `/api/definitions/{vhost}` gives it.
 * @param content - the file's text
 * @param file - what to call the file
 * @param vhost - the virtual host that a single-vhost file would be imported to
 * @returns what was read, or the fault that kept everything from being read; nothing is ever thrown
 * @see https://www.rabbitmq.com/docs/definitions
 */
export function readDefinitions(content: string, file: string, vhost = '/'): Definitions | DefinitionsFault {
  const byteOrderMark = content.startsWith('\uFEFF');
  // Seen on 4.0.5 and 4.3.6: an import takes nothing at all for an empty object, over HTTP and at boot.
  const read = readJson(content === '' ? '{}' : byteOrderMark ? content.slice(1) : content);
  if ('message' in read) return { at: file, message: read.message };
  const { value: root, floats, duplicates, offsets } = read;
  if (!isObject<Json>(root)) return { at: file, message: 'it must be a JSON object' };
  const { entries, malformed } = readEntries(root, file);
  const single = isSingleVhost(root, entries) ? vhost : undefined;
  const exportedBy = text(root, 'rabbitmq_version') ?? text(root, 'rabbit_version');
  const { topology, faults } = toTopology(entries, single);
  return {
    topology,
    entries,
    malformed,
    faults: [...malformed, ...faults],
    ...(single === undefined ? {} : { vhost: single }),
    ...(exportedBy === undefined ? {} : { exportedBy }),
    writing: { byteOrderMark, floats, duplicates, offsets },
  };
}

/** Whether reading failed as a whole. */
export function isFault(read: Definitions | DefinitionsFault): read is DefinitionsFault {
  return 'message' in read;
}

export type { DefinitionsFault };

function readEntries(root: Fields, file: string) {
  const malformed: DefinitionsFault[] = [];
  const read = sections.map((section): [string, readonly Entry[]] => {
    const list = field(root, section);
    if (list === undefined) return [section, []];
    if (!Array.isArray(list)) {
      malformed.push({ at: `${file}#/${section}`, message: `'${section}' must be a list` });
      return [section, []];
    }
    const entries: Entry[] = [];
    list.forEach((fields: unknown, index) => {
      const declaredAt = `${file}#/${section}/${index}`;
      if (isObject<Json>(fields)) entries.push({ fields, declaredAt });
      else malformed.push(malformedElement(section, declaredAt));
    });
    return [section, entries];
  });
  return { entries: Object.fromEntries(read) as Entries, malformed };
}

/**
 * A member of a list that is no object. The broker looks for the virtual host of queues, exchanges and bindings and fails;
 * of the other lists it takes the objects alone (seen on 4.0.5 and 4.3.6).
 */
function malformedElement(section: Section, at: string): DefinitionsFault {
  const message = `an element of '${section}' must be an object`;
  const isLookedAt = section === 'queues' || section === 'exchanges' || section === 'bindings';
  return isLookedAt ? { at, message } : { at, message, passedOver: true };
}

/** Whether a file is about one virtual host: it lists none, and no element names one. */
function isSingleVhost(root: Fields, entries: Entries): boolean {
  if (['vhosts', 'users', 'permissions'].some((section) => field(root, section) !== undefined)) return false;
  const elements = [...entries.queues, ...entries.exchanges, ...entries.bindings, ...entries.policies];
  return elements.length > 0 && elements.every(({ fields }) => text(fields, 'vhost') === undefined);
}
