/** A set of bytes: whether it holds the byte is said at the byte's index. */
export type ByteSet = readonly boolean[];

/** The bytes from `first` to `last`, both included. */
export function byteRange(first: number, last: number): ByteSet {
  return setOf((byte) => byte >= first && byte <= last);
}

/** One byte alone; made once, since patterns consist of them. */
export function singleByte(byte: number): ByteSet {
  const set = singles[byte] ?? byteRange(byte, byte);
  singles[byte] = set;
  return set;
}

const singles: ByteSet[] = [];

/** The bytes for which `holds` is true. */
export function setOf(holds: (byte: number) => boolean): ByteSet {
  return Array.from({ length: 256 }, (_, byte) => holds(byte));
}

/** The bytes of either set. */
export function union(one: ByteSet, other: ByteSet): ByteSet {
  return setOf((byte) => one[byte] === true || other[byte] === true);
}

/** Every byte but those of the set. */
export function complement(set: ByteSet): ByteSet {
  return setOf((byte) => set[byte] !== true);
}

/** The set without regard to case, which the broker's `re` takes from ISO 8859-1. */
export function caseless(set: ByteSet): ByteSet {
  return setOf((byte) => set[byte] === true || set[otherCase(byte)] === true);
}

/** The set in a JavaScript regular expression. */
export function toClass(set: ByteSet): string {
  const text = classes.get(set) ?? classOf(set);
  classes.set(set, text);
  return text;
}

/** Written once for each set, of which the same few come again and again. */
const classes = new WeakMap<ByteSet, string>();

function classOf(set: ByteSet): string {
  const ranges: string[] = [];
  for (let first = set.indexOf(true); first >= 0; first = set.indexOf(true, first)) {
    let last = first;
    while (set[last + 1] === true) last += 1;
    ranges.push(first === last ? escapeByte(first) : `${escapeByte(first)}-${escapeByte(last)}`);
    first = last + 1;
  }
  const [only = '', ...others] = ranges;
  // A byte alone needs no class, which the engine would search for more slowly.
  return others.length === 0 && only.length === escapeByte(0).length ? only : `[${ranges.join('')}]`;
}

const of = (expression: RegExp): ByteSet => setOf((byte) => expression.test(String.fromCharCode(byte)));

/** The classes `\d`, `\w`, `\s`, `\h`, `\v` as Erlang's `re` has them: its tables are those of ISO 8859-1. */
export const shorthands = {
  d: of(/[0-9]/),
  w: of(/[0-9A-Za-z_\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff]/),
  s: of(/[\t\n\v\f\r ]/),
  h: of(/[\t \xa0]/),
  v: of(/[\n\v\f\r\x85]/),
} as const;

/** The POSIX classes, from the same tables. */
export const posixClasses: Readonly<Record<string, ByteSet>> = {
  alnum: of(/[0-9A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff]/),
  alpha: of(/[A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff]/),
  ascii: of(/[\0-\xff]/),
  blank: of(/[\t ]/),
  cntrl: of(/[\0-\x1f\x7f-\x9f]/),
  digit: of(/[0-9]/),
  graph: of(/[!-~\xa0-\xff]/),
  lower: of(/[a-z\xaa\xb5\xba\xdf-\xf6\xf8-\xff]/),
  print: of(/[ -~\xa0-\xff]/),
  punct: of(/[!-/:-@[-`{-~\xa0-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7]/),
  space: of(/[\t\n\v\f\r ]/),
  upper: of(/[A-Z\xc0-\xd6\xd8-\xde]/),
  word: of(/[0-9A-Za-z_\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff]/),
  xdigit: of(/[0-9A-Fa-f]/),
};

function otherCase(byte: number): number {
  const character = String.fromCharCode(byte);
  const other = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
  const code = other.length === 1 ? other.charCodeAt(0) : byte;
  return code < 256 ? code : byte;
}

function escapeByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
