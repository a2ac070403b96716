import { styleText } from 'node:util';
import { describeObject, findingKinds, type FindingKind } from '../../model/finding';
import { printable } from '../../model/printable';
import { codeFrame } from './code-frame';
import type { FileReport, LocatedFinding } from './report';
import { linkOf } from './rule-link';

const styles = { breaks: ['bold', 'red'], refused: 'red', hazard: 'yellow', deprecated: 'cyan' } as const;

/** How many findings a terminal shows: people read no more. */
const mostShown = 100;

/** A terminal, and what it shows beside the findings. */
export interface Terminal {
  readonly columns: number;
  /** The text of the file, for the lines about each finding; absent where it has none to show. */
  readonly content?: string;
}

/**
 * A report for people: on a terminal with the lines about each finding, and else a line for each.
 * @param terminal - undefined when it is none
 */
export function toText(report: FileReport, terminal: Terminal | undefined): string {
  const { findings } = report;
  const summary = printable(summaryOf(report));
  if (terminal === undefined) return [...findings.map((finding) => lineOf(finding, report.file)), summary].join('\n');
  if (findings.length === 0) return paint('green', summary);
  const lines = terminal.content?.split('\n') ?? [];
  const blocks = findings
    .slice(0, mostShown)
    .map((finding) => blockOf(finding, report.file, lines, terminal.columns).join('\n'));
  const more = findings.length - mostShown;
  const rest = more > 0 ? [`and ${more.toLocaleString('en')} more, which --format json shows`] : [];
  return [...blocks, ...rest, paint('bold', summary)].join('\n\n');
}

function summaryOf({ file, serverVersion, judgedBy, versionFrom, findings, acknowledged }: FileReport): string {
  const counts = findingKinds
    .map((kind) => [kind, findings.filter((finding) => finding.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count.toLocaleString('en')} ${labelOf(kind, count)}`);
  const stands = judgedBy === undefined ? '' : `, judged as ${judgedBy}, the newest known`;
  const found = counts.length === 0 ? 'nothing to report' : counts.join(', ');
  const known = acknowledged === 0 ? '' : `, ${acknowledged.toLocaleString('en')} acknowledged`;
  return `${file}: ${found}${known} (RabbitMQ ${serverVersion}${origins[versionFrom]}${stands})`;
}

const origins = {
  option: '',
  file: ', which exported the file',
  stack: ', which the stack runs',
  newest: ', the newest known; --server-version names another',
} as const;

function labelOf(kind: FindingKind, count: number): string {
  if (kind === 'breaks') return count === 1 ? 'breaks the broker' : 'break the broker';
  return kind === 'hazard' && count > 1 ? 'hazards' : kind;
}

/** What a finding is called before its message: the worst kind has a word of its own. */
function severityOf(kind: FindingKind): string {
  return kind === 'breaks' ? 'BREAKS THE BROKER' : kind;
}

/** Colours, unless nobody wants them: https://no-color.org. */
function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return process.env['NO_COLOR'] ? text : styleText(style, text);
}

function lineOf(finding: LocatedFinding, file: string): string {
  const { kind, rule, message, remedy } = finding;
  return printable(
    `${placeOf(finding, file)}: ${severityOf(kind)}: ${subjectOf(finding)}${message}; ${remedy} [${rule} ${linkOf(rule)}]`,
  );
}

function blockOf(finding: LocatedFinding, file: string, lines: readonly string[], columns: number): string[] {
  const { kind, rule, message, remedy, line, column } = finding;
  const frame =
    line === undefined || column === undefined ? [] : codeFrame(lines, { line, column }, Math.min(columns, 160));
  return [
    `${paint('bold', printable(placeOf(finding, file)))} ${paint([...[styles[kind]].flat()], severityOf(kind))} ${paint('dim', printable(rule))}`,
    `  ${printable(`${subjectOf(finding)}${message}`)}`,
    ...frame.map(({ text, isMark }) => `    ${isMark ? text : paint('dim', text)}`),
    `  ${paint('green', `→ ${printable(remedy)}`)}`,
    `  ${paint('dim', linkOf(rule))}`,
  ];
}

/** `definitions.json:12:7`, which editors and terminals open; of a stack also the path of the construct. */
function placeOf({ at, line, column }: LocatedFinding, file: string): string {
  const name = file === '-' ? 'stdin' : file;
  const place = line === undefined || column === undefined ? name : `${name}:${line}:${column}`;
  return at === '' || at === file || at.startsWith(`${file}#`) ? place : `${place}: ${at}`;
}

function subjectOf({ object }: LocatedFinding): string {
  return object.type === 'file' ? '' : `${describeObject(object)}: `;
}
