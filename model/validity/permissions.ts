import { isEmptyList } from '../json/is-empty-list';
import { isUtf8 } from 'node:buffer';
import { field, text, type Entry, type Fields } from '../definitions/entry';
import { breaks, hazard, refused, show, type Finding, type Subject } from '../finding';
import { readPattern } from '../pattern/pattern';
import { isAtLeast, type ServerVersion } from '../server/server-version';
import type { Circumstances } from './circumstances';
import { iodataBytes } from './iodata';

/** What the broker makes of a user's permissions in a virtual host. */
export function* judgePermission({ fields, declaredAt }: Entry, { version }: Circumstances): Iterable<Finding> {
  const subject = permissionSubject(fields, declaredAt, 'permission');
  yield* judgeUserName(subject, fields);
  for (const right of ['configure', 'write', 'read']) yield* judgeRight(subject, fields, right, version);
}

/** What the broker makes of a user's permissions on the routing keys of a topic exchange. */
export function* judgeTopicPermission({ fields, declaredAt }: Entry, circumstances: Circumstances): Iterable<Finding> {
  const { version, declaredVia } = circumstances;
  const subject = permissionSubject(fields, declaredAt, 'topic permission');
  yield* judgeUserName(subject, fields);
  const exchange = field(fields, 'exchange');
  if (typeof exchange !== 'string') {
    const message = `'exchange' must be a string, got ${show(exchange)}`;
    // Before the exchange has to be there nobody looks at its name: Mnesia stores anything, and
    // Khepri, the default of new nodes from 4.2 on, what Erlang has as an atom (both seen on 4.0.5); over HTTP it must be given.
    const isAtom = exchange === undefined || exchange === null || typeof exchange === 'boolean';
    const isKept = !isAtLeast(version, '4.3.2') && (isAtom || !isAtLeast(version, '4.2'));
    const isStored = isKept && (exchange !== undefined || declaredVia === 'import');
    yield isStored
      ? hazard(subject, 'topic-permission/exchange', `${message}: the permission narrows nothing`, 'name the exchange')
      : refused(subject, 'topic-permission/exchange', message, 'name the exchange');
  }
  for (const right of ['write', 'read']) yield* judgeRight(subject, fields, right, version);
}

/** A permission has no name: its user, and its exchange, tell which it is. */
export function permissionSubject(fields: Fields, at: string, type: string): Subject {
  const exchange = text(fields, 'exchange');
  const name = `${text(fields, 'user') ?? ''}${exchange === undefined ? '' : ` on ${exchange}`}`;
  return { object: { type, vhost: text(fields, 'vhost') ?? null, name }, at };
}

function* judgeUserName(subject: Subject, fields: Fields): Iterable<Finding> {
  if (text(fields, 'user') !== undefined) return;
  yield refused(
    subject,
    'permission/user',
    `'user' must be a string, got ${show(field(fields, 'user'))}`,
    'name the user',
  );
}

function* judgeRight(subject: Subject, fields: Fields, right: string, version: ServerVersion): Iterable<Finding> {
  const given = field(fields, right);
  // Erlang takes an empty list for an empty text, and only the other permissions are checked for being one.
  const isTopic = subject.object.type === 'topic permission';
  const pattern = isTopic && isEmptyList(given) ? '' : given;
  if (typeof pattern !== 'string') {
    const message = `'${right}' must be a string, got ${show(pattern)}`;
    const bytes = isTopic ? iodataBytes(pattern) : undefined;
    const isShown = bytes === undefined || isUtf8(bytes);
    if (!isShown) {
      // Seen on 4.0.5, whose export is a 500, and on 4.3.6, whose export is a 200 that ends in the middle.
      const consequence = 'its bytes are not UTF-8, and definitions cannot be exported any more';
      yield breaks(subject, 'permission/not-exportable', `${message}: ${consequence}`, "write '' for nothing");
      return;
    }
    const say = bytes === undefined ? refused : hazard;
    yield say(subject, 'permission/pattern', message, "write '' for nothing");
    return;
  }
  const { fault } = readPattern(pattern, version);
  if (fault?.kind === 'refused') {
    const message = `'${right}' is not a valid regular expression: ${fault.reason}`;
    yield refused(subject, 'permission/pattern', message, 'correct it');
  } else if (fault?.kind === 'unknown') {
    const message = `cannot determine what '${right}' matches: ${fault.reason}`;
    yield hazard(subject, 'permission/pattern-not-followed', message, 'simplify the pattern');
  }
  if (fault === undefined) yield* judgeAnchors(subject, right, pattern);
}

/** Patterns are searched for: what is meant to be a whole name must say so. */
function* judgeAnchors(subject: Subject, right: string, pattern: string): Iterable<Finding> {
  const isTopic = subject.object.type === 'topic permission';
  const parts = alternatives(pattern).filter((part) => /\w/.test(part) && !/^\^?\.\*/.test(part));
  const floating = parts.some((part) => !part.startsWith('^'));
  // Routing keys have levels: what begins as is meant is meant, and a `$` would lock it out.
  if (isTopic && floating) {
    const message = `'${right}' is ${show(pattern)}, which matches anywhere in a routing key: it is not anchored with ^`;
    yield hazard(subject, 'permission/unanchored', message, "start it with '^'");
  } else if (!isTopic && (floating || parts.some((part) => !/(\$|\.\*)\)*$/.test(part)))) {
    const message = `'${right}' is ${show(pattern)}, which matches anywhere in a name: it is not anchored with ^ and $`;
    const inner = pattern.replace(/^\^/, '').replace(/\$$/, '');
    const remedy = `write '^(${inner.length > 20 ? '…' : inner})$'`;
    yield hazard(subject, 'permission/unanchored', message, floating ? remedy : `${remedy}, or end it with '.*'`);
  }
}

/** The alternatives of a pattern, without options that stand before them. */
function alternatives(pattern: string): readonly string[] {
  const [parts, token] = [[''], /\\.|\[(?:\\.|[^\]\\])*\]|[()|]|[^]/g];
  let depth = 0;
  for (const [text] of pattern.replace(/^\(\?[a-z]+\)/, '').matchAll(token)) {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (text === '|' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + text);
  }
  return parts;
}
