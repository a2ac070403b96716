import { field, text, type Entry, type Fields } from '../definitions/entry';
import { deprecated, hazard, refused, show, type Finding, type Subject } from '../finding';
import { readPattern } from '../pattern/pattern';
import { denialOf } from '../server/permitted-features';
import { firstWithPolicyKey, policyKey, queueSettings, unheeded, type PolicyKey } from '../server/queue-setting';
import type { ServerVersion } from '../server/server-version';
import type { Json } from '../topology/topology';
import { hasPlugin } from '../server/plugins';
import type { Circumstances } from './circumstances';
import { closest } from './closest';
import { tenYears } from '../server/value-rule';
import { isObject } from '../json/is-object';

const applyTos = ['all', 'queues', 'classic_queues', 'quorum_queues', 'streams', 'exchanges'] as const;

/**
 * What the broker makes of a policy.
 * @param fields - of the policy itself: of the parameter's value, for an operator policy in a definitions file
 */
export function* judgePolicy(
  { fields, declaredAt }: Entry,
  kind: 'policy' | 'operator policy',
  circumstances: Circumstances,
): Iterable<Finding> {
  const { version, declaredVia } = circumstances;
  const name = text(fields, 'name');
  const subject: Subject = {
    object: { type: kind, vhost: text(fields, 'vhost') ?? null, name: name ?? '' },
    at: declaredAt,
  };
  if (name === undefined) {
    const given = field(fields, 'name');
    // An import takes these for atoms, and stores the policy under one.
    const isStored = declaredVia === 'import' && (given === null || typeof given === 'boolean');
    const say = isStored ? hazard : refused;
    yield say(subject, 'policy/name', `'name' must be a string, got ${show(given)}`, 'name the policy');
  }
  yield* judgePolicyPattern(subject, field(fields, 'pattern'), version);
  const priority = field(fields, 'priority');
  const mandatory = kind === 'operator policy' && declaredVia === 'import';
  if (priority === undefined ? mandatory : typeof priority !== 'number') {
    const message = `'priority' must be a number, got ${show(priority)}`;
    yield refused(
      subject,
      'policy/priority',
      message,
      typeof priority === 'string' ? 'write it without quotes' : 'write 0',
    );
  }
  yield* judgeApplyTo(subject, fields);
  const definition = field(fields, 'definition');
  if (!isObject(definition) || Object.keys(definition).length === 0) {
    const message = `'definition' must be an object with at least one key, got ${isObject(definition) ? 'an empty object' : show(definition)}`;
    yield refused(subject, 'policy/definition', message, 'add the settings of the policy');
    return;
  }
  yield* judgeDefinition(subject, definition, kind, circumstances);
  const applyTo = field(fields, 'apply-to') ?? 'all';
  yield* judgeReach(subject, definition, String(applyTo), version);
}

/** What the broker makes of a pattern; whether it is the empty one is no matter. */
export function* judgePolicyPattern(
  subject: Subject,
  pattern: Json | undefined,
  version: ServerVersion,
): Iterable<Finding> {
  if (typeof pattern !== 'string') {
    yield refused(
      subject,
      'policy/pattern',
      `'pattern' must be a string, got ${show(pattern)}`,
      "write '.*' for everything",
    );
    return;
  }
  const { fault } = readPattern(pattern, version);
  if (fault?.kind === 'refused') {
    yield refused(
      subject,
      'policy/pattern',
      `'pattern' is not a valid regular expression: ${fault.reason}`,
      'correct it',
    );
  } else if (fault?.kind === 'unknown') {
    const message = `cannot determine what 'pattern' matches: ${fault.reason}`;
    yield hazard(subject, 'policy/pattern-not-followed', message, 'simplify the pattern');
  }
}

function* judgeApplyTo(subject: Subject, fields: Fields): Iterable<Finding> {
  const applyTo = field(fields, 'apply-to');
  if (applyTo !== undefined && !applyTos.some((known) => known === applyTo)) {
    const message = `'apply-to' must be one of ${applyTos.join(', ')}, got ${show(applyTo)}`;
    yield refused(subject, 'policy/apply-to', message, 'correct it');
  }
  for (const wrong of ['apply_to', 'applyTo'].filter((key) => field(fields, key) !== undefined)) {
    if (applyTo !== undefined) continue;
    const message = `'${wrong}' is ignored: the policy will apply to all`;
    yield hazard(subject, 'policy/apply-to-ignored', message, "spell it 'apply-to'");
  }
}

function* judgeDefinition(
  subject: Subject,
  definition: Readonly<Record<string, Json>>,
  kind: 'policy' | 'operator policy',
  circumstances: Circumstances,
): Iterable<Finding> {
  for (const [key, value] of Object.entries(definition)) {
    yield* judgeSetting(subject, key, value, kind, circumstances);
  }
  const upstreams = Object.keys(definition).filter((key) => key.startsWith('federation-upstream'));
  if (upstreams.length > 1) {
    const message = `${upstreams.map((key) => `'${key}'`).join(', ')} are mutually exclusive`;
    yield refused(subject, 'policy/federation-upstreams', message, 'keep one of them');
  }
  if ('routing-key' in definition && !('shards-per-node' in definition)) {
    yield refused(
      subject,
      'policy/sharding',
      "'routing-key' needs 'shards-per-node'",
      "add it, or remove 'routing-key'",
    );
  }
  yield* judgeTogether(subject, definition);
}

function* judgeSetting(
  subject: Subject,
  key: string,
  value: Json,
  kind: 'policy' | 'operator policy',
  { version, plugins, permittedFeatures }: Circumstances,
): Iterable<Finding> {
  const known = policyKey(key, version);
  const denial = denialOf('queue_master_locator', version, permittedFeatures);
  if (known === undefined) {
    const message = `'${key}' is not a policy key`;
    yield refused(subject, 'policy/unknown-key', message, unknownKeyRemedy(key, version));
  } else if (kind === 'operator policy' && known.operator === undefined) {
    yield refused(subject, 'policy/operator-key', `an operator policy cannot set '${key}'`, 'set it in a policy');
  } else if (known.plugin !== undefined && plugins !== undefined && !hasPlugin(plugins, known.plugin)) {
    const message = `'${key}' needs the plugin ${known.plugin}, which the broker does not have`;
    yield refused(subject, 'policy/plugin-key', message, 'enable it');
  } else if (key === 'queue-master-locator' && denial !== undefined) {
    const message = `'${key}' is a deprecated feature, ${denial}`;
    yield refused(subject, 'policy/denied-key', message, 'leave it out');
  } else if (!known.value.holds(value)) {
    const message = `'${key}' must be ${known.value.expected}, got ${show(value)}`;
    const remedy = typeof value === 'string' && /^-?\d+$/.test(value) ? 'write it without quotes' : 'correct it';
    yield refused(subject, 'policy/value', message, remedy);
  } else {
    yield* judgeMeaning(subject, key, value, known, version);
  }
}

function unknownKeyRemedy(key: string, version: ServerVersion): string {
  if (key.startsWith('ha-')) return 'classic queue mirroring was removed in 4.0; use quorum queues';
  if (key === 'queue-type') return "give 'x-queue-type' as an argument, or the virtual host a default type";
  const first = firstWithPolicyKey(key);
  if (first !== undefined) return `remove it: it requires RabbitMQ ${first}`;
  const known = [...queueSettings(version).values()].filter(({ policy }) => policy !== undefined);
  const meant = closest(
    key,
    known.map(({ name }) => name),
  );
  return meant === undefined
    ? 'remove it: one unknown key makes the broker reject the whole policy'
    : `did you mean '${meant}'?`;
}

/** Settings that the broker accepts, and that don't do what one would think. */
function* judgeMeaning(
  subject: Subject,
  key: string,
  value: Json,
  known: PolicyKey,
  version: ServerVersion,
): Iterable<Finding> {
  if (known.isIgnored === true) {
    yield deprecated(subject, 'policy/key-without-effect', `'${key}' has no effect since 4.0`, 'remove it');
  }
  if (key === 'queue-master-locator') {
    const message = "'queue-master-locator' is a deprecated feature, denied by default from 4.3 on";
    yield deprecated(subject, 'policy/master-locator', message, "use 'queue-leader-locator'");
  }
  if ((key === 'message-ttl' || key === 'expires') && Number(value) > tenYears) {
    const message = `'${key}' is ${show(value)} ms, which is more than ten years: such timers crash queues`;
    yield hazard(subject, 'policy/value-too-large', message, 'remove it');
  }
  if (key === 'federation-upstream-pattern') yield* judgePolicyPattern(subject, value, version);
}

function* judgeTogether(subject: Subject, definition: Readonly<Record<string, Json>>): Iterable<Finding> {
  if ('dead-letter-strategy' in definition && definition['dead-letter-strategy'] === 'at-least-once') {
    const overflow = definition['overflow'];
    if (overflow !== undefined && overflow !== 'reject-publish') {
      const message = `at-least-once dead-lettering requires overflow 'reject-publish': with ${show(overflow)} it is at-most-once`;
      yield hazard(subject, 'policy/at-least-once-overflow', message, "set 'overflow' to 'reject-publish'");
    }
  }
  const least = definition['delayed-retry-min'];
  const most = definition['delayed-retry-max'];
  const type = definition['delayed-retry-type'];
  if (type !== undefined && type !== 'disabled' && least === undefined) {
    yield refused(subject, 'policy/delayed-retry', "'delayed-retry-type' needs 'delayed-retry-min'", 'add it');
  }
  if (typeof least === 'number' && typeof most === 'number' && most < least) {
    yield refused(subject, 'policy/delayed-retry', "'delayed-retry-max' is less than 'delayed-retry-min'", 'swap them');
  }
}

const reach = { classic_queues: 'classic', quorum_queues: 'quorum', streams: 'stream', exchanges: 'exchange' } as const;

/** Keys that can have no effect on what the policy applies to. */
function* judgeReach(
  subject: Subject,
  definition: Readonly<Record<string, Json>>,
  applyTo: string,
  version: ServerVersion,
): Iterable<Finding> {
  const only = Object.entries(reach).find(([name]) => name === applyTo)?.[1];
  if (only === undefined) return;
  for (const [key, value] of Object.entries(definition)) {
    const setting = policyKey(key, version);
    if (setting === undefined) continue;
    if (only !== 'exchange' && setting.disables.includes(only)) {
      const message = `'${key}' makes the whole policy inapplicable to ${only} queues, the only ones that it is for`;
      yield hazard(subject, 'policy/never-applies', message, 'remove it');
    } else if (only === 'exchange' ? !setting.exchanges : !setting.queues.includes(only)) {
      const message = `'${key}' has no effect with 'apply-to' ${show(applyTo)}`;
      yield hazard(subject, 'policy/key-out-of-reach', message, "remove it, or change 'apply-to'");
    } else if (only !== 'exchange' && unheeded(key, value, only, version) !== undefined) {
      const message = `a ${only} queue takes '${key}' ${show(value)}, and ${unheeded(key, value, only, version)}`;
      yield hazard(subject, `policy/${key}-of-other-type`, message, 'use a value that it supports');
    }
  }
}
