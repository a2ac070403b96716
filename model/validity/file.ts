import type { Definitions, DefinitionsWriting } from '../definitions/definitions';
import { text, type Section } from '../definitions/entry';
import { hazard, refused, type Finding, type Subject } from '../finding';
import { isAtLeast, type ServerVersion } from '../server/server-version';

/** What is wrong with a definitions file as a whole. */
export function* judgeFile({ malformed, entries, vhost }: Definitions, file: string): Iterable<Finding> {
  const subject = fileSubject(file);
  if (malformed.length === 0 && Object.values(entries).every((list) => list.length === 0)) {
    const message = 'it declares nothing: none of the lists of a definitions file is present, or all are empty';
    yield hazard(subject, 'file/empty', message, 'check that this is the right file');
  }
  for (const { at, message, passedOver } of malformed) {
    yield passedOver === true
      ? hazard({ ...subject, at }, 'file/malformed', `${message}: an import skips it`, 'correct it')
      : refused({ ...subject, at }, 'file/malformed', message, 'correct it');
  }
  if (vhost !== undefined) {
    const message =
      'it is the export of a single virtual host: it cannot be loaded at boot, only imported into a virtual host';
    yield hazard(subject, 'file/single-vhost', message, 'import it with `POST /api/definitions/{vhost}`');
    return;
  }
  for (const section of sectionsInVhosts) {
    for (const { fields, declaredAt } of entries[section]) {
      if (text(fields, 'vhost') !== undefined) continue;
      const object = { type: objectTypes[section], vhost: null, name: text(fields, 'name') ?? '' };
      yield refused({ object, at: declaredAt }, 'file/vhost-missing', "'vhost' is missing", 'name the virtual host');
    }
  }
}

/** What is wrong with how a definitions file is written. */
export function* judgeWriting(
  { byteOrderMark, duplicates }: DefinitionsWriting,
  file: string,
  version: ServerVersion,
): Iterable<Finding> {
  if (byteOrderMark && !isAtLeast(version, '4.2.6')) {
    const message = 'it starts with a byte order mark, which servers before 4.2.6 reject as invalid JSON';
    yield refused(fileSubject(file), 'file/byte-order-mark', message, 'save it as UTF-8 without a byte order mark');
  }
  for (const path of duplicates) {
    const at = `${file}#/${path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
    // Seen on 4.0.5: of `{"vhosts": […], "vhosts": […]}` it imports the first list alone.
    const message = `the key '${path.at(-1)}' is a duplicate: the broker silently takes the first one`;
    yield hazard({ ...fileSubject(file), at }, 'file/key-twice', message, 'remove the duplicates');
  }
}

function fileSubject(file: string): Subject {
  return { object: { type: 'file', vhost: null, name: file }, at: file };
}

/** The lists whose elements belong to a virtual host. */
export const sectionsInVhosts = [
  'permissions',
  'topic_permissions',
  'exchanges',
  'policies',
  'parameters',
  'queues',
  'bindings',
] as const satisfies readonly Section[];

const objectTypes = {
  permissions: 'permission',
  topic_permissions: 'topic permission',
  exchanges: 'exchange',
  policies: 'policy',
  parameters: 'parameter',
  queues: 'queue',
  bindings: 'binding',
} as const satisfies Record<(typeof sectionsInVhosts)[number], string>;
