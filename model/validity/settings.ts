import { refused, type Finding, type Subject } from '../finding';
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

/** Whether the broker's client would take a text for a URI; the text is never shown, for it may hold a password. */
export function isAmqpUri(value: Json): boolean {
  return typeof value === 'string' && /^amqps?:/i.test(value);
}
