/**
 * What a check found, the worst first:
 * - `breaks`: it breaks the broker for good: the node does not boot again, or definitions can no longer be exported, or
 *   a virtual host cannot be deleted; the broker may say yes or no to it
 * - `refused`: the broker says no
 * - `hazard`: the broker accepts it, but it isn't what was meant, or it does harm
 * - `deprecated`: a coming version ends it
 */
export type FindingKind = (typeof findingKinds)[number];

/** The kinds of findings, the worst first. */
export const findingKinds = ['breaks', 'refused', 'hazard', 'deprecated'] as const;

/** Whether nobody may be let do it: the broker says no, or breaks. */
export function isRefusal(kind: FindingKind): boolean {
  return kind === 'breaks' || kind === 'refused';
}

/** Something that a check found. */
export interface Finding {
  readonly kind: FindingKind;
  /** The id of what was checked: `queue/argument-value`. */
  readonly rule: string;
  readonly object: FindingObject;
  /** Where it was declared: a construct path, or a file and JSON pointer. */
  readonly at: string;
  /** What is wrong, with the value; never a secret. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What a finding is about. */
export interface FindingObject {
  /** `queue`, `exchange`, `binding`, `policy`, `operator policy`, `vhost`, `user`, … */
  readonly type: string;
  /** `null` for what belongs to no virtual host: users, global parameters, the whole file. */
  readonly vhost: string | null;
  readonly name: string;
}

/** `queue 'orders' in 'shop'`, `user 'app'` */
export function describeObject({ type, vhost, name }: FindingObject): string {
  return `${type} '${name}'${inVhost({ type, vhost })}`;
}

/** ` in 'shop'`; nothing for what is in no virtual host, and for a virtual host itself. */
export function inVhost({ type, vhost }: Pick<FindingObject, 'type' | 'vhost'>): string {
  return vhost === null || type === 'vhost' ? '' : ` in '${vhost}'`;
}

/** An element that is judged, and where it was declared. */
export interface Subject {
  readonly object: FindingObject;
  readonly at: string;
}

/** It breaks the broker for good. */
export function breaks(subject: Subject, rule: string, message: string, remedy: string): Finding {
  return { kind: 'breaks', rule, ...subject, message, remedy };
}

/** The broker says no. */
export function refused(subject: Subject, rule: string, message: string, remedy: string): Finding {
  return { kind: 'refused', rule, ...subject, message, remedy };
}

/** The broker accepts it, but it isn't what was meant. */
export function hazard(subject: Subject, rule: string, message: string, remedy: string): Finding {
  return { kind: 'hazard', rule, ...subject, message, remedy };
}

/** A coming version ends it. */
export function deprecated(subject: Subject, rule: string, message: string, remedy: string): Finding {
  return { kind: 'deprecated', rule, ...subject, message, remedy };
}

/** How many findings of a rule are told of one by one. */
const mostOfARule = 10_000;

/**
 * Findings, of which no rule has so many that they could not be kept: the rest is counted.
 * @param file - what the rest is said of
 */
export function* countingTheRest(findings: Iterable<Finding>, file: string): Iterable<Finding> {
  const counts = new Map<string, { last: Finding; count: number }>();
  for (const finding of findings) {
    const kept = counts.get(finding.rule);
    if (kept === undefined) counts.set(finding.rule, { last: finding, count: 1 });
    else kept.count += 1;
    if ((kept?.count ?? 1) <= mostOfARule) yield finding;
    else if (kept !== undefined) kept.last = finding;
  }
  for (const { last, count } of counts.values()) {
    if (count <= mostOfARule) continue;
    const object = { type: 'file', vhost: null, name: file };
    yield { ...last, object, at: file, message: `${count - mostOfARule} more; the last: ${last.message}` };
  }
}

/** A value for a message: short, in JSON, and never a URI with a password, wherever somebody put it. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  if (typeof value === 'string' && holdsCredentials(value)) return 'a URI with credentials';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

/** Whether a text holds a URI with a user, which may have a password, or with a password as a parameter. */
export function holdsCredentials(text: string): boolean {
  return /:\/\/.*@|[?&]password=/s.test(text);
}
