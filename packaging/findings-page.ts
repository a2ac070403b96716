import { serverPageOf } from '../cli/check/rule-link';
import { anchorOf } from '../cli/program/heading-anchor';
import { printable } from '../model/printable';
import type { Smallest as SmallestChange } from '../test/cli/review/smallest/smallest';
import type { Smallest as SmallestInput } from '../test/model/validity/smallest/smallest';

/** What a page says of an id: its title, and a paragraph for each kind in which it is told. */
interface Entry {
  readonly id: string;
  readonly paragraphs: readonly string[];
}

/**
 * The page about the findings of `check`, each with what is said of the smallest input that yields it.
 * @param smallest - the inputs of the tests
 */
export function findingsPage(smallest: readonly SmallestInput[]): string {
  const entries = entriesOf(smallest, (name, found) => {
    const finding = found().find(({ kind, rule }) => `${kind} ${rule}` === name);
    if (finding === undefined) throw new Error(`'${name}' is not found in its smallest input`);
    return said(finding.kind, finding.message, finding.remedy);
  });
  return page(
    [
      '# Findings of check',
      '',
      'What [`check`](check.md) says of definitions files, synthesized stacks and manifests, and what constructs refuse at synth. For each',
      'finding: its [kind](check.md#findings), and what is said of the smallest input that yields it, such as an exchange `e`, a queue `q` and',
      'a user `u`. The tests have those inputs, in `test/model/validity/smallest`. [Rules](rules.md) have a page of their own, and findings about',
      'rabbitmq.conf are in [its page](rabbitmq-conf.md#files-in-use). This page is written by `npm run docs:findings`.',
    ],
    entries,
    ({ id }) => [`RabbitMQ's documentation: ${serverPageOf(id)}`],
  );
}

/**
 * The page about the changes of `review`, each with what is said of the smallest plan that makes it.
 * @param smallest - the plans of the tests
 */
export function changesPage(smallest: readonly SmallestChange[]): string {
  const entries = entriesOf(smallest, (name, found) => {
    const finding = found().find(({ effect, change }) => `${effect} ${change}` === name);
    if (finding === undefined) throw new Error(`'${name}' is not told of its smallest plan`);
    return said(finding.effect, `${finding.object.type} '${finding.object.name}' ${finding.message}`, finding.remedy);
  });
  return page(
    [
      '# Changes in a review',
      '',
      'What [`review`](review.md) says of a plan. For each change: its [effect](review.md), and what is said of the smallest plan that makes it.',
      'Another plan may have a worse effect by the same change. The tests have those plans, in `test/cli/review/smallest`. This page is',
      'written by `npm run docs:findings`.',
    ],
    entries,
    () => [],
  );
}

function entriesOf<Found>(
  smallest: readonly (readonly [name: string, found: () => Found])[],
  paragraph: (name: string, found: () => Found) => string,
): readonly Entry[] {
  const entries = new Map<string, string[]>();
  for (const [name, found] of smallest) {
    const [, id = ''] = name.split(' ');
    entries.set(id, [...(entries.get(id) ?? []), paragraph(name, found)]);
  }
  return [...entries]
    .map(([id, paragraphs]) => ({ id, paragraphs }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

function said(kind: string, message: string, remedy: string | undefined): string {
  return `**${kind}**: ${code(message)}${remedy === undefined ? '' : `\nRemedy: ${code(remedy)}`}`;
}

/** Names and values keep what they are: nothing in them is Markdown. */
function code(text: string): string {
  const plain = printable(text);
  return plain.includes('`') ? `\`\` ${plain} \`\`` : `\`${plain}\``;
}

function page(head: readonly string[], entries: readonly Entry[], after: (entry: Entry) => readonly string[]): string {
  const subjects = [...new Set(entries.map(({ id }) => id.split('/')[0] ?? ''))];
  return [
    ...head,
    '',
    subjects.map((subject) => `[${subject}](#${anchorOf(subject)})`).join(' · '),
    '',
    ...subjects.flatMap((subject) => [
      `## ${subject}`,
      '',
      ...entries
        .filter(({ id }) => id.startsWith(`${subject}/`))
        .flatMap((entry) => [
          `### ${entry.id}`,
          '',
          ...[...entry.paragraphs, ...after(entry)].flatMap((one) => [one, '']),
        ]),
    ]),
  ].join('\n');
}
