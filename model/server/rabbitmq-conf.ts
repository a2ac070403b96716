import { closest } from '../validity/closest';
import { confKindOf } from './conf-schema/conf-kind';
import { formatRanges, rangesOf, schemaEntryOf } from './conf-schema/conf-key';
import { formerKey, ignoredBy } from './conf-schema/conf-notes';
import { unwritable, writtenValue } from './conf-schema/conf-value';
import { confSchema } from './conf-schema/schema';
import type { ConfSettings } from './conf-schema/settings';
import { textFault } from './conf-schema/text-fault';
import { formatServerVersion, type ServerVersion } from './server-version';

/**
 * Settings of a server, under RabbitMQ's own names: `{ heartbeat: Duration.seconds(60) }`.
 * @see https://www.rabbitmq.com/docs/configure
 */
export type RabbitmqConf = ConfSettings;

/**
 * What is wrong with the settings: keys that the server does not know or ignores, values that it does not take, and keys
 * that contradict each other. The server would not boot with any of them, or would do something else.
 */
export function rabbitmqConfFaults(conf: RabbitmqConf, version: ServerVersion): string[] {
  const present = entriesOf(conf);
  return [
    ...present.flatMap(([key, value]) => keyFault(key, version) ?? valueFaults(key, value, version)),
    ...relationFaults(present.map(([key]) => key)),
  ];
}

/** What is against a key, whatever its value; undefined when the server reads it. */
export function keyFault(key: string, version: ServerVersion): string | undefined {
  const server = `RabbitMQ ${formatServerVersion(version)}`;
  const note = ignoredBy(key, version);
  if (note !== undefined) return `'${key}' ${note.because} (${server}); ${note.remedy}`;
  const former = formerKey(key);
  if (former !== undefined) return `'${key}' ${former.because}; ${former.remedy}`;
  if (schemaEntryOf(key, version) !== undefined) return undefined;
  const ranges = rangesOf(key);
  if (ranges.length > 0) {
    return `'${key}' is not supported by ${server}, which does not boot with it; it is supported by RabbitMQ ${formatRanges(ranges)}`;
  }
  const meant = closest(key, Object.keys(confSchema));
  return `unknown rabbitmq.conf key '${key}'; ${meant === undefined ? 'check its spelling' : `did you mean '${meant}'?`}`;
}

/**
 * Keys that are mutually exclusive, and keys that lack one without which the server does not boot.
 * @param keys - all that are given
 */
export function relationFaults(keys: readonly string[]): string[] {
  return [
    ...exclusive
      .filter((pair) => pair.every((key) => keys.includes(key)))
      .map(([one, other]) => `'${one}' and '${other}' are mutually exclusive; set one`),
    ...required
      .filter(
        ([key, needed, instead]) =>
          keys.includes(key) && !keys.includes(needed) && !(instead !== undefined && keys.includes(instead)),
      )
      .map(([key, needed]) => `'${key}' needs '${needed}': the server does not boot without it`),
  ];
}

/**
 * The text of rabbitmq.conf, one setting a line, sorted, so that equal settings give an equal file. What the server reads is
 * what was given, whatever it holds.
 * @param conf - settings without faults
 * @throws Error when a value has faults
 */
export function renderRabbitmqConf(conf: RabbitmqConf): string {
  return entriesOf(conf)
    .map(([key, value]) => {
      const text = textOf(key, value);
      if (typeof text !== 'string') throw new Error(text.fault);
      return `${key} = ${writtenValue(text)}\n`;
    })
    .sort()
    .join('');
}

/** The settings that no file may show, and all others. */
export function splitSecrets(conf: RabbitmqConf): { readonly open: RabbitmqConf; readonly secret: RabbitmqConf } {
  const isSecret = ([key]: Entry) => confKindOf(key)?.isSecret === true;
  const those = (are: boolean) =>
    Object.fromEntries(entriesOf(conf).filter((entry) => isSecret(entry) === are)) as RabbitmqConf;
  return { open: those(false), secret: those(true) };
}

/** The settings over defaults: a default gives way to the same key, and to a key that excludes it. */
export function withConfDefaults(conf: RabbitmqConf, defaults: RabbitmqConf): RabbitmqConf {
  const displaced = exclusive.filter((pair) => pair.some((key) => conf[key] !== undefined)).flat() as string[];
  return { ...Object.fromEntries(Object.entries(defaults).filter(([key]) => !displaced.includes(key))), ...conf };
}

/** Keys of which a server takes one. */
const exclusive = [
  ['disk_free_limit.absolute', 'disk_free_limit.relative'],
  ['vm_memory_high_watermark.absolute', 'vm_memory_high_watermark.relative'],
  ['load_definitions', 'definitions.import_backend'],
  ['auth_ldap.use_ssl', 'auth_ldap.use_starttls'],
  ['channel_max', 'max_channels_per_connection'],
  ['connection_max', 'max_connections'],
] as const;

/** Keys that need another, unless a third is there: seen to stop the boot of 4.0.5 and 4.3.6. */
const required: readonly (readonly [key: string, needed: string, instead?: string])[] = [
  ['definitions.skip_if_unchanged', 'definitions.import_backend'],
  ['log.syslog.host', 'log.syslog'],
  ['auth_ldap.dn_lookup_bind.user_dn', 'auth_ldap.dn_lookup_bind.password', 'auth_ldap.dn_lookup_bind'],
  ['auth_ldap.dn_lookup_bind.password', 'auth_ldap.dn_lookup_bind.user_dn', 'auth_ldap.dn_lookup_bind'],
  ['auth_ldap.other_bind.user_dn', 'auth_ldap.other_bind.password', 'auth_ldap.other_bind'],
  ['auth_ldap.other_bind.password', 'auth_ldap.other_bind.user_dn', 'auth_ldap.other_bind'],
  ['default_permissions.configure', 'default_permissions.read'],
  ['default_permissions.read', 'default_permissions.write'],
  ['default_permissions.write', 'default_permissions.configure'],
];

type Entry = readonly [string, unknown];

function entriesOf(conf: RabbitmqConf): Entry[] {
  return Object.entries(conf).filter(([, value]) => value !== undefined);
}

function valueFaults(key: string, value: unknown, version: ServerVersion): string[] {
  const text = textOf(key, value);
  if (typeof text !== 'string') return [text.fault];
  const entry = schemaEntryOf(key, version);
  // Nothing can be said of what Terraform alone knows.
  if (entry === undefined || text.includes('${TfToken[') || confKindOf(key)?.isSecret === true) return [];
  const fault = textFault(entry, text, version);
  return fault === undefined ? [] : [`'${key}' must be ${fault}, got ${text}`];
}

/** What the server shall read as the value. */
function textOf(key: string, value: unknown): string | { readonly fault: string } {
  const kind = confKindOf(key);
  if (kind === undefined) return { fault: `unknown rabbitmq.conf key '${key}'` };
  const fault = kind.fault(value);
  if (fault !== undefined) return { fault: `'${key}' must be ${fault}` };
  const text = kind.render(value as never);
  const hindrance = unwritable(text);
  return hindrance === undefined ? text : { fault: `'${key}' must be ${hindrance}` };
}
