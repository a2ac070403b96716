import type { DefinitionsWriting } from '../definitions/definitions';
import { sections, type Entries, type Entry } from '../definitions/entry';
import type { Finding } from '../finding';
import type { Json } from '../topology/topology';
import { isObject } from '../json/is-object';

/** Stands for a double: whatever wants an integer refuses it. */
const noInteger = 0.5;

/**
 * What the broker says of whole numbers that are written as floats, such as `60000.0`: where it wants an integer it takes
 * them for none (seen on 4.0.5, over HTTP and at an import).
 * @param writing - where the floats are
 * @param entries - the elements of the file, to which they belong
 * @param file - what the file is called in `declaredAt`
 * @param judge - judges elements
 */
export function* judgeFloats(
  writing: DefinitionsWriting,
  entries: Entries,
  file: string,
  judge: (entries: Entries) => Iterable<Finding>,
): Iterable<Finding> {
  if (writing.floats.length === 0) return;
  const places = new Map(sections.flatMap((section) => entries[section].map((entry) => [entry.declaredAt, entry])));
  for (const { path, literal } of writing.floats) {
    const [list, index, ...keys] = path;
    const section = sections.find((name) => name === list);
    const entry = places.get(`${file}#/${section}/${index}`);
    if (section === undefined || entry === undefined) continue;
    const alone = (fields: Entry['fields']) => ({ ...nothing, [section]: [{ ...entry, fields }] });
    const before = new Set([...judge(alone(entry.fields))].map(({ message }) => message));
    for (const finding of judge(alone(put(entry.fields, keys, noInteger) as Entry['fields']))) {
      if (before.has(finding.message)) continue;
      const message = finding.message.replace(String(noInteger), literal);
      yield { ...finding, message, remedy: `write ${Number(literal)}: with a point or an exponent it is a double` };
    }
  }
}

const nothing = Object.fromEntries(sections.map((section) => [section, []])) as unknown as Entries;

function put(value: Json | Entry['fields'], [key, ...rest]: readonly (string | number)[], leaf: Json): Json {
  if (key === undefined) return leaf;
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((member, index) => (index === key ? put(member, rest, leaf) : member));
  }
  if (!isObject<Json>(value)) return leaf;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === key ? put(member, rest, leaf) : member]),
  );
}
