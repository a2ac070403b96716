import { packs } from './packs';
import type { Rule } from './rule';

/** The page about all rules, as Markdown. */
export function documentRules(): string {
  const rules = [...new Set(Object.values(packs).flat())].sort((one, other) => (one.id < other.id ? -1 : 1));
  return [
    '# Rules',
    '',
    'Guardrails on what a broker would accept, and on how it is run: judgements of taste, each in the file that its id names, under',
    '`rules/`. What a broker refuses is an error at synth without them; `enforce(production, stack)` makes one of what breaks a rule.',
    '`rabbitmq-cdk check --pack <pack>` holds a file to a pack, of which the rules under `broker/` find nothing in a',
    'definitions file: how a broker is run stands in a stack only. [Rules of your own](own-rules.md) are written alike, and that page',
    'says how rules are enforced and acknowledged. This page is written by `npm run docs:rules`.',
    '',
    `| Rule | ${Object.keys(packs).join(' | ')} |`,
    `| ---- | ${Object.keys(packs)
      .map((name) => '-'.repeat(name.length))
      .join(' | ')} |`,
    ...rules.map((rule) => `| [${rule.id}](#${anchorOf(rule)}) | ${memberships(rule).join(' | ')} |`),
    '',
    ...rules.flatMap((rule) => [`## ${rule.id}`, '', rule.demand, '', rule.because, '']),
  ].join('\n');
}

function anchorOf({ id }: Rule): string {
  return id.replace(/[^a-z-]/g, '');
}

function memberships(rule: Rule): string[] {
  return Object.values(packs).map((pack: readonly Rule[]) => (pack.includes(rule) ? 'yes' : ''));
}
