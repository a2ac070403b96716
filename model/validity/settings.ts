import { hazard, refused, type Finding, type Subject } from '../finding';
import { amqpUriFault } from '../server/amqp-uri';
import type { ServerVersion } from '../server/server-version';
import type { Json } from '../topology/topology';
import type { ValueRule } from '../server/value-rule';

/**
 * Judges the settings of a runtime parameter, of which the broker refuses those that it does not know.
 * @param others - keys that are judged elsewhere
 */
export function* judgeSettings(
  subject: Subject,
  settings: Readonly<Record<string, Json>>,
  known: ReadonlyMap<string, ValueRule>,
  others: readonly string[],
): Iterable<Finding> {
  for (const [key, setting] of Object.entries(settings)) {
    const rule = known.get(key);
    if (rule === undefined) {
      if (others.includes(key)) continue;
      yield refused(subject, 'parameter/unknown-key', `'${key}' is unknown`, 'remove it');
    } else if (!rule.holds(setting)) {
      yield refused(
        subject,
        'parameter/setting',
        `'${key}' must be ${rule.expected}, got ${showKind(setting)}`,
        'correct it',
      );
    }
  }
}

/** What is known of a value of which any text may be a credential, or hold one. */
export function showKind(value: Json | undefined): string {
  if (typeof value === 'string') return 'a string';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value ?? 'nothing');
}

/**
 * Whether an upstream has a list of URIs in which there is none; the server goes through lists within the list, too
 * (4.0.5 and 4.3.6).
 * @param uri - the `uri` of the upstream
 */
export function isWithoutUri(uri: Json | undefined): boolean {
  return Array.isArray(uri) && uri.flat(Infinity).length === 0;
}

/**
 * Judges URIs of a shovel or an upstream. No message quotes one, for it may hold a password.
 * @param key - the setting that holds them
 * @param id - the finding's: `shovel/uri`
 */
export function* judgeUris(
  subject: Subject,
  key: string,
  uris: readonly string[],
  version: ServerVersion,
  id: string,
): Iterable<Finding> {
  const faults = uris.map((uri) => amqpUriFault(uri, version)).filter((fault) => fault !== undefined);
  const fault = faults.find(({ isRefused }) => isRefused) ?? faults[0];
  if (fault === undefined) return;
  yield fault.isRefused
    ? refused(subject, id, `'${key}' ${fault.message}`, 'correct it')
    : hazard(subject, id, `'${key}' ${fault.message}: it is stored, but no connection is opened`, 'correct it');
}
