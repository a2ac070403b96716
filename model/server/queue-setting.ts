import type { Json, QueueType } from '../topology/topology';
import { settingRows, type ArgumentRow, type PolicyRow, type Since } from './queue-setting-rows';
import { formatServerVersion, isAtLeast, type ServerVersion } from './server-version';
import { ownValue } from '../own-value';

/** What a server makes of a setting: of the argument `x-NAME` of a queue, and of the key NAME of a policy. */
export interface QueueSetting {
  readonly name: string;
  /** Absent when the server knows no such argument: it takes it, and does nothing. */
  readonly argument?: QueueArgument;
  /** Absent when the server knows no such key: it refuses the policy. */
  readonly policy?: PolicyKey;
}

/** An argument of queues. */
export interface QueueArgument extends Pick<ArgumentRow, 'value' | 'heeds'> {
  readonly support: Readonly<Record<QueueType, Support>>;
}

/**
 * What queues of a type do with an argument: use it, accept it without effect, take any value because they do not know it,
 * refuse it, or refuse it as a deprecated feature that is denied by default.
 */
export type Support = 'used' | 'ignored' | 'unknown' | 'refused' | 'denied';

/** A key in the definition of a policy. */
export interface PolicyKey extends Omit<PolicyRow, 'exchanges' | 'disables'> {
  /** Whether it acts on exchanges. */
  readonly exchanges: boolean;
  /** The types of queues to which a policy does not apply at all because it holds this key. */
  readonly disables: readonly QueueType[];
}

export type { OperatorMerge } from './queue-setting-rows';

/** Every setting that a server knows, by name. */
export function queueSettings(version: ServerVersion): ReadonlyMap<string, QueueSetting> {
  const known = byVersion.get(version) ?? tables.get(formatServerVersion(version)) ?? tableOf(version);
  byVersion.set(version, known);
  return known;
}

/** What a server makes of an argument; undefined when it does not know it. */
export function queueArgument(key: string, version: ServerVersion): QueueArgument | undefined {
  return key.startsWith('x-') ? queueSettings(version).get(key.slice(2))?.argument : undefined;
}

/** What a server makes of a policy's key; undefined when it does not know it. */
export function policyKey(key: string, version: ServerVersion): PolicyKey | undefined {
  return queueSettings(version).get(key)?.policy;
}

/** Those keys of a definition that keep a policy from applying to queues of a type. */
export function disablingKeys(definition: object, type: QueueType, version: ServerVersion): string[] {
  return Object.keys(definition).filter((key) => policyKey(key, version)?.disables.includes(type));
}

/**
 * What queues of a type do with a value that they take and do not act on.
 * @returns undefined when they act on it
 */
export function unheeded(key: string, value: Json, type: QueueType, version: ServerVersion): string | undefined {
  const acts = policyKey(key, version)?.acts?.[type];
  return acts === undefined || acts.on.some((known) => known === value) ? undefined : acts.else;
}

/** The first server that knows a key of policies; undefined when none does. */
export function firstWithPolicyKey(key: string): string | undefined {
  const rows = ownValue(settingRows, key)?.policy ?? [];
  const [first] = 'value' in rows ? [rows] : rows;
  return first === undefined ? undefined : (first.since?.[0] ?? '4.0');
}

const queueTypes: readonly QueueType[] = ['classic', 'quorum', 'stream'];

const byVersion = new WeakMap<ServerVersion, ReadonlyMap<string, QueueSetting>>();
const tables = new Map<string, ReadonlyMap<string, QueueSetting>>();

function tableOf(version: ServerVersion): ReadonlyMap<string, QueueSetting> {
  const table = new Map<string, QueueSetting>();
  for (const [name, rows] of Object.entries(settingRows)) {
    const argument = current(rows.argument, version);
    const policy = current(rows.policy, version);
    if (argument === undefined && policy === undefined) continue;
    table.set(name, {
      name,
      ...(argument === undefined ? {} : { argument: argumentOf(argument) }),
      ...(policy === undefined ? {} : { policy: keyOf(policy) }),
    });
  }
  tables.set(formatServerVersion(version), table);
  return table;
}

/** The row that holds for a version: rows stand in the order of the releases that brought them. */
function current<Row extends Since>(rows: Row | readonly Row[] | undefined, version: ServerVersion): Row | undefined {
  const all = rows === undefined ? [] : isList(rows) ? rows : [rows];
  return all.findLast(({ since }) => since === undefined || isAtLeast(version, ...since));
}

function isList<Row>(rows: Row | readonly Row[]): rows is readonly Row[] {
  return Array.isArray(rows);
}

function argumentOf({ value, heeds, ...types }: ArgumentRow): QueueArgument {
  const of = (type: QueueType): Support =>
    (['used', 'ignored', 'unknown', 'denied'] as const).find((support) => types[support]?.includes(type)) ?? 'refused';
  return { value, heeds, support: { classic: of('classic'), quorum: of('quorum'), stream: of('stream') } };
}

function keyOf({ exchanges = false, disables, ...row }: PolicyRow): PolicyKey {
  return { ...row, exchanges, disables: disables ?? queueTypes.filter((type) => !row.queues.includes(type)) };
}
