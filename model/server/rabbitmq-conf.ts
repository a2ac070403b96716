import { confKeys } from './rabbitmq-conf-keys';
import type { ConfKind } from './rabbitmq-conf-kinds';

type Concrete<K> = K extends `${infer Head}*${infer Tail}` ? `${Head}${string}${Tail}` : K;
type ValueOf<K> = K extends ConfKind<infer T> ? T : never;

/**
 * Settings of a server, under RabbitMQ's own names: `{ heartbeat: Duration.seconds(60) }`.
 * @see https://www.rabbitmq.com/docs/configure
 */
export type RabbitmqConf = {
  readonly [K in keyof typeof confKeys as Concrete<K>]?: ValueOf<(typeof confKeys)[K]>;
};

/**
 * What is wrong with the settings: unknown keys, values out of range, and keys that contradict each other. The server
 * would not boot with any of them, or would ignore one.
 */
export function rabbitmqConfFaults(conf: RabbitmqConf): string[] {
  const present = entriesOf(conf);
  return [
    ...present.flatMap(([key, value]) => {
      const kind = kindOf(key);
      if (kind === undefined)
        return [removed[key] ?? `'${key}' is no key of rabbitmq.conf that is known here; check its spelling`];
      const fault = kind.fault(value as never);
      return fault === undefined ? [] : [`'${key}' must be ${fault}`];
    }),
    ...exclusive
      .filter((pair) => pair.every((key) => present.some(([given]) => given === key)))
      .map(([one, other]) => `'${one}' and '${other}' exclude each other; give one`),
    ...required
      .filter(([key, needed]) => has(present, key) && !has(present, needed))
      .map(([key, needed]) => `'${key}' needs '${needed}': the server does not boot without it`),
  ];
}

/**
 * The text of rabbitmq.conf, one setting a line, sorted, so that equal settings give an equal file.
 * @param conf - settings without faults
 * @throws Error when they have faults
 */
export function renderRabbitmqConf(conf: RabbitmqConf): string {
  const faults = rabbitmqConfFaults(conf);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return entriesOf(conf)
    .map(([key, value]) => `${key} = ${kindOf(key)?.render(value as never)}\n`)
    .sort()
    .join('');
}

/** The settings that no file may show, and all others. */
export function splitSecrets(conf: RabbitmqConf): { readonly open: RabbitmqConf; readonly secret: RabbitmqConf } {
  const isSecret = ([key]: Entry) => kindOf(key)?.isSecret === true;
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
] as const;

/** Keys that need another, seen to stop the boot of 4.0.5 without it. */
const required = [
  ['definitions.skip_if_unchanged', 'definitions.import_backend'],
  ['log.syslog.host', 'log.syslog'],
] as const;

/** Keys that were known once and now stop the boot, or never existed although they are often written. */
const removed: Readonly<Record<string, string>> = {
  'cluster_formation.randomized_startup_delay_range.min': `'cluster_formation.randomized_startup_delay_range.min' stops the boot since 4.0; leave it out`,
  'cluster_formation.randomized_startup_delay_range.max': `'cluster_formation.randomized_startup_delay_range.max' stops the boot since 4.0; leave it out`,
  'classic_queue.default_version': `'classic_queue.default_version' stops the boot since 4.0 unless it is 2, which is the default; leave it out`,
  'management.enable_connection_lifecycle_events': `'management.enable_connection_lifecycle_events' does not exist; use the plugin rabbitmq_event_exchange`,
};

type Entry = readonly [string, unknown];

function entriesOf(conf: RabbitmqConf): Entry[] {
  return Object.entries(conf).filter(([, value]) => value !== undefined);
}

function has(entries: readonly Entry[], key: string): boolean {
  return entries.some(([given]) => given === key);
}

function kindOf(key: string): ConfKind<never> | undefined {
  const direct = (confKeys as Readonly<Record<string, ConfKind<never>>>)[key];
  if (direct !== undefined) return direct;
  const pattern = Object.entries(confKeys).find(([name]) => name.includes('*') && matches(name, key));
  return pattern?.[1] as ConfKind<never> | undefined;
}

/** Whether the key is one of a family such as `listeners.tcp.*`, where the star is one word. */
function matches(family: string, key: string): boolean {
  const [head = '', tail = ''] = family.split('*');
  const middle = key.slice(head.length, key.length - tail.length);
  return key.startsWith(head) && key.endsWith(tail) && /^[A-Za-z0-9_-]+$/.test(middle);
}
