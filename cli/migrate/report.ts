import { describeObject } from '../../model/finding';
import { groupBy } from '../../model/group-by';
import type { Migration } from '../../model/migration/migration';
import { printable, printableJson, printableMarkdown } from '../../model/printable';

/** What was migrated, and to where. */
export interface MigrationReport extends Migration {
  readonly file: string;
  readonly to: string;
  /** Where the result was written; absent when nothing was. */
  readonly out?: string;
}

/** A report for people. */
export function migrationText(report: MigrationReport): string {
  const lines = [...groupBy(report.changes, ({ object }) => describeObject(object))].flatMap(([object, changes]) => [
    `${object}:`,
    ...changes.flatMap(({ change, reason, applications }) => [
      `  ~ ${change}: ${reason}`,
      ...applications.map((text) => `    applications: ${text}`),
    ]),
  ]);
  const undecided = report.undecided.map(
    ({ object, reason, remedy }) => `undecided: ${describeObject(object)}: ${reason}; ${remedy}`,
  );
  const all = [...lines, ...(lines.length > 0 ? [''] : []), ...undecided, summaryOf(report)];
  return all.map((line) => `${printable(line)}\n`).join('');
}

/** A report as Markdown, for a pull request or a page of a wiki. */
export function migrationMarkdown(report: MigrationReport): string {
  const row = (cells: readonly string[]) => `| ${cells.map(printableMarkdown).join(' | ')} |\n`;
  const changes = report.changes.map(({ object, change, reason, applications }) =>
    row([describeObject(object), change, reason, applications.join('; ')]),
  );
  const undecided = report.undecided.map(({ object, reason, remedy }) => row([describeObject(object), reason, remedy]));
  return [
    ...(changes.length > 0
      ? [`| Object | Change | Reason | Applications |\n| --- | --- | --- | --- |\n`, ...changes, '\n']
      : []),
    ...(undecided.length > 0 ? ['| Undecided | Reason | Remedy |\n| --- | --- | --- |\n', ...undecided, '\n'] : []),
    `${printableMarkdown(summaryOf(report))}\n`,
  ].join('');
}

/** A report for programs; it holds no definitions, whose hashes are secret. */
export function migrationJson({ file, to, out, changes, undecided }: MigrationReport): string {
  return `${printableJson({ file, to, out: out ?? null, changes, undecided })}\n`;
}

function summaryOf({ file, to, out, changes, undecided }: MigrationReport): string {
  const counted = `${file} for RabbitMQ ${to}: ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`;
  if (undecided.length > 0) return `${counted}, ${undecided.length} undecided: nothing is written`;
  return out === undefined ? `${counted}; --out FILE writes it` : `${counted}, written to ${out}`;
}
