import { Token } from 'cdktf';
import { show } from '../../model/finding';
import { closest } from '../../model/validity/closest';
import type { Props, Shape } from './shape';
import shapes from './shapes.json';

const { options, objects } = shapes as unknown as {
  readonly options: Readonly<Record<string, Props>>;
  readonly objects: Readonly<Record<string, readonly string[]>>;
};

/** The interfaces whose props are known. */
export type PropsName = keyof (typeof shapes)['options'];

/**
 * What is wrong with props by their types: unknown ones, missing ones, values of another type, and tokens where the value must
 * be known. Types say it to who writes TypeScript; JavaScript, `any` and what is read from a file come here.
 * @param name - the interface of the props
 * @param given - what was given, of whatever type
 */
export function propFaults(name: PropsName, given: unknown): readonly string[] {
  return isPlainObject(given)
    ? faultsOfProps('', options[name] ?? {}, given)
    : [`the props must be an object, got ${shown(given)}`];
}

function faultsOfProps(path: string, props: Props, given: Readonly<Record<string, unknown>>): string[] {
  if (isInOrder(path, props, given)) return [];
  // A construct that has what is asked for stands for it, or is spread into it: a stack with its `vhost`.
  const keys = 'node' in given ? [] : Object.keys(given);
  const unknown = keys.filter((key) => !Object.hasOwn(props, key) && given[key] !== undefined);
  return [
    ...unknown.map((key) => unknownProp(path + key, closest(key, Object.keys(props)))),
    ...Object.entries(props).flatMap(([key, { shape, optional = false, token = false }]) => {
      const value = given[key];
      if (value === undefined) return optional ? [] : [`'${path}${key}' is required; it must be ${words(shape)}`];
      return faultsOf(path + key, shape, value, token);
    }),
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
    const prop = Object.hasOwn(props, key) ? props[key] : undefined;
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

function unknownProp(path: string, meant: string | undefined): string {
  return `unknown prop '${path}'; ${meant === undefined ? 'leave it out' : `did you mean '${meant}'?`}`;
}

function faultsOf(path: string, shape: Shape, value: unknown, token: boolean): string[] {
  if (shape === 'any') return [];
  if (Token.isUnresolved(value)) {
    return token
      ? []
      : [
          `'${path}' must be known at synth, got a token of Terraform's (a variable, attribute or Lazy); give the value itself`,
        ];
  }
  if (typeof shape === 'object') {
    if ('list' in shape && Array.isArray(value))
      return value.flatMap((element, index) => faultsOf(`${path}[${index}]`, shape.list, element, token));
    if ('record' in shape && isPlainObject(value))
      return Object.entries(value).flatMap(([key, element]) =>
        element === undefined ? [] : faultsOf(`${path}.${key}`, shape.record, element, token),
      );
    if ('options' in shape && isPlainObject(value))
      return faultsOfProps(`${path}.`, options[shape.options] ?? {}, value);
    if ('props' in shape && isPlainObject(value)) return faultsOfProps(`${path}.`, shape.props, value);
    if ('either' in shape) return faultsOfEither(path, shape.either, value, token);
  }
  if (shape === 'json' && typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, element]) => faultsOf(`${path}.${key}`, 'json', element, token));
  }
  return fits(shape, value) ? [] : [`'${path}' must be ${words(shape)}, got ${shown(value)}`];
}

/** Of a choice with an object that was meant, its own faults; else what the choice is. */
function faultsOfEither(path: string, either: readonly Shape[], value: unknown, token: boolean): string[] {
  const attempts = either.map((shape) => faultsOf(path, shape, value, token));
  if (attempts.some((faults) => faults.length === 0)) return [];
  const within = attempts.find((faults) => faults.every((fault) => !fault.startsWith(`'${path}' must be`)));
  return within ?? [`'${path}' must be ${words({ either })}, got ${shown(value)}`];
}

function fits(shape: Shape, value: unknown): boolean {
  if (shape === 'any' || shape === 'json') return value !== undefined;
  if (shape === 'number') return typeof value === 'number' && !Number.isNaN(value);
  if (typeof shape === 'string') return typeof value === shape;
  if ('oneOf' in shape) return shape.oneOf.some((one) => one === value);
  if ('object' in shape) {
    if (typeof value !== 'object' || value === null) return false;
    return (objects[shape.object] ?? []).every((member) => member in value);
  }
  return false;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a shape is called in a message. */
function words(shape: Shape): string {
  if (typeof shape === 'string') return simple[shape];
  if ('oneOf' in shape) return shape.oneOf.map((one) => `'${one}'`).join(' or ');
  if ('list' in shape) return 'a list';
  if ('object' in shape) return named[shape.object] ?? `a ${shape.object}`;
  if ('either' in shape) return shape.either.map(words).join(' or ');
  return 'an object';
}

const simple = {
  any: 'given',
  json: 'what JSON can write',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
} as const;

const named: Readonly<Record<string, string>> = {
  AmqpUri: 'an AmqpUri, such as AmqpUri.fromVariable(variable)',
  BrokerRef: "a broker, such as a SingleNodeStack's or a RemoteBroker",
  Duration: 'a Duration, such as Duration.minutes(5)',
  ExchangeRef: 'an exchange, such as a TopicExchange',
  IExchange: 'an exchange, such as a TopicExchange',
  IQueue: 'a queue, such as a QuorumQueue',
  IVhost: 'a virtual host, such as a Vhost',
  Password: 'a Password, such as Password.fromVariable(variable)',
  QueueRef: 'a queue, such as a QuorumQueue',
  Size: 'a Size, such as Size.mebibytes(64)',
  UserRef: 'a user, such as a User',
  VhostRef: 'a virtual host, such as a Vhost',
};

/** A value for a message; what may be a secret is not shown by its type. */
function shown(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol' || typeof value === 'bigint') return `a ${typeof value}`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? show(value).replace(/^"(.*)"$/, "'$1'") : show(value);
}
