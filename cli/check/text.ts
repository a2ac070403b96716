import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { Finding } from '../../model/finding';
import { printable } from '../../model/printable';
import type { FileReport } from './report';

const colors = { refused: 'red', hazard: 'yellow', deprecated: 'cyan' } as const;

/** How long a table may be: people read no more, and measuring cells takes long. */
const mostRows = 100;

/**
 * A report for people: a table on a terminal, and else a line for each finding.
 * @param columns - how wide the terminal is; undefined when it is none
 */
export function toText({ file, serverVersion, findings }: FileReport, columns: number | undefined): string {
  const counts = (['refused', 'hazard', 'deprecated'] as const)
    .map((kind) => [kind, findings.filter((finding) => finding.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind === 'hazard' && count > 1 ? 'hazards' : kind}`);
  const summary = `${file}: ${counts.length === 0 ? 'nothing to report' : counts.join(', ')} (RabbitMQ ${serverVersion})`;
  if (columns === undefined)
    return [...findings.map((finding) => lineOf(finding, file)), summary].map(printable).join('\n');
  if (findings.length === 0) return paint('green', printable(summary));
  const more = findings.length - mostRows;
  const rest = more > 0 ? `and ${more} more, which --format json shows\n` : '';
  return `${tableOf(findings.slice(0, mostRows), file, columns)}\n${rest}${paint('bold', printable(summary))}`;
}

/** Colours, unless nobody wants them: https://no-color.org. */
function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return process.env['NO_COLOR'] ? text : styleText(style, text);
}

function lineOf({ kind, rule, object, at, message, remedy }: Finding, file: string): string {
  return `${at === '' ? file : at}: ${kind}: ${nameOf(object)}: ${message}; ${remedy} [${rule}]`;
}

function tableOf(findings: readonly Finding[], file: string, columns: number): string {
  const wide = Math.max(60, Math.min(columns, 160));
  const where = Math.floor((wide - 17) * 0.3);
  const what = wide - 17 - where;
  const table = new Table({
    head: ['', 'where', 'what'],
    colWidths: [13, where, what],
    style: { head: process.env['NO_COLOR'] ? [] : ['bold'], border: [] },
  });
  for (const { kind, rule, object, at, message, remedy } of findings) {
    const pointer = at.startsWith(`${file}#`) ? at.slice(file.length) : at;
    const lines = (text: string, width: number, style?: 'green' | 'dim') =>
      wrap(printable(text), width - 2).map((line) => (style === undefined ? line : paint(style, line)));
    table.push([
      paint(colors[kind], kind),
      [...lines(nameOf(object), where), ...lines(pointer, where)].join('\n'),
      [...lines(message, what), ...lines(`→ ${remedy}`, what, 'green'), ...lines(rule, what, 'dim')].join('\n'),
    ]);
  }
  return table.toString();
}

/** Breaks a text into lines, between words where it can. The table's own way is a hundred times slower. */
function wrap(text: string, width: number): readonly string[] {
  return text.match(new RegExp(`.{1,${width}}(?= |$)|.{1,${width}}`, 'gu'))?.map((line) => line.trim()) ?? [''];
}

function nameOf({ type, vhost, name }: Finding['object']): string {
  return type === 'file'
    ? 'the file'
    : `${type} '${name}'${vhost === null || type === 'vhost' ? '' : ` in '${vhost}'`}`;
}
