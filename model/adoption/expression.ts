import { printable } from '../printable';
import type { Json } from '../topology/topology';

/** An expression of TypeScript, which is broken into lines where it is long. */
export type Expression =
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'object'; readonly entries: readonly Property[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Expression[] };

/** A property of an object: `name: value`, or `name` alone where the value is a variable of that name. */
export type Property = readonly [name: string, value: Expression];

/** What a line holds at most. */
const WIDTH = 120;

/** Text that stands as it is. */
export function raw(text: string): Expression {
  return { kind: 'raw', text };
}

/** An object; properties without a value are left out. */
export function objectOf(properties: Readonly<Record<string, Expression | undefined>>): Expression {
  const given = Object.entries(properties).filter((entry): entry is [string, Expression] => entry[1] !== undefined);
  return { kind: 'object', entries: given };
}

/** A call of a function or method, or of a class: `new Vhost`. */
export function call(callee: string | Expression, ...args: readonly Expression[]): Expression {
  return { kind: 'call', callee: typeof callee === 'string' ? raw(callee) : callee, args };
}

/** A value of plain data. */
export function literal(value: Json): Expression {
  if (typeof value === 'string') return raw(quoted(value));
  if (typeof value === 'number') return raw(withSeparators(value));
  if (value === null || typeof value === 'boolean') return raw(String(value));
  if (isList(value)) return { kind: 'list', items: value.map(literal) };
  return { kind: 'object', entries: Object.entries(value).map(([name, inner]) => [name, literal(inner)]) };
}

/**
 * A string literal, whatever is in the string: it steers no terminal and no reader, and holds no character that an editor
 * would hide.
 */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return text.includes("'") && !text.includes('"')
    ? `"${shown(escaped)}"`
    : `'${shown(escaped).replaceAll("'", "\\'")}'`;
}

/**
 * The expression as it stands in a line that begins with so many blanks.
 * @param beside - how many characters stand before and after it in that line
 */
export function print(expression: Expression, indent: number, beside = 0): string {
  const line = flat(expression);
  return indent + line.length + beside <= WIDTH ? line : broken(expression, indent);
}

/** A comment of one line, whatever is in the text. */
export function comment(text: string): string {
  return `// ${printable(text)}`;
}

/** Text within a comment of several lines. */
export function inComment(text: string): string {
  return printable(text).replaceAll('*/', '*\\/');
}

function flat(expression: Expression): string {
  switch (expression.kind) {
    case 'raw':
      return expression.text;
    case 'list':
      return `[${expression.items.map(flat).join(', ')}]`;
    case 'object':
      return expression.entries.length === 0 ? '{}' : `{ ${expression.entries.map(flatProperty).join(', ')} }`;
    case 'call':
      return `${flat(expression.callee)}(${expression.args.map(flat).join(', ')})`;
  }
}

function flatProperty([name, value]: Property): string {
  return isShorthand(name, value) ? name : `${keyOf(name)}: ${flat(value)}`;
}

function broken(expression: Expression, indent: number): string {
  const [outer, inner] = [' '.repeat(indent), ' '.repeat(indent + 2)];
  switch (expression.kind) {
    case 'raw':
      return expression.text;
    case 'list':
      return `[\n${expression.items.map((item) => `${inner}${print(item, indent + 2, 1)},\n`).join('')}${outer}]`;
    case 'object': {
      const lines = expression.entries.map(([name, value]) => {
        const start = isShorthand(name, value) ? name : `${keyOf(name)}: `;
        const rest = isShorthand(name, value) ? '' : print(value, indent + 2, start.length + 1);
        return `${inner}${start}${rest},\n`;
      });
      return lines.length === 0 ? '{}' : `{\n${lines.join('')}${outer}}`;
    }
    case 'call': {
      const callee = expression.callee.kind === 'call' ? print(expression.callee, indent) : flat(expression.callee);
      const last = expression.args.at(-1);
      const first = expression.args.slice(0, -1).map(flat);
      if (last !== undefined && (last.kind === 'object' || last.kind === 'list') && !callee.includes('\n')) {
        return `${callee}(${[...first, broken(last, indent)].join(', ')})`;
      }
      if (callee.includes('\n') || expression.args.length === 0) {
        return `${callee}(${expression.args.map(flat).join(', ')})`;
      }
      return `${callee}(\n${expression.args.map((arg) => `${inner}${print(arg, indent + 2, 1)},\n`).join('')}${outer})`;
    }
  }
}

function isShorthand(name: string, value: Expression): boolean {
  return value.kind === 'raw' && value.text === name && isIdentifier(name);
}

function keyOf(name: string): string {
  // The one name that would say something else: an object's prototype.
  if (name === '__proto__') return `['__proto__']`;
  return isIdentifier(name) ? name : quoted(name);
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

/** As JSON writes it, with what steers or hides as `\uXXXX`. */
function shown(escaped: string): string {
  return printable(escaped).replaceAll(/[\u2028\u2029\p{Cf}\p{Co}\p{Cn}]/gu, (characters) =>
    [...Array(characters.length).keys()]
      .map((at) => `\\u${characters.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

function withSeparators(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d{5,15}$/.test(text) ? text.replaceAll(/\B(?=(?:\d{3})+$)/g, '_') : text;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
