import { field, isTable, text, type Entry, type Fields } from '../definitions/entry';
import { hazard, refused, show, type Finding, type Subject } from '../finding';
import { isAtLeast } from '../server/server-version';
import type { Json, QueueType } from '../topology/topology';
import type { Circumstances } from './channel';

/** What the broker makes of a virtual host. */
export function* judgeVhost({ fields, declaredAt }: Entry, circumstances: Circumstances): Iterable<Finding> {
  const name = text(fields, 'name');
  const subject: Subject = { object: { type: 'vhost', vhost: name ?? null, name: name ?? '' }, at: declaredAt };
  if (name === undefined || name === '') {
    yield refused(
      subject,
      'vhost/name',
      `'name' must be text that is not empty, got ${show(field(fields, 'name'))}`,
      'name it',
    );
  }
  yield* judgeDefaultType(subject, fields, circumstances);
  const metadata = field(fields, 'metadata');
  if (circumstances.channel === 'import' && metadata !== undefined && !isTable(metadata)) {
    yield refused(
      subject,
      'vhost/metadata',
      `'metadata' must be an object, got ${show(metadata)}`,
      'write {} for none',
    );
  }
  const tags = field(fields, 'tags');
  if (tags !== undefined && typeof tags !== 'string' && !Array.isArray(tags)) {
    yield refused(subject, 'vhost/tags', `'tags' must be a list or text, got ${show(tags)}`, 'correct it');
  }
  if (circumstances.channel === 'import') yield* judgeLimits(subject, fields);
}

/** The type of the untyped queues of a virtual host: nothing said, or nothing sensible, is classic. */
export function defaultQueueType(fields: Fields, channel: Circumstances['channel']): QueueType {
  const type = saidDefaultType(fields, channel);
  return type === 'quorum' || type === 'stream' ? type : 'classic';
}

function saidDefaultType(fields: Fields, channel: Circumstances['channel']): Json | undefined {
  const metadata = field(fields, 'metadata');
  if (channel === 'import') return isTable(metadata) ? field(metadata, 'default_queue_type') : undefined;
  return field(fields, 'default_queue_type') ?? field(fields, 'defaultqueuetype');
}

const queueTypes: readonly Json[] = ['classic', 'quorum', 'stream', 'undefined'];

function* judgeDefaultType(subject: Subject, fields: Fields, { version, channel }: Circumstances): Iterable<Finding> {
  const type = saidDefaultType(fields, channel);
  // The HTTP API refuses the empty one, for which an import takes the node's default.
  const isEmptyDefault = channel === 'import' && isAtLeast(version, '4.2.8', '4.3.2');
  const isDefault = type === undefined || (type === '' && isEmptyDefault);
  if (!isDefault && !queueTypes.some((known) => known === type)) {
    const message = `'default_queue_type' must be classic, quorum or stream, got ${show(type)}`;
    yield refused(subject, 'vhost/default-queue-type', message, 'correct it');
  }
  const top = field(fields, 'default_queue_type');
  if (channel === 'import' && top !== undefined && top !== 'undefined' && type === undefined) {
    const message = `'default_queue_type' is ${show(top)} where an import ignores it: untyped queues will be classic`;
    yield hazard(subject, 'vhost/default-queue-type-ignored', message, "say it in 'metadata'");
  }
}

function* judgeLimits(subject: Subject, fields: Fields): Iterable<Finding> {
  const limits = field(fields, 'limits');
  const some = isTable(limits) ? Object.keys(limits).length > 0 : Array.isArray(limits) && limits.length > 0;
  if (!some) return;
  const message = "an import ignores the 'limits' of a virtual host";
  yield hazard(
    subject,
    'vhost/limits-ignored',
    message,
    "give them in 'parameters': component 'vhost-limits', name 'limits'",
  );
}
