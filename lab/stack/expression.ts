/** An expression of Terraform's language: the part of it that synthesized stacks use. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'not' | 'negative'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly if: Expression; readonly then: Expression; readonly else: Expression }
  | { readonly kind: 'for'; readonly name: string; readonly of: Expression; readonly item: Expression };

/**
 * Reads a string of a stack's JSON, which is a template: text with `${…}` in it.
 * @returns a template of several parts is a string; one that is nothing but `${…}` has the type of what is in it
 * @throws Error that names what is not understood
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function parseTemplate(text: string): Expression {
  return new Parser(text).template('');
}

/** How strongly operators bind; the first binds weakest. */
const operators = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>'], ['+', '-'], ['*', '/', '%']];

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  /** Text up to the closing quote, or to the end when there is none. */
  template(quote: '"' | ''): Expression {
    const parts: Expression[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') parts.push({ kind: 'literal', value: text });
      text = '';
    };
    while (quote === '' ? this.at < this.text.length : !this.takes('"')) {
      if (this.at >= this.text.length) this.fail('a string does not end');
      if (this.takes('$${')) text += '${';
      else if (this.takes('%%{')) text += '%{';
      else if (this.takes('%{')) this.fail("directives like '%{ if … }' are not supported");
      else if (this.takes('${')) {
        flush();
        parts.push(this.expression());
        this.expect('}');
      } else text += quote === '"' && this.takes('\\') ? this.escaped() : (this.text[this.at++] ?? '');
    }
    flush();
    const [first, second] = parts;
    if (first === undefined) return { kind: 'literal', value: '' };
    return second === undefined ? first : { kind: 'template', parts };
  }

  private expression(): Expression {
    const condition = this.binary(0);
    if (!this.skips('?')) return condition;
    const then = this.expression();
    this.expect(':');
    return { kind: 'choice', if: condition, then, else: this.expression() };
  }

  private binary(level: number): Expression {
    const alternatives = operators[level];
    if (alternatives === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = alternatives.find((candidate) => this.skips(candidate));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    if (this.skips('!')) return { kind: 'not', of: this.unary() };
    if (this.skips('-')) return { kind: 'negative', of: this.unary() };
    let value = this.primary();
    for (;;) {
      if (this.takes('[')) {
        value = { kind: 'index', of: value, key: this.expression() };
        this.expect(']');
      } else if (this.takes('.')) value = { kind: 'attribute', of: value, name: this.word() };
      else return value;
    }
  }

  private primary(): Expression {
    const number = this.matches(/\d+(\.\d+)?/y);
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    if (this.skips('"')) return this.template('"');
    if (this.skips('[')) return this.list();
    if (this.skips('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    const name = this.word();
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    return this.takes('(') ? { kind: 'call', name, args: this.itemsUntil(')') } : { kind: 'name', name };
  }

  private list(): Expression {
    if (this.matches(/for\s+/y) === undefined) return { kind: 'list', items: this.itemsUntil(']') };
    const name = this.word();
    this.expect('in');
    const of = this.expression();
    this.expect(':');
    const item = this.expression();
    this.expect(']');
    return { kind: 'for', name, of, item };
  }

  private itemsUntil(end: string): readonly Expression[] {
    const items: Expression[] = [];
    while (!this.skips(end)) {
      if (items.length > 0) this.expect(',');
      items.push(this.expression());
    }
    return items;
  }

  private escaped(): string {
    const character = this.text[this.at++] ?? '';
    const meaning = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' }[character];
    return meaning ?? this.fail(`the escape '\\${character}' is not supported`);
  }

  /** A name: unlike in most languages it may hold dashes. */
  private word(): string {
    return this.matches(/[A-Za-z_][A-Za-z0-9_-]*/y) ?? this.fail('a name is expected');
  }

  private expect(token: string): void {
    if (!this.skips(token)) this.fail(`'${token}' is expected`);
  }

  private skips(token: string): boolean {
    this.matches(/\s*/y);
    return this.takes(token);
  }

  private takes(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private matches(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at + (/^\s*/.exec(this.text.slice(this.at))?.[0].length ?? 0);
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.at = pattern.lastIndex;
    return match;
  }

  private fail(reason: string): never {
    const rest = this.text.slice(this.at, this.at + 20);
    throw new Error(`'${this.text}' is not understood at '${rest}': ${reason}`);
  }
}
