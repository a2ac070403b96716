import { Lazy, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import * as toolkit from '../../../index';
import { propShapes } from '../../../packaging/prop-shapes';
import committed from '../../../constructs/props/shapes.json';
import type { Props } from '../../../constructs/props/shape';
import { ValidationError } from '../../../constructs/terraform/validation-error';
import { brokerFixture, synth } from '../../harness';

test('the shapes of props are what their types say; `npm run props` writes them anew', () => {
  expect(committed).toEqual(propShapes());
}, 120_000);

type AnyConstruct = new (scope: Construct, id: string, props: unknown) => Construct;

function uriOf(stack: Construct): toolkit.AmqpUri {
  const id = `uri-${stack.node.children.length}`;
  return toolkit.AmqpUri.fromVariable(new TerraformVariable(stack, id, { sensitive: true }));
}

/** What a construct needs at least, on a virtual host. */
const least: Readonly<Record<string, (fixture: ReturnType<typeof brokerFixture>) => Record<string, unknown>>> = {
  Vhost: ({ broker }) => ({ broker }),
  QuorumQueue: ({ vhost }) => ({ vhost }),
  ClassicQueue: ({ vhost }) => ({ vhost }),
  StreamQueue: ({ vhost }) => ({ vhost }),
  SuperStream: ({ vhost }) => ({ vhost, partitions: 3 }),
  DelayedRetry: ({ vhost }) => ({ vhost, delays: [toolkit.Duration.seconds(1)] }),
  RequestReply: ({ vhost }) => ({ vhost, timeout: toolkit.Duration.seconds(1) }),
  DirectExchange: ({ vhost }) => ({ vhost }),
  FanoutExchange: ({ vhost }) => ({ vhost }),
  TopicExchange: ({ vhost }) => ({ vhost }),
  HeadersExchange: ({ vhost }) => ({ vhost }),
  ConsistentHashExchange: ({ vhost }) => ({ vhost }),
  PluginExchange: ({ vhost }) => ({ vhost, type: 'x-random', plugin: 'rabbitmq_random_exchange' }),
  Binding: ({ stack, vhost }) => ({
    source: new toolkit.TopicExchange(stack, 'source', { vhost }),
    destination: new toolkit.QuorumQueue(stack, 'destination', { vhost }),
  }),
  BrokerPolicy: ({ vhost }) => ({ vhost, pattern: '^a', applyTo: 'queues', maxLength: 5 }),
  OperatorPolicy: ({ vhost }) => ({ vhost, pattern: '^a', applyTo: 'queues', maxLength: 5 }),
  User: ({ broker }) => ({ broker }),
  Permissions: ({ stack, broker, vhost }) => ({
    user: new toolkit.User(stack, 'user', { broker }),
    vhost,
    read: '^a$',
  }),
  TopicPermissions: ({ stack, broker, vhost }) => ({
    user: new toolkit.User(stack, 'user', { broker }),
    vhost,
    exchanges: [{ exchange: new toolkit.TopicExchange(stack, 'source', { vhost }), write: '^a$' }],
  }),
  LocalRandomExchange: ({ vhost }) => ({ vhost }),
  DelayedMessageExchange: ({ vhost }) => ({ vhost, delayedType: 'direct' }),
  Shovel: ({ stack, vhost }) => ({
    vhost,
    source: { uri: uriOf(stack), queue: new toolkit.QuorumQueue(stack, 'source', { vhost }) },
    destination: { uri: uriOf(stack), queue: new toolkit.QuorumQueue(stack, 'destination', { vhost }) },
  }),
  RemoteBroker: ({ stack }) => ({
    endpoint: 'http://localhost:15672',
    username: 'admin',
    password: toolkit.Password.fromVariable(new TerraformVariable(stack, 'secret', { sensitive: true })),
    serverVersion: '4.2',
  }),
  FederationUpstream: ({ stack, vhost }) => ({ vhost, uri: uriOf(stack) }),
};

const oddValues: readonly unknown[] = [
  null,
  5,
  -1,
  0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  'text',
  '',
  true,
  [],
  [null],
  {},
  { a: { b: null } },
  () => 1,
  Symbol('symbol'),
  5n,
  new Date(0),
  new Map(),
];

function attempt(name: string, change: (props: Record<string, unknown>) => unknown): unknown {
  const fixture = brokerFixture();
  const Class = (toolkit as unknown as Record<string, AnyConstruct>)[name] as AnyConstruct;
  try {
    new Class(fixture.stack, 'it', change(least[name]?.(fixture) ?? {}));
    return undefined;
  } catch (error) {
    return error;
  }
}

describe.each(Object.keys(least))('%s', (name) => {
  const props: Props = (committed.options as unknown as Record<string, Props>)[`${name}Props`] ?? {
    ...(committed.options.ExchangeProps as unknown as Props),
  };

  test('takes what it needs at least', () => {
    expect(attempt(name, (given) => given)).toBeUndefined();
  });

  test('says what is wrong with a prop of any other type, and never ends in an error of JavaScript', () => {
    const errors = Object.keys(props)
      .flatMap((prop) =>
        oddValues.map((value) => [prop, value, attempt(name, (given) => ({ ...given, [prop]: value }))]),
      )
      .filter(([, , error]) => error !== undefined);

    expect(errors.filter(([, , error]) => !(error instanceof ValidationError))).toEqual([]);
    expect(errors.filter(([, , error]) => !(error as Error).message.startsWith('[test/it'))).toEqual([]);
  });

  test.each([undefined, null, 5, 'text', [], () => 1])('refuses %p in the place of all props', (given) => {
    expect(attempt(name, () => given)).toBeInstanceOf(ValidationError);
  });

  test('refuses a prop that it does not know', () => {
    expect(attempt(name, (given) => ({ ...given, maxLenght: 5 }))).toMatchObject({
      message: expect.stringContaining("unknown prop 'maxLenght'"),
    });
  });

  test('refuses a token where a name or number must be known, and carries it where the documentation says so', () => {
    const tokens: Readonly<Record<string, unknown>> = {
      string: Lazy.stringValue({ produce: () => 'a' }),
      number: Lazy.numberValue({ produce: () => 5 }),
    };
    const carried = Object.entries(props)
      .filter(([, { shape }]) => typeof shape === 'string' && shape in tokens)
      .map(([prop, { shape, token = false }]) => {
        const error = attempt(name, (given) => ({ ...given, [prop]: tokens[shape as string] }));
        const isRefused =
          error instanceof Error && error.message.includes(`'${prop}' must be known at synth, got a token`);
        return { prop, token, isRefused, isCarried: error === undefined };
      });

    expect(carried.filter(({ token, isRefused, isCarried }) => (token ? !isCarried : !isRefused))).toEqual([]);
  });
});

test('a token in a description is what Terraform resolves', () => {
  const { stack, broker } = brokerFixture();
  const variable = new TerraformVariable(stack, 'what_for', {});
  new toolkit.Vhost(stack, 'described', { broker, description: variable.stringValue });

  expect(synth(stack).resource['rabbitmq_vhost']?.['described']).toMatchObject({ description: '${var.what_for}' });
});

test.each([
  ['a misspelt prop', { maxLenght: 5 }, "unknown prop 'maxLenght'; did you mean 'maxLength'?"],
  ['a number for a Duration', { messageTtl: 5 }, "'messageTtl' must be a Duration, such as Duration.minutes(5), got 5"],
  ['a string for a number', { maxLength: '10' }, `'maxLength' must be a number, got '10'`],
  ['an unknown word', { overflow: 'drop-tail' }, `'overflow' must be 'drop-head' or 'reject-publish'`],
  ['another removal policy', { removalPolicy: 'keep' }, `'removalPolicy' must be 'protect' or 'destroy', got 'keep'`],
  ['null', { queueName: null }, "'queueName' must be a string, got null"],
  [
    'a name for an object',
    { deadLetterExchange: 'dlx' },
    `'deadLetterExchange' must be an exchange, such as a TopicExchange, got 'dlx'`,
  ],
])('%s is told with the prop, the value and the remedy', (_, wrong, message) => {
  expect(attempt('ClassicQueue', (given) => ({ ...given, ...wrong }))).toMatchObject({
    message: expect.stringContaining(message),
  });
});

test('several faults are told together', () => {
  const error = attempt('QuorumQueue', () => ({ maxLength: 'x', messageTtl: 5 }));

  expect((error as Error).message.split('\n')).toHaveLength(3);
});
