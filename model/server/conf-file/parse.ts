/** A setting as a line of rabbitmq.conf says it. */
export interface ConfLine {
  readonly key: string;
  /** What the server reads: what is between the quotes, or up to a comment, without the blanks around it. */
  readonly value: string;
  readonly isQuoted: boolean;
  /** What follows `#`, when the server takes that for a comment although no blank is before it: `b` of `a#b`. */
  readonly cut?: string;
  readonly at: Place;
  readonly valueAt: Place;
}

/** A place in a file; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is in a file of rabbitmq.conf's kind. */
export interface ConfText {
  readonly settings: readonly ConfLine[];
  /** Other files that it would have read. */
  readonly includes: readonly { readonly path: string; readonly at: Place }[];
  /** Lines that are none: the server takes no setting of such a file. */
  readonly faults: readonly { readonly at: Place; readonly line: string }[];
  readonly hasByteOrderMark: boolean;
}

/**
 * Reads a file as the server does.
 * @see https://github.com/Kyorai/cuttlefish/blob/develop/src/conf_parse.peg
 */
export function parseConf(content: string): ConfText {
  const hasByteOrderMark = content.startsWith('\ufeff');
  const text = hasByteOrderMark ? content.slice(1) : content;
  const settings: ConfLine[] = [];
  const includes: { path: string; at: Place }[] = [];
  const faults: { at: Place; line: string }[] = [];
  const placeOf = placesIn(text);
  let position = 0;
  while (position < text.length) {
    const blank = take(/[ \t]*(?:#[^\n]*?)?(?:\r?\n|$)/y, text, position);
    if (blank !== undefined) {
      position += blank[0].length;
      continue;
    }
    const setting = settingAt(text, position);
    if (setting !== undefined) {
      settings.push({ ...setting.line, at: placeOf(setting.keyAt), valueAt: placeOf(setting.valueAt) });
      position = setting.end;
      continue;
    }
    const include = take(/([ \t]*include[ \t]+)([A-Za-z0-9_.*/-]+)(?:[ \t]*#[^\n]*?)?(?:\r?\n|$)/y, text, position);
    const line = take(/([ \t]*)([^\n]*)(?:\n|$)/y, text, position);
    if (include !== undefined)
      includes.push({ path: include[2] ?? '', at: placeOf(position + (include[1]?.length ?? 0)) });
    else faults.push({ at: placeOf(position + (line?.[1]?.length ?? 0)), line: line?.[2]?.trimEnd() ?? '' });
    position += (include ?? line)?.[0].length ?? text.length;
  }
  return { settings, includes, faults, hasByteOrderMark };
}

/** A key is words between dots; `\.` is a dot in a word. */
const KEY = /[ \t]*((?:\\\.|[A-Za-z0-9_-])+(?:\.(?:\\\.|[A-Za-z0-9_-])+)*)[ \t]*=[ \t]*/y;

function settingAt(text: string, position: number) {
  const start = take(KEY, text, position);
  if (start === undefined) return undefined;
  const key = start[1] ?? '';
  const keyAt = position + start[0].indexOf(key);
  const valueAt = position + start[0].length;
  // Quotes may hold line breaks; what opens with one that never closes is a bare value.
  const quoted = take(/'([^']*)'/y, text, valueAt);
  const value = quoted ?? take(/(?:(?![ \t]*\r?\n|[ \t]*#)[^])+/y, text, valueAt);
  if (value === undefined) return undefined;
  const rest = take(/([ \t]*)(?:#([^\n]*?))?(?:\r?\n|$)/y, text, valueAt + value[0].length);
  if (rest === undefined) return undefined;
  const [all, blanks, comment] = rest;
  const cut = quoted === undefined && blanks === '' && comment !== undefined ? { cut: comment } : {};
  return {
    line: { key, value: quoted?.[1] ?? value[0], isQuoted: quoted !== undefined, ...cut },
    keyAt,
    valueAt,
    end: valueAt + value[0].length + all.length,
  };
}

function take(sticky: RegExp, text: string, position: number): RegExpExecArray | undefined {
  sticky.lastIndex = position;
  return sticky.exec(text) ?? undefined;
}

/** Lines and columns of ascending positions. */
function placesIn(text: string): (position: number) => Place {
  let [line, start, searched] = [1, 0, 0];
  return (position) => {
    for (let at = text.indexOf('\n', searched); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) {
      line += 1;
      start = at + 1;
    }
    searched = Math.max(searched, position);
    return { line, column: position - start + 1 };
  };
}
