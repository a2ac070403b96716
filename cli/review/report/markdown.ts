import { printableMarkdown } from '../../../model/printable';
import { asMermaid } from '../../../model/diagram/mermaid';
import { onlyChanges, type OnlyChanges } from '../../../model/diagram/only-changes';
import { MOST_DRAWN } from '../change-diagrams';
import { effects, type Effect } from '../finding';
import { groupFindings, loadOf, sentenceOf, type FindingGroup } from './finding-group';
import { verdictOf, type StackReview } from '../stack-review';
import { verdictText, verdictTexts } from './text';

/** The first line of every review in Markdown, by which the comment is found that an earlier one left. */
export const reviewMarker = '<!-- rabbitmq-cdk review -->';

/** Stands in the place of a review that failed. */
export const unknownReview = `${reviewMarker}\n## RabbitMQ: unknown\n\nThe job says why.\n`;

/** GitHub takes 65,536 characters in a comment. */
const mostCharacters = 60_000;

/** A review as a comment on a pull request: the verdict first, and the same text for the same change. */
export function asMarkdown(reviews: readonly StackReview[]): string {
  // What is lost is told before it is drawn.
  const sizes = [
    { most: 100, drawn: MOST_DRAWN },
    { most: 100, drawn: 15 },
    ...[100, 20, 5, 1].map((most) => ({ most, drawn: 0 })),
  ].map((size) => () => render(reviews, size));
  const fitting = sizes.map((size) => size()).find((text) => text.length <= mostCharacters);
  return (
    fitting ??
    `${render(reviews, { most: 1, drawn: 0 }).slice(0, mostCharacters)}\n\n… and more than a comment can hold.\n`
  );
}

/** How much is said: the most objects of a list, and the most exchanges and queues of a diagram. */
interface Size {
  readonly most: number;
  readonly drawn: number;
}

function render(reviews: readonly StackReview[], size: Size): string {
  const verdict = verdictOf(reviews);
  return [
    reviewMarker,
    `## RabbitMQ: ${verdictText(verdict, reviews)}`,
    '',
    verdictSentences[verdict],
    '',
    `| Stack | Verdict | ${effects.map((effect) => `${effect[0]?.toUpperCase()}${effect.slice(1)}`).join(' | ')} |`,
    `| --- | --- |${' ---: |'.repeat(effects.length)}`,
    ...reviews.map(row),
    '',
    ...reviews.flatMap((review) => stackSection(review, size)),
  ].join('\n');
}

const verdictSentences = {
  data: '**Applying this loses messages, or the way of messages to a queue.**',
  availability: '**Applying this cuts clients off for some time, or for good.**',
  access: 'Applying this changes who may do what, or with which password.',
  restart: 'Applying this restarts nodes while others go on.',
  online: 'Applying this disconnects no client.',
  nothing: 'Applying this changes nothing.',
  unknown: '**What applying this does is unknown.**',
} as const;

function row(review: StackReview): string {
  const counts = effects.map((effect) => review.findings.filter((finding) => finding.effect === effect).length || '');
  return `| ${[printableMarkdown(review.stack), verdictText(verdictOf([review]), [review]), ...counts].join(' | ')} |`;
}

function stackSection(
  { stack, caveats, findings, diagrams, moved, imported, failure }: StackReview,
  { most, drawn }: Size,
): readonly string[] {
  if (caveats.length + findings.length + moved.length + imported.length === 0 && failure === undefined) return [];
  const groups = groupFindings(findings);
  return [
    `### ${printableMarkdown(stack)}`,
    '',
    ...(failure === undefined ? [] : [`> It could not be planned: ${printableMarkdown(failure)}`, '']),
    ...caveats.flatMap(({ kind, message }) => [`> **${kind}**: ${printableMarkdown(message)}`, '']),
    ...effects.flatMap((effect) =>
      effectSection(
        effect,
        groups.filter(({ first }) => first.effect === effect),
        most,
      ),
    ),
    ...diagrams.flatMap((changes) => diagramSection(changes, drawn)),
    ...folded(
      `${moved.length} moved in the state only`,
      moved.map(({ from, to }) => `- ${code(from)} is ${code(to)} from now on`),
      most,
    ),
    ...folded(
      `${imported.length} taken over that exist`,
      imported.map(({ id, to }) => `- ${code(id)} as ${code(to)}`),
      most,
    ),
  ];
}

/** What harms nobody is folded. */
function effectSection(effect: Effect, groups: readonly FindingGroup[], most: number): readonly string[] {
  if (groups.length === 0) return [];
  const items = groups.map((group) => item(group, most));
  const title = effect === 'restart' || effect === 'online' ? verdictTexts[effect] : `**${verdictTexts[effect]}**`;
  const count = groups.reduce((sum, { findings }) => sum + findings.length, 0);
  if (effect === 'online') return folded(`${count} online`, items, most);
  return [title, '', ...shortened(items, most), ''];
}

/** The most characters of a diagram: GitHub draws 50,000, and a comment holds little more. */
const MOST_OF_DIAGRAM = 12_000;

/** Diagrams of more exchanges and queues than this are folded. */
const MOST_OPEN = 12;

/** What changes as a Mermaid diagram, which GitHub and GitLab draw; its fence ends nowhere else, since names are escaped. */
function diagramSection({ diagram: all, omitted }: OnlyChanges, most: number): readonly string[] {
  const { diagram, omitted: more } = onlyChanges(all, most);
  const { nodes, vhost } = diagram;
  if (nodes.length === 0) return [];
  const text = asMermaid(diagram);
  if (text.length > MOST_OF_DIAGRAM) return diagramSection({ diagram: all, omitted }, Math.floor(nodes.length / 2));
  return [
    `<details${nodes.length > MOST_OPEN ? '' : ' open'}>`,
    `<summary>What changes in ${code(vhost)}, as a diagram</summary>`,
    '',
    '```mermaid',
    `${text}\`\`\``,
    ...(omitted + more > 0 ? ['', `… and ${omitted + more} more changes that are not drawn.`] : []),
    '',
    '</details>',
    '',
  ];
}

function item(group: FindingGroup, most: number): string {
  const { because, remedy, at } = group.first;
  const details = [
    because === undefined || because === '' ? undefined : `because: ${printableMarkdown(because)}`,
    loadOf(group) === undefined ? undefined : `holds: ${loadOf(group)}`,
    remedy === undefined ? undefined : `better: ${printableMarkdown(remedy)}`,
    group.findings.length === 1 ? `at: ${code(at)}` : undefined,
  ].filter((detail) => detail !== undefined);
  return [
    `- ${printableMarkdown(sentenceOf(group, Math.min(most, 20)))}`,
    ...details.map((detail) => `  - ${detail}`),
  ].join('\n');
}

function folded(title: string, items: readonly string[], most: number): readonly string[] {
  if (items.length === 0) return [];
  return ['<details>', `<summary>${title}</summary>`, '', ...shortened(items, most), '', '</details>', ''];
}

function shortened(items: readonly string[], most: number): readonly string[] {
  const more = items.length - most;
  return more > 0 ? [...items.slice(0, most), `- … and ${more} more`] : items;
}

function code(text: string): string {
  return `<code>${printableMarkdown(text)}</code>`;
}
