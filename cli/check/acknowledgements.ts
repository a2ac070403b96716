import { describeObject, isRefusal, type Finding } from '../../model/finding';
import { printable } from '../../model/printable';
import { wildcard } from '../../model/wildcard';
import { UserError } from '../program/user-error';

/** A line of a file of acknowledgements: somebody's word that a finding is known and meant. */
export interface AcknowledgedLine {
  /** Where it is written: `FILE:LINE`. */
  readonly at: string;
  readonly rule: string;
  /** The object as reports name it, with `*` for anything. */
  readonly object: string;
  /** Why it is meant, for those who come later. */
  readonly reason: string;
}

/**
 * Reads a file of acknowledgements, one a line: `RULE OBJECT # REASON`. Empty lines and those that begin with `#` are none.
 * @param file - what to call it
 * @throws UserError that names every line that is none
 */
export function readAcknowledgements(content: string, file: string): readonly AcknowledgedLine[] {
  const faults: string[] = [];
  const lines = content.split(/\r?\n/).flatMap((line, index) => {
    const at = `${file}:${index + 1}`;
    const text = line.trim();
    if (text === '' || text.startsWith('#')) return [];
    // A name may hold ' #' itself, and ends with a quotation mark.
    const parts = /^(\S+)\s+(.*?')\s+#\s*(.+)$/u.exec(text) ?? /^(\S+)\s+([^#]*?)\s+#\s*(.+)$/u.exec(text);
    if (parts === null) {
      faults.push(
        `${at}: a line must be a rule, an object as check reports it and '#' with a reason; write ` +
          "topology/queue-is-bounded queue 'tmp.*' in '/' # lives for minutes",
      );
      return [];
    }
    const [, rule = '', object = '', reason = ''] = parts;
    return [{ at, rule, object, reason }];
  });
  if (faults.length > 0) throw new UserError(faults.join('\n'));
  return lines;
}

/**
 * What is acknowledged, and what of it was found. What a broker refuses, or breaks from, stays: it cannot be meant. A line that
 * nothing needs, or that only covers such a finding, is a fault, so that none outlives its reason.
 */
export class Acknowledgements {
  private readonly patterns: readonly (readonly [AcknowledgedLine, RegExp])[];
  private readonly used = new Set<AcknowledgedLine>();
  private readonly refused = new Set<AcknowledgedLine>();

  constructor(private readonly lines: readonly AcknowledgedLine[] = []) {
    this.patterns = lines.map((line) => [line, wildcard(line.object)]);
  }

  /** The lines that acknowledge nothing of all that was looked at, as sentences with where they are written. */
  get faults(): readonly string[] {
    return this.lines
      .filter((line) => !this.used.has(line))
      .map((line) => {
        const what = `${line.at}: ${printable(`${line.rule} ${line.object}`)}`;
        return this.refused.has(line)
          ? `${what} cannot be acknowledged: the broker rejects the object; correct it, and remove the line`
          : `${what} is not found; remove the line, or correct it`;
      });
  }

  /** What is left of findings. */
  without<F extends Finding>(findings: readonly F[]): readonly F[] {
    return this.lines.length === 0 ? findings : findings.filter((finding) => !this.has(finding));
  }

  private has({ rule, object, kind }: Finding): boolean {
    const name = printable(describeObject(object));
    const covering = this.patterns.filter(([line, pattern]) => line.rule === rule && pattern.test(name));
    for (const [line] of covering) (isRefusal(kind) ? this.refused : this.used).add(line);
    return covering.length > 0 && !isRefusal(kind);
  }
}
