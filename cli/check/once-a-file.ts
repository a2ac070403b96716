import { isRefusal, type Finding } from '../../model/finding';
import type { Rule } from '../../rules/rule';

/** Hazards of the broker's own that nearly every file has. */
const widespreadHazards: readonly string[] = [
  'exchange/no-binding',
  'permission/user-missing',
  'permission/unanchored',
  'policy/matches-nothing',
  'queue/transient',
  'queue/type-ignored',
  'vhost/limits-ignored',
];

/** Makes of hazards that nearly every file has, and has often, one finding each. */
export function onceAFile(findings: readonly Finding[], file: string, rules: readonly Rule[]): Finding[] {
  const widespread = new Set([...widespreadHazards, ...rules.filter((rule) => rule.widespread).map(({ id }) => id)]);
  const counts = new Map<string, number>();
  for (const { kind, rule } of findings) {
    if (!isRefusal(kind)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const told = new Set<string>();
  return findings.flatMap((finding) => {
    const { kind, rule, object, message } = finding;
    const count = counts.get(rule) ?? 0;
    if (isRefusal(kind) || count === 1 || !widespread.has(rule)) return [finding];
    if (told.has(rule)) return [];
    told.add(rule);
    const others = `${count - 1} ${count === 2 ? 'other' : 'others'}`;
    return [
      {
        ...finding,
        object: { type: 'file', vhost: null, name: file },
        message: `${object.type} '${object.name}' and ${others}: ${message}`,
      },
    ];
  });
}
