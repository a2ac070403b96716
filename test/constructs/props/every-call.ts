import { Lazy, TerraformStack, TerraformVariable } from 'cdktf';
import * as toolkit from '../../../index';
import * as fragments from '../../../policies/index';
import * as testing from '../../../testing/index';
import { committedShapes } from './committed-shapes';
import type { Parameter, Prop, Shape } from '../../../model/props/shape';
import { type brokerFixture, testApp } from '../../harness';

type Fixture = ReturnType<typeof brokerFixture>;
type Method = (...given: readonly unknown[]) => unknown;

/** What the doors export by name: classes, functions and data. */
export const exported: Readonly<Record<string, unknown>> = {
  ...toolkit,
  ...fragments,
  synthesized: testing.synthesized,
};

/** On what each method is called. */
const instances: Readonly<Record<string, (fixture: Fixture) => object>> = {
  CertificateAuthority: ({ stack }) => new toolkit.CertificateAuthority(stack, 'ca', { commonName: 'ca' }),
  DockerEngine: ({ stack }) => new toolkit.DockerEngine(stack, 'engine'),
  Exchange: ({ stack, vhost }) => new toolkit.TopicExchange(stack, 'exchange', { vhost }),
  ExchangeGrants: ({ stack, vhost }) => new toolkit.TopicExchange(stack, 'exchange', { vhost }).grants,
  Queue: ({ stack, vhost }) => new toolkit.QuorumQueue(stack, 'queue', { vhost }),
  QueueGrants: ({ stack, vhost }) => new toolkit.QuorumQueue(stack, 'queue', { vhost }).grants,
  RotatingUser: ({ stack, broker }) => new toolkit.RotatingUser(stack, 'user', { broker, rotation: 1 }),
  User: ({ stack, broker }) => new toolkit.User(stack, 'user', { broker }),
  VhostGrants: ({ vhost }) => vhost.grants,
  VhostPolicies: ({ vhost }) => vhost.policies,
};

/** Arguments that mean something beyond their type. */
const meaning: Readonly<Record<string, (fixture: Fixture) => unknown>> = {
  'AmqpUri.fromExpression.expression': () => Lazy.stringValue({ produce: () => '${var.uri}' }),
  'Password.fromExpression.expression': () => Lazy.stringValue({ produce: () => '${var.password}' }),
  'StateBackend.settings': () => ({ type: 's3', bucket: 'states', region: 'eu-west-1' }),
  'compose.applied': () => [],
  'composePolicies.applied': () => [],
  'expiry.options': () => ({ messageTtl: toolkit.Duration.hours(1) }),
  'forgetResource.address': () => 'rabbitmq_queue.orders',
  'fragment.settings': () => ({ 'max-length': 5 }),
  'keepStates.given': () => ({ type: 's3', bucket: 'states', region: 'eu-west-1' }),
  'limits.options': () => ({ maxLength: 5 }),
  'parseServerVersion.text': () => '4.3',
  'retention.options': () => ({ maxAge: toolkit.Duration.days(7) }),
};

/** The function that a name stands for, bound to what it is called on. */
export function functionOf(name: string, fixture: Fixture): Method {
  const [owner = '', method] = name.split('.');
  if (owner === 'StateBackend') return (...given) => Reflect.construct(toolkit.StateBackend, given) as unknown;
  if (method === undefined) return exported[owner] as Method;
  const of = exported[owner] as object | undefined;
  const on = of !== undefined && method in of ? of : (instances[owner]?.(fixture) ?? {});
  return (...given) => (on as Record<string, Method>)[method]?.(...given);
}

/** Arguments that a call takes, made from the shapes of its parameters. */
export function rightArguments(name: string, parameters: readonly Parameter[], fixture: Fixture): unknown[] {
  return parameters.map(
    (parameter) => meaning[`${name}.${parameter.name}`]?.(fixture) ?? rightValue(parameter.shape, fixture),
  );
}

let made = 0;

/** A value of a shape. */
export function rightValue(shape: Shape, fixture: Fixture): unknown {
  if (typeof shape === 'string') {
    return { any: undefined, json: 'a', argument: 'a', string: 'a', id: `id${(made += 1)}`, number: 1, boolean: true }[
      shape
    ];
  }
  if ('oneOf' in shape) return shape.oneOf[0];
  if ('list' in shape) return [rightValue(shape.list, fixture)];
  if ('record' in shape) return { a: rightValue(shape.record, fixture) };
  if ('options' in shape) return requiredOf(committedShapes.options[shape.options] ?? {}, fixture);
  if ('props' in shape) return requiredOf(shape.props, fixture);
  if ('data' in shape) return Object.fromEntries(Object.keys(shape.data).map((key) => [key, []]));
  if ('either' in shape) return rightValue(shape.either[0] as Shape, fixture);
  return rightObject(shape.object, fixture);
}

function requiredOf(props: Readonly<Record<string, Prop>>, fixture: Fixture): Record<string, unknown> {
  const required = Object.entries(props).filter(([, { optional = false }]) => !optional);
  return Object.fromEntries(required.map(([name, { shape }]) => [name, rightValue(shape, fixture)]));
}

function rightObject(name: string, { stack, broker, vhost }: Fixture): unknown {
  const id = `object${(made += 1)}`;
  const makers: Readonly<Record<string, () => unknown>> = {
    BrokerRef: () => broker,
    Construct: () => stack,
    Duration: () => toolkit.Duration.hours(1),
    ExchangeRef: () => new toolkit.TopicExchange(stack, id, { vhost }),
    IExchange: () => new toolkit.TopicExchange(stack, id, { vhost }),
    IQueue: () => new toolkit.QuorumQueue(stack, id, { vhost }),
    IVhost: () => vhost,
    Password: () => toolkit.Password.asked(stack, id, 'for a test'),
    QueueRef: () => new toolkit.QuorumQueue(stack, id, { vhost }),
    Rule: () => toolkit.production[0],
    Size: () => toolkit.Size.mebibytes(1),
    TerraformStack: () => new TerraformStack(testApp(), id),
    TerraformVariable: () => new TerraformVariable(stack, id, { sensitive: true }),
    UserRef: () => new toolkit.User(stack, id, { broker }),
    VhostRef: () => vhost,
  };
  const make = makers[name];
  if (make === undefined) throw new Error(`no ${name} is known here`);
  return make();
}
