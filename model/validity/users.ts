import { field, text, type Entry, type Fields } from '../definitions/entry';
import { tagsOf } from '../definitions/to-topology';
import { hazard, refused, show, type Finding, type Subject } from '../finding';
import { algorithmOfBytes, hashBytes } from '../server/password-hashes';
import { isAtLeast } from '../server/server-version';
import type { Json } from '../topology/topology';
import type { Circumstances } from './circumstances';
import { isCodePoint } from './names';
import { isEmptyList } from '../json/is-empty-list';
import { isObject } from '../json/is-object';

/** Tags with a meaning of their own. */
const knownTags = ['administrator', 'monitoring', 'policymaker', 'management', 'impersonator', 'protected'];

/** What the broker makes of a user. No message ever holds a password or a hash. */
export function* judgeUser({ fields, declaredAt }: Entry, circumstances: Circumstances): Iterable<Finding> {
  const { version, declaredVia } = circumstances;
  const name = text(fields, 'name');
  const subject: Subject = { object: { type: 'user', vhost: null, name: name ?? '' }, at: declaredAt };
  if (name === undefined) yield refused(subject, 'user/name', "'name' must be a string", 'name the user');
  yield* judgeTags(subject, fields, isAtLeast(version, '4.2.7', '4.3.1'));
  if (declaredVia === 'import') yield* judgeCredentials(subject, fields, circumstances.exportedBy);
  yield* judgeLimits(subject, field(fields, 'limits'));
}

function* judgeLimits(subject: Subject, limits: Json | undefined): Iterable<Finding> {
  if (limits === undefined) return;
  if (!isObject(limits)) {
    yield refused(subject, 'user/limits', `'limits' must be an object, got ${show(limits)}`, 'write {} for none');
    return;
  }
  for (const [key, value] of Object.entries(limits)) {
    if (key !== 'max-connections' && key !== 'max-channels') {
      const message = `'${key}' is not a known user limit`;
      yield refused(subject, 'user/limits', message, "use 'max-connections' or 'max-channels'");
    } else if (!Number.isInteger(value)) {
      yield refused(subject, 'user/limits', `'${key}' must be an integer, got ${show(value)}`, 'correct it');
    }
  }
}

function* judgeTags(subject: Subject, fields: Fields, limited: boolean): Iterable<Finding> {
  const tags = field(fields, 'tags');
  if (tags === undefined && field(fields, 'administrator') !== undefined) return;
  if (typeof tags !== 'string' && !Array.isArray(tags)) {
    yield refused(subject, 'user/tags', `'tags' must be a list or a string, got ${show(tags)}`, 'write [] for none');
    return;
  }
  // Seen on 4.0.5 and 4.3.6: Erlang takes a list of code points for a string, and an object without keys for an empty list.
  const strange = Array.isArray(tags) ? tags.find((tag) => !isTag(tag)) : undefined;
  if (strange !== undefined) {
    yield refused(subject, 'user/tags', `'tags' must be a list of strings, got ${show(strange)}`, 'correct it');
  }
  const said = tagsOf(tags);
  if (limited && said.length > 32) {
    yield refused(subject, 'user/tags', `it has ${said.length} tags; the maximum is 32`, 'remove some of them');
  }
  // The broker makes an atom of each (seen on 4.0.5 and 4.3.6).
  const long = said.map((tag) => Buffer.byteLength(tag)).find((bytes) => bytes > 255);
  if (long !== undefined) {
    const message = `a tag has ${long} bytes; the maximum is 255`;
    yield refused(subject, 'user/tags', message, 'shorten it');
  }
  for (const tag of said.filter((known) => !knownTags.includes(known))) {
    const like = knownTags.find((known) => known.startsWith(tag.toLowerCase()) || tag.toLowerCase().startsWith(known));
    if (like === undefined) continue;
    yield hazard(
      subject,
      'user/unknown-tag',
      `the tag ${show(tag)} is unknown to the broker`,
      `did you mean '${like}'?`,
    );
  }
}

/** Whether the broker makes a tag of a member of a list of them. */
function isTag(tag: Json): boolean {
  if (Array.isArray(tag)) return tag.every(isCodePoint);
  if (typeof tag === 'number') return Number.isInteger(tag);
  return typeof tag !== 'object' || tag === null || Object.keys(tag).length === 0;
}

function* judgeCredentials(subject: Subject, fields: Fields, exportedBy: string | undefined): Iterable<Finding> {
  const hash = field(fields, 'password_hash');
  const password = field(fields, 'password');
  if (hash !== undefined && password !== undefined) {
    yield refused(
      subject,
      'user/password-and-hash',
      "'password' and 'password_hash' are mutually exclusive",
      "remove 'password'",
    );
    return;
  }
  if (password !== undefined && typeof password !== 'string') {
    yield refused(subject, 'user/password', "'password' must be a string", 'correct it');
  }
  if (hash === undefined) return;
  // Erlang takes an empty list for an empty string: a user without a password, for certificates and tokens.
  const isEmpty = hash === '' || isEmptyList(hash);
  const algorithm = field(fields, 'hashing_algorithm');
  if (!isEmpty) yield* judgeHash(subject, hash, algorithm, exportedBy);
  else if (algorithm !== undefined && !isAlgorithm(algorithm)) yield wrongAlgorithm(subject);
}

function* judgeHash(
  subject: Subject,
  hash: Json,
  given: Json | undefined,
  exportedBy: string | undefined,
): Iterable<Finding> {
  if (typeof hash !== 'string' || !isBase64(hash)) {
    const message = "'password_hash' is not valid base64; the broker would print it in its response and its log";
    yield refused(subject, 'user/password-hash', message, 'generate it with `rabbitmqctl hash_password`');
    return;
  }
  const algorithm = given === undefined ? defaultAlgorithm(exportedBy) : given;
  if (!isAlgorithm(algorithm)) {
    yield wrongAlgorithm(subject);
    return;
  }
  const expected = typeof algorithm === 'string' ? hashBytes.get(algorithm) : undefined;
  if (expected === undefined) {
    // It may be a hash that went to the wrong place, so it is not shown.
    const message = "'hashing_algorithm' is not one of the server's own: the user cannot log in";
    yield hazard(subject, 'user/hashing-algorithm', message, `use one of ${[...hashBytes.keys()].join(', ')}`);
    return;
  }
  const bytes = Buffer.from(hash, 'base64').length;
  if (bytes !== expected) {
    const because = given === undefined && exportedBy !== undefined ? `, the default of a file of ${exportedBy}` : '';
    const message = `'password_hash' has ${bytes} bytes, ${show(algorithm)} has ${expected}${because}: the user cannot log in`;
    const meant = algorithmOfBytes(bytes);
    const remedy =
      meant === undefined ? 'generate it with `rabbitmqctl hash_password`' : `give 'hashing_algorithm': '${meant}'`;
    yield hazard(subject, 'user/password-hash-length', message, remedy);
  }
}

/** Whether the broker makes a name of it, which it looks for even where the hash is empty (seen on 4.0.5 and 4.3.6). */
function isAlgorithm(value: Json): boolean {
  return typeof value !== 'number' && !isObject(value) && isTag(value);
}

function wrongAlgorithm(subject: Subject): Finding {
  const message = "'hashing_algorithm' must be a string";
  return refused(subject, 'user/hashing-algorithm', message, `use one of ${[...hashBytes.keys()].join(', ')}`);
}

/** How a hash was made that does not say it: files of 3.0 to 3.5 hold MD5 (`rabbit_auth_backend_internal` of the server). */
export function defaultAlgorithm(exportedBy: string | undefined): string {
  return exportedBy !== undefined && /^3\.[0-5]\./.test(exportedBy)
    ? 'rabbit_password_hashing_md5'
    : 'rabbit_password_hashing_sha256';
}

/** Whether Erlang's `base64:decode/1` takes a text: it skips white space. */
function isBase64(value: string): boolean {
  const letters = value.replace(/[\t\n\r ]/g, '');
  return /^[A-Za-z0-9+/]*={0,2}$/.test(letters) && letters.length % 4 === 0;
}
