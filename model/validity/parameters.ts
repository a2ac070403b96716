import { field, text, type Entry, type Fields } from '../definitions/entry';
import { breaks, hazard, refused, show, type Finding, type Subject } from '../finding';
import type { Json } from '../topology/topology';
import type { DeclaredVia, Circumstances } from './circumstances';
import { judgePolicy } from './policies';
import { isWithoutUri, judgeSettings, judgeUris, showKind } from './settings';
import { judgeShovel } from './shovels';
import type { ServerVersion } from '../server/server-version';
import { boolean, number, oneOf, text as textRule, type ValueRule } from '../server/value-rule';
import { isEmptyList } from '../json/is-empty-list';
import { isObject } from '../json/is-object';

/** What the broker makes of a runtime parameter. No message ever holds a URI: it may hold a password. */
export function* judgeParameter(entry: Entry, circumstances: Circumstances): Iterable<Finding> {
  const { fields, declaredAt } = entry;
  const component = text(fields, 'component');
  const name = text(fields, 'name');
  const type = component === 'operator_policy' ? 'operator policy' : 'parameter';
  const subject: Subject = { object: { type, vhost: text(fields, 'vhost') ?? null, name: name ?? '' }, at: declaredAt };
  if (name === undefined) yield* judgeMissingName(subject, fields, circumstances.declaredVia);
  const value = field(fields, 'value');
  if (component === 'operator_policy') {
    yield* judgeOperatorPolicy(subject, fields, value, declaredAt, circumstances);
  } else if (component === 'policy') {
    yield refused(subject, 'parameter/policy', 'policies cannot be set as parameters', "move it to 'policies'");
  } else if (component === 'vhost-limits') {
    yield* judgeVhostLimits(subject, field(fields, 'name'), value);
  } else if (component === 'federation-upstream') {
    yield* judgeUpstream(subject, value, 'uri', circumstances.version);
  } else if (component === 'federation-upstream-set') {
    yield* judgeUpstreamSet(subject, value, circumstances.version);
  } else if (component === 'shovel') {
    yield* judgeShovel(subject, value, circumstances.version);
  } else {
    const message = `unknown component ${show(component)}, unless a plugin provides it`;
    yield refused(subject, 'parameter/component', message, 'correct it, or remove the parameter');
  }
}

function* judgeOperatorPolicy(
  subject: Subject,
  fields: Fields,
  value: Json | undefined,
  declaredAt: string,
  circumstances: Circumstances,
): Iterable<Finding> {
  if (!isObject(value)) {
    yield refused(subject, 'parameter/value', `'value' must be an object, got ${showKind(value)}`, 'correct it');
    return;
  }
  // What is wrong with the name is said already.
  const policy = { ...value, name: text(fields, 'name') ?? '', vhost: field(fields, 'vhost') };
  yield* judgePolicy({ fields: policy, declaredAt }, 'operator policy', circumstances);
  // Unlike elsewhere, what a parameter does not know is refused.
  for (const key of Object.keys(value).filter(
    (known) => !['pattern', 'definition', 'priority', 'apply-to'].includes(known),
  )) {
    yield refused(subject, 'policy/unknown-field', `'${key}' is not a field of an operator policy`, 'remove it');
  }
}

/** An import stores what has no name, or `true`, `false` or `null` for it, under such an atom (seen on 4.0.5 and 4.3.6). */
function* judgeMissingName(subject: Subject, fields: Fields, declaredVia: DeclaredVia): Iterable<Finding> {
  const name = field(fields, 'name');
  const message = `'name' must be a string, got ${show(name)}`;
  const isAtom = name === undefined || name === null || typeof name === 'boolean';
  if (isAtom && declaredVia === 'import' && text(fields, 'component') === 'shovel') {
    // Seen on 4.3.6, where the node does not boot again, and on 4.0.5.
    const consequence = 'the shovel is stored, its virtual host cannot be deleted, and the node may not boot again';
    yield breaks(subject, 'parameter/name-breaks-vhost', `${message}: ${consequence}`, 'name the parameter');
    yield refused(subject, 'parameter/name', message, 'name the parameter');
    return;
  }
  yield isAtom && declaredVia === 'import'
    ? hazard(subject, 'parameter/name', `${message}: an import stores it under another name`, 'name the parameter')
    : refused(subject, 'parameter/name', message, 'name the parameter');
}

/**
 * Limits of a virtual host. Under another name than `limits` the broker stores them, and fails: the import ends with 500, and
 * the virtual host can't be deleted any more (seen on 4.0.5 and 4.3.6).
 */
function* judgeVhostLimits(subject: Subject, name: Json | undefined, value: Json | undefined): Iterable<Finding> {
  const isStored = typeof name === 'string' || typeof name === 'boolean' || name === undefined || name === null;
  if (name !== 'limits' && isStored) {
    const message = `limits of a virtual host must be named 'limits', got ${show(name)}`;
    const consequence = 'the virtual host can no longer be deleted';
    yield breaks(subject, 'parameter/limits-break-vhost', `${message}: ${consequence}`, "name them 'limits'");
    yield refused(subject, 'parameter/limits-name', message, "name them 'limits'");
  }
  if (isEmptyList(value)) return;
  if (!isObject(value)) {
    yield refused(subject, 'parameter/value', `'value' must be an object, got ${showKind(value)}`, 'correct it');
    return;
  }
  for (const [key, limit] of Object.entries(value)) {
    if (key !== 'max-connections' && key !== 'max-queues') {
      const message = `'${key}' is not a known virtual host limit`;
      yield refused(subject, 'parameter/limit', message, "use 'max-connections' or 'max-queues'");
    } else if (!Number.isInteger(limit)) {
      yield refused(
        subject,
        'parameter/limit',
        `'${key}' must be an integer, got ${show(limit)}`,
        'write it without quotes',
      );
    } else if (limit === 0) {
      yield hazard(subject, 'parameter/limit-zero', `'${key}' is 0, which allows none`, 'write -1 for no limit');
    }
  }
}

/** Erlang takes an empty object for an empty list. */
function* judgeUpstreamSet(subject: Subject, value: Json | undefined, version: ServerVersion): Iterable<Finding> {
  if (Array.isArray(value)) {
    for (const member of value as readonly Json[]) yield* judgeUpstream(subject, member, 'upstream', version);
  } else if (!isObject(value) || Object.keys(value).length > 0) {
    yield refused(subject, 'parameter/value', `'value' must be a list, got ${showKind(value)}`, 'correct it');
  }
}

/** `rabbit_federation_parameters` of the server, at v4.0.5 and v4.3.5. */
const upstreamKeys: ReadonlyMap<string, ValueRule> = new Map([
  ['exchange', textRule],
  ['queue', textRule],
  ['consumer-tag', textRule],
  ['prefetch-count', number],
  ['reconnect-delay', number],
  ['max-hops', number],
  ['expires', number],
  ['message-ttl', number],
  ['trust-user-id', boolean],
  ['ack-mode', oneOf('no-ack', 'on-publish', 'on-confirm')],
  ['resource-cleanup-mode', oneOf('default', 'never')],
  ['queue-type', oneOf('classic', 'quorum')],
  ['bind-nowait', boolean],
  ['channel-use-mode', oneOf('multiple', 'single')],
]);

function* judgeUpstream(
  subject: Subject,
  value: Json | undefined,
  mandatory: 'uri' | 'upstream',
  version: ServerVersion,
): Iterable<Finding> {
  if (!isObject(value)) {
    yield refused(subject, 'parameter/value', `'value' must be an object, got ${showKind(value)}`, 'correct it');
    return;
  }
  const given = field(value, mandatory);
  const targets: readonly (Json | undefined)[] =
    Array.isArray(given) && mandatory === 'uri' ? (given.flat(Infinity) as Json[]) : [given];
  if (mandatory === 'uri' && isWithoutUri(given)) {
    const message = "'uri' is an empty list: no link starts, and a federated exchange cannot be declared";
    yield hazard(subject, 'parameter/no-uri', message, 'set the URI of the upstream');
  } else if (!targets.every((target) => typeof target === 'string')) {
    yield refused(subject, 'parameter/upstream', `'${mandatory}' must be a string`, 'set the URI of the upstream');
  } else if (mandatory === 'uri') {
    yield* judgeUris(subject, 'uri', targets, version, 'parameter/uri');
  }
  yield* judgeSettings(subject, value, upstreamKeys, [mandatory]);
}
