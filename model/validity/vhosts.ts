import { field, text, type Entry, type Fields } from '../definitions/entry';
import { breaks, hazard, refused, show, type Finding, type Subject } from '../finding';
import { isAtLeast } from '../server/server-version';
import type { Json, QueueType } from '../topology/topology';
import type { Circumstances } from './circumstances';
import { isCodePoint } from './names';
import { isObject } from '../json/is-object';

/** What the broker makes of a virtual host. */
export function* judgeVhost({ fields, declaredAt }: Entry, circumstances: Circumstances): Iterable<Finding> {
  const name = text(fields, 'name');
  const subject: Subject = { object: { type: 'vhost', vhost: name ?? null, name: name ?? '' }, at: declaredAt };
  if (name === '' && circumstances.declaredVia === 'import') {
    // Seen on 4.0.5 and 4.3.6: over HTTP it has no address.
    const message = "'name' is empty: an import creates the virtual host, and the HTTP API can no longer delete it";
    yield breaks(subject, 'vhost/name-empty', message, 'give it a name');
  } else if (name === undefined || name === '') {
    const message = `'name' must be a non-empty string, got ${show(field(fields, 'name'))}`;
    yield refused(subject, 'vhost/name', message, 'give it a name');
  }
  yield* judgeDefaultType(subject, fields, circumstances);
  const metadata = field(fields, 'metadata');
  if (circumstances.declaredVia === 'import' && metadata !== undefined && !isObject(metadata)) {
    const message = `'metadata' must be an object, got ${show(metadata)}`;
    yield isAtLeast(circumstances.version, '4.2.6')
      ? hazard(subject, 'vhost/metadata', `${message}: an import ignores it`, 'write {} for none')
      : refused(subject, 'vhost/metadata', message, 'write {} for none');
  }
  yield* judgeTags(subject, field(fields, 'tags'));
  // An import looks for tags in the metadata where there are none beside (seen on 4.0.5 and 4.3.6).
  if (circumstances.declaredVia === 'import' && isObject(metadata) && field(fields, 'tags') === undefined)
    yield* judgeTags(subject, field(metadata, 'tags'));
  const tracing = field(fields, 'tracing');
  if (tracing !== undefined && typeof tracing !== 'boolean') {
    yield refused(subject, 'vhost/tracing', `'tracing' must be true or false, got ${show(tracing)}`, 'correct it');
  }
  if (circumstances.declaredVia === 'import') yield* judgeLimits(subject, fields);
}

function* judgeTags(subject: Subject, tags: Json | undefined): Iterable<Finding> {
  if (tags === undefined || typeof tags === 'string') return;
  const strange = Array.isArray(tags) ? tags.find((tag) => !isTag(tag)) : undefined;
  if (strange !== undefined) {
    yield refused(subject, 'vhost/tags', `'tags' must be a list of strings, got ${show(strange)}`, 'correct it');
  } else if (!Array.isArray(tags)) {
    // Erlang takes `null` for an atom, and an atom for a string.
    const say = tags === null ? hazard : refused;
    yield say(subject, 'vhost/tags', `'tags' must be a list or a string, got ${show(tags)}`, 'correct it');
  }
}

/** Whether the broker makes a tag of a member of a list of them: Erlang takes a code point for a string of one letter. */
function isTag(tag: Json): boolean {
  return typeof tag === 'number' ? isCodePoint(tag) : typeof tag !== 'object' || tag === null;
}

/** The type of the untyped queues of a virtual host: nothing said, or nothing sensible, is classic. */
export function defaultQueueType(fields: Fields, declaredVia: Circumstances['declaredVia']): QueueType {
  const type = saidDefaultType(fields, declaredVia);
  return type === 'quorum' || type === 'stream' ? type : 'classic';
}

function saidDefaultType(fields: Fields, declaredVia: Circumstances['declaredVia']): Json | undefined {
  const metadata = field(fields, 'metadata');
  if (declaredVia === 'import') return isObject(metadata) ? field(metadata, 'default_queue_type') : undefined;
  const type = field(fields, 'default_queue_type');
  return type === undefined ? field(fields, 'defaultqueuetype') : type;
}

const queueTypes: readonly Json[] = ['classic', 'quorum', 'stream', 'undefined'];

function* judgeDefaultType(
  subject: Subject,
  fields: Fields,
  { version, declaredVia }: Circumstances,
): Iterable<Finding> {
  const type = saidDefaultType(fields, declaredVia);
  // For both the node's default is taken; the HTTP API refuses the empty one.
  const isNone = type === null || (type === '' && declaredVia === 'import');
  const isDefault = type === undefined || (isNone && isAtLeast(version, '4.2.8', '4.3.2'));
  if (!isDefault && !queueTypes.some((known) => known === type)) {
    const message = `'default_queue_type' must be classic, quorum or stream, got ${show(type)}`;
    yield refused(subject, 'vhost/default-queue-type', message, 'correct it');
  }
  const top = field(fields, 'default_queue_type');
  if (declaredVia === 'import' && top !== undefined && top !== 'undefined' && type === undefined) {
    const message = `'default_queue_type' is ${show(top)} outside of 'metadata', where an import ignores it: queues without a type will be classic`;
    yield hazard(subject, 'vhost/default-queue-type-ignored', message, "move it into 'metadata'");
  }
}

function* judgeLimits(subject: Subject, fields: Fields): Iterable<Finding> {
  const limits = field(fields, 'limits');
  const some = isObject(limits) ? Object.keys(limits).length > 0 : Array.isArray(limits) && limits.length > 0;
  if (!some) return;
  const message = "an import ignores the 'limits' of a virtual host";
  yield hazard(
    subject,
    'vhost/limits-ignored',
    message,
    "give them in 'parameters': component 'vhost-limits', name 'limits'",
  );
}
