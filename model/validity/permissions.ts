import { field, text, type Entry, type Fields } from '../definitions/entry';
import { hazard, refused, show, type Finding, type Subject } from '../finding';
import { readPattern } from '../pattern/pattern';
import type { ServerVersion } from '../server/server-version';
import type { Circumstances } from './channel';

/** What the broker makes of a user's permissions in a virtual host. */
export function* judgePermission({ fields, declaredAt }: Entry, { version }: Circumstances): Iterable<Finding> {
  const subject = permissionSubject(fields, declaredAt, 'permission');
  yield* judgeUserName(subject, fields);
  for (const right of ['configure', 'write', 'read']) yield* judgeRight(subject, fields, right, version);
}

/** What the broker makes of a user's permissions on the routing keys of a topic exchange. */
export function* judgeTopicPermission({ fields, declaredAt }: Entry, { version }: Circumstances): Iterable<Finding> {
  const subject = permissionSubject(fields, declaredAt, 'topic permission');
  yield* judgeUserName(subject, fields);
  if (text(fields, 'exchange') === undefined) {
    const message = `'exchange' must be text, got ${show(field(fields, 'exchange'))}`;
    yield refused(subject, 'topic-permission/exchange', message, 'name the exchange');
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
  yield refused(subject, 'permission/user', `'user' must be text, got ${show(field(fields, 'user'))}`, 'name the user');
}

function* judgeRight(subject: Subject, fields: Fields, right: string, version: ServerVersion): Iterable<Finding> {
  const given = field(fields, right);
  // Erlang takes an empty list for an empty text, and only the other permissions are checked for being one.
  const isEmptyList = Array.isArray(given) && given.length === 0;
  const pattern = isEmptyList && subject.object.type === 'topic permission' ? '' : given;
  if (typeof pattern !== 'string') {
    const message = `'${right}' must be text, got ${show(pattern)}`;
    yield refused(subject, 'permission/pattern', message, "write '' for nothing");
    return;
  }
  const { fault } = readPattern(pattern, version);
  if (fault?.kind === 'refused') {
    const message = `'${right}' is no regular expression: ${fault.reason}`;
    yield refused(subject, 'permission/pattern', message, 'correct it');
  } else if (fault?.kind === 'unknown') {
    const message = `what '${right}' matches can't be told: ${fault.reason}`;
    yield hazard(subject, 'permission/pattern-not-followed', message, 'write it more simply');
  }
  if (fault === undefined && isLoose(pattern)) {
    const message = `'${right}' is ${show(pattern)}, which is found anywhere in a name: it has no ^ or no $`;
    yield hazard(subject, 'permission/unanchored', message, `write '^(${pattern.length > 20 ? '…' : pattern})$'`);
  }
}

/** Whether a pattern names something, and yet is found in longer names. */
function isLoose(pattern: string): boolean {
  return (
    pattern !== '' &&
    pattern !== '.*' &&
    /\w/.test(pattern) &&
    !(pattern.startsWith('^') && /(\$|\.\*)\)*$/.test(pattern)) &&
    !/^\^?\.\*/.test(pattern)
  );
}
