import { type Expression, parseTemplate } from './expression';
import { functions, kindOf, list, number, text, type Value } from './functions';
import { ownValue } from '../../model/own-value';

/** What names stand for: `var`, `local`, and by its type each kind of resource. */
export type Scope = Readonly<Record<string, Value>>;

/**
 * Evaluates every string in a piece of a stack's JSON.
 * @throws Error that names the expression, never a value
 */
export function evaluate(json: Value, scope: Scope): Value {
  if (typeof json === 'string') {
    try {
      return valueOf(parseTemplate(json), scope);
    } catch (error) {
      throw new Error(`'${json}' cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (Array.isArray(json)) return json.map((item) => evaluate(item, scope));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, evaluate(value, scope)]));
}

/** The addresses that a piece of a stack's JSON refers to: `docker_network.main`, `var.password`. */
export function referencesOf(json: Value): readonly string[] {
  if (typeof json === 'string') return addressesIn(parseTemplate(json), []);
  if (typeof json !== 'object' || json === null) return [];
  return Object.values(json).flatMap(referencesOf);
}

function addressesIn(expression: Expression, bound: readonly string[]): readonly string[] {
  if (expression.kind === 'for')
    return [...addressesIn(expression.of, bound), ...addressesIn(expression.item, [...bound, expression.name])];
  if (expression.kind === 'attribute' && expression.of.kind === 'name') {
    const { name } = expression.of;
    return bound.includes(name) ? [] : [`${name}.${expression.name}`];
  }
  return partsOf(expression).flatMap((part) => addressesIn(part, bound));
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'template':
      return expression.parts;
    case 'call':
      return expression.args;
    case 'list':
      return expression.items;
    case 'attribute':
    case 'not':
    case 'negative':
      return [expression.of];
    case 'index':
      return [expression.of, expression.key];
    case 'binary':
      return [expression.left, expression.right];
    case 'choice':
      return [expression.if, expression.then, expression.else];
    case 'for':
      return [expression.of, expression.item];
  }
}

function valueOf(expression: Expression, scope: Scope): Value {
  const of = (part: Expression) => valueOf(part, scope);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return expression.parts.map((part) => text(of(part))).join('');
    case 'name':
      return member(scope, expression.name, expression);
    case 'attribute':
      return member(of(expression.of), expression.name, expression);
    case 'index':
      return member(of(expression.of), of(expression.key), expression);
    case 'call':
      return functionOf(expression.name)(...expression.args.map(of));
    case 'list':
      return expression.items.map(of);
    case 'not':
      return !truth(of(expression.of));
    case 'negative':
      return -number(of(expression.of));
    case 'binary':
      return binary(expression.operator, of(expression.left), () => of(expression.right));
    case 'choice':
      return of(truth(of(expression.if)) ? expression.then : expression.else);
    case 'for':
      return list(of(expression.of)).map((item) => valueOf(expression.item, { ...scope, [expression.name]: item }));
  }
}

function member(value: Value, key: Value, expression: Expression): Value {
  if (Array.isArray(value) && typeof key === 'number' && key in value) return value[key];
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, String(key)))
    return (value as Scope)[String(key)] ?? null;
  throw new Error(`'${writtenAs(expression)}' is unknown`);
}

function writtenAs(expression: Expression): string {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind === 'attribute') return `${writtenAs(expression.of)}.${expression.name}`;
  return expression.kind === 'index' ? `${writtenAs(expression.of)}[…]` : '…';
}

function functionOf(name: string): (...args: readonly Value[]) => Value {
  const found = ownValue(functions, name);
  if (found === undefined) throw new Error(`the function '${name}' is unknown`);
  return found;
}

function truth(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw new Error(`true or false is expected, got ${kindOf(value)}`);
}

function binary(operator: string, left: Value, right: () => Value): Value {
  switch (operator) {
    case '||':
      return truth(left) || truth(right());
    case '&&':
      return truth(left) && truth(right());
    case '==':
      return JSON.stringify(left) === JSON.stringify(right());
    case '!=':
      return JSON.stringify(left) !== JSON.stringify(right());
    case '<':
      return number(left) < number(right());
    case '>':
      return number(left) > number(right());
    case '<=':
      return number(left) <= number(right());
    case '>=':
      return number(left) >= number(right());
    case '+':
      return number(left) + number(right());
    case '-':
      return number(left) - number(right());
    case '*':
      return number(left) * number(right());
    case '/':
      return number(left) / number(right());
    case '%':
      return number(left) % number(right());
    default:
      throw new Error(`the operator '${operator}' is unknown`);
  }
}
