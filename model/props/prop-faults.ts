import { show } from '../finding';
import { isToken } from '../token';
import { closest } from '../validity/closest';
import { halfPair, hasHalfPair, isPlainObject, jsonFaults, keyFaults, mustBeKnown } from './json-faults';
import type { Members, Parameter, Props, Shape } from './shape';
import { words } from './shape-words';
import shapes from './shapes.json';
import { ownValue } from '../own-value';
import { isObject } from '../json/is-object';

const { options, objects, calls } = shapes as unknown as {
  readonly options: Readonly<Record<string, Props>>;
  readonly objects: Readonly<Record<string, Members>>;
  readonly calls: Readonly<Record<string, readonly Parameter[]>>;
};

/** The interfaces whose props are known. */
export type PropsName = keyof (typeof shapes)['options'];

/** The functions and methods whose parameters are known. */
export type CallName = keyof (typeof shapes)['calls'];

/** How many unknown props are named: a whole file that is given as props has thousands. */
const mostUnknown = 10;

/**
 * What is wrong with props by their types: unknown ones, missing ones, values of another type, and tokens where the value must
 * be known. TypeScript tells who writes TypeScript; JavaScript, `any` and what is read from a file come here.
 * @param name - the interface of the props
 * @param given - what was given, of whatever type
 */
export function propFaults(name: PropsName, given: unknown): readonly string[] {
  return isObject(given) && !isToken(given)
    ? faultsOfProps('', options[name] ?? {}, given)
    : [`the props must be an object, got ${shown(given)}`];
}

/** What is wrong with the arguments of a call, as `propFaults` says it of props. */
export function argumentFaults(name: CallName, given: readonly unknown[]): readonly string[] {
  return (calls[name] ?? []).flatMap((parameter, at) => {
    const values = parameter.rest === true ? given.slice(at) : [given[at]];
    return values.flatMap((value, index) =>
      faultsOfProp(parameter.rest === true ? `${parameter.name}[${index}]` : parameter.name, parameter, value),
    );
  });
}

function faultsOfProps(path: string, props: Props, given: Readonly<Record<string, unknown>>): string[] {
  if (isInOrder(path, props, given)) return [];
  const isConstruct = isNode(given['node']);
  if (isConstruct && !Object.keys(props).some((key) => key in given)) {
    const what = path === '' ? 'the props' : `'${path.slice(0, -1)}'`;
    return [`${what} must have one of ${namesOf(Object.keys(props))}; got a construct that has none`];
  }
  // A construct that has what is asked for stands for it, or is spread into it: a stack with its `vhost`.
  const keys = isConstruct ? [] : Object.keys(given);
  const unknown = keys.filter((key) => !Object.hasOwn(props, key) && given[key] !== undefined);
  return [
    ...unknown.slice(0, mostUnknown).map((key) => unknownProp(path + short(key), closest(key, Object.keys(props)))),
    ...(unknown.length > mostUnknown ? [`${unknown.length - mostUnknown} more unknown props; remove them`] : []),
    ...Object.entries(props).flatMap(([key, prop]) => faultsOfProp(path + key, prop, given[key])),
  ];
}

/**
 * Whether an object of a program's own has nothing wrong: nearly every one has not, and few of many props. What it is that is
 * wrong takes a look at every prop.
 */
function isInOrder(path: string, props: Props, given: Readonly<Record<string, unknown>>): boolean {
  if (Object.getPrototypeOf(given) !== Object.prototype) return false;
  for (const key of Object.keys(given)) {
    const value = given[key];
    if (value === undefined) continue;
    const prop = ownValue(props, key);
    if (prop === undefined || faultsOf(path + key, prop.shape, value, prop.token === true).length > 0) return false;
  }
  return requiredOf(props).every((key) => given[key] !== undefined);
}

const required = new WeakMap<Props, readonly string[]>();

function requiredOf(props: Props): readonly string[] {
  const known = required.get(props);
  if (known !== undefined) return known;
  const keys = Object.keys(props).filter((key) => props[key]?.optional !== true);
  required.set(props, keys);
  return keys;
}

function namesOf(props: readonly string[]): string {
  return props.length > 5 ? `${props.slice(0, 5).join(', ')} and so on` : props.join(', ');
}

function unknownProp(path: string, meant: string | undefined): string {
  return `unknown prop '${path}'; ${meant === undefined ? 'remove it' : `did you mean '${meant}'?`}`;
}

function faultsOfProp(
  path: string,
  { shape, optional = false, token = false }: Parameter | Props[string],
  value: unknown,
): string[] {
  if (value !== undefined) return faultsOf(path, shape, value, token);
  return optional ? [] : [`'${path}' is required; it must be ${words(shape)}`];
}

function faultsOf(path: string, shape: Shape, value: unknown, token: boolean): string[] {
  if (shape === 'any') return [];
  if (isToken(value)) return token ? tokenFaults(path, shape, value) : [mustBeKnown(path)];
  if (shape === 'json' || shape === 'argument') return jsonFaults(path, value, { null: shape === 'json', token });
  if (typeof shape === 'object') {
    if ('list' in shape && Array.isArray(value))
      // What a list skips (`[, 1]`) is undefined, which `flatMap` would leave out.
      return Array.from<unknown>(value).flatMap((element, index) =>
        faultsOf(`${path}[${index}]`, shape.list, element, token),
      );
    if ('record' in shape && isPlainObject(value))
      return Object.entries(value).flatMap(([key, element]) =>
        element === undefined
          ? []
          : [
              ...(token ? [] : keyFaults(path, key)),
              ...faultsOf(`${path}.${short(key)}`, shape.record, element, token),
            ],
      );
    if ('options' in shape && isObject(value)) return faultsOfProps(`${path}.`, options[shape.options] ?? {}, value);
    if ('props' in shape && isObject(value)) return faultsOfProps(`${path}.`, shape.props, value);
    if ('data' in shape && isObject(value))
      return Object.entries(shape.data).flatMap(([key, prop]) =>
        faultsOfProp(`${path}.${key}`, { ...prop, token: true }, value[key]),
      );
    if ('either' in shape) return faultsOfEither(path, shape.either, value, token);
  }
  if (shape === 'string' && typeof value === 'string' && hasHalfPair(value)) return [halfPair(path, value)];
  return fits(shape, value) ? [] : [`'${path}' must be ${words(shape)}, got ${shown(value, isSecret(shape))}`];
}

/** A token that Terraform resolves to a string is a string for cdktf, too: what takes it writes it into others. */
function tokenFaults(path: string, shape: Shape, value: unknown): string[] {
  return shape === 'string' && typeof value !== 'string'
    ? [`'${path}' must be a string or a token of one, got a token of another type; give Token.asString() of it`]
    : [];
}

/** Of a choice with an object that was meant, its own faults; else what the choice is. */
function faultsOfEither(path: string, either: readonly Shape[], value: unknown, token: boolean): string[] {
  const attempts = either.map((shape) => faultsOf(path, shape, value, token));
  if (attempts.some((faults) => faults.length === 0)) return [];
  const within = attempts.find((faults) => faults.every((fault) => !fault.startsWith(`'${path}' must be`)));
  return within ?? [`'${path}' must be ${words({ either })}, got ${shown(value, either.some(isSecret))}`];
}

function fits(shape: Shape, value: unknown): boolean {
  if (shape === 'id') return typeof value === 'string' && value !== '';
  if (shape === 'number') return typeof value === 'number' && !Number.isNaN(value);
  if (typeof shape === 'string') return typeof value === shape;
  if ('oneOf' in shape) return shape.oneOf.some((one) => one === value);
  if (!('object' in shape) || typeof value !== 'object' || value === null) return false;
  return Object.entries(objects[shape.object] ?? {}).every(([member, type]) => hasMember(value, member, type));
}

function hasMember(value: object, member: string, type: Members[string]): boolean {
  if (!(member in value)) return false;
  if (type === 'any') return true;
  const has: unknown = (value as Record<string, unknown>)[member];
  return has !== null && typeof has === type && (member !== 'node' || isNode(has));
}

/** Whether it is the node of a construct, which many other things have by this name. */
function isNode(value: unknown): boolean {
  return isObject(value) && typeof value['addChild'] === 'function' && typeof value['path'] === 'string';
}

/** Whether what is given in its place may be a secret, which no message shows. */
function isSecret(shape: Shape): boolean {
  return typeof shape === 'object' && 'object' in shape && ['Password', 'AmqpUri'].includes(shape.object);
}

/** A value for a message. */
function shown(value: unknown, isSecret = false): string {
  if (value === undefined) return 'undefined';
  if (value === null) return 'null';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol' || typeof value === 'bigint') return `a ${typeof value}`;
  if (isSecret && typeof value === 'string') return 'a string';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? show(value).replace(/^"(.*)"$/, "'$1'") : show(value);
}

/** A key for a message: a text that was taken for one has no end. */
function short(key: string): string {
  if (isToken(key)) return '(a token)';
  return key.length > 60 ? `${key.slice(0, 59)}…` : key;
}
