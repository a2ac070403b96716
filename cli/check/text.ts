import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { Finding } from '../../model/finding';
import type { FileReport } from './report';

const colors = { refused: 'red', hazard: 'yellow', deprecated: 'cyan' } as const;

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
  if (columns === undefined) return plain([...findings.map((finding) => lineOf(finding, file)), summary].join('\n'));
  if (findings.length === 0) return styleText('green', plain(summary));
  return `${tableOf(findings, file, columns)}\n${styleText('bold', plain(summary))}`;
}

function lineOf({ kind, rule, object, at, message, remedy }: Finding, file: string): string {
  return `${at === '' ? file : at}: ${kind}: ${nameOf(object)}: ${message}; ${remedy} [${rule}]`;
}

function tableOf(findings: readonly Finding[], file: string, columns: number): string {
  const wide = Math.max(60, Math.min(columns, 160));
  const where = Math.floor((wide - 17) * 0.3);
  const table = new Table({
    head: ['', 'where', 'what'],
    colWidths: [13, where, wide - 17 - where],
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: ['bold'] },
  });
  for (const { kind, rule, object, at, message, remedy } of findings) {
    const pointer = at.startsWith(`${file}#`) ? at.slice(file.length) : at;
    table.push([
      styleText(colors[kind], kind),
      plain(`${nameOf(object)}\n${pointer}`),
      `${plain(message)}\n${styleText('green', plain(`→ ${remedy}`))}\n${styleText('dim', plain(rule))}`,
    ]);
  }
  return table.toString();
}

function nameOf({ type, vhost, name }: Finding['object']): string {
  return type === 'file'
    ? 'the file'
    : `${type} '${name}'${vhost === null || type === 'vhost' ? '' : ` in '${vhost}'`}`;
}

/** Text that can't steer a terminal: names come from files of anybody. */
function plain(text: string): string {
  return text.replace(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
