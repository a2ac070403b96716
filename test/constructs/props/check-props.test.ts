import { Lazy, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import * as toolkit from '../../../index';
import { propShapes } from '../../../packaging/prop-shapes';
import committed from '../../../model/props/shapes.json';
import type { Props } from '../../../model/props/shape';
import { ValidationError } from '../../../model/validation-error';
import { brokerFixture, synth, synthApp, testFolder } from '../../harness';
import { raw, remedy, wrongValues } from './wrong-values';

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
  User: ({ stack }) => ({ broker: byDefinitions(stack).broker }),
  RotatingUser: ({ broker }) => ({ broker, rotation: 1 }),
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
  EventExchange: ({ vhost }) => ({ vhost }),
  RandomExchange: ({ vhost }) => ({ vhost }),
  RecentHistoryExchange: ({ vhost }) => ({ vhost }),
  Parameter: ({ stack }) => ({ vhost: byDefinitions(stack), component: 'component', value: { a: 1 } }),
  GlobalParameter: ({ stack }) => ({ broker: byDefinitions(stack).broker, value: { a: 1 } }),
  CertificateAuthority: () => ({ commonName: 'authority' }),
  DockerEngine: () => ({}),
  DockerBroker: ({ stack }) => ({ engine: new toolkit.DockerEngine(stack, 'engine') }),
  DockerCluster: ({ stack }) => ({ engine: new toolkit.DockerEngine(stack, 'engine') }),
  DockerBackup: ({ stack }) => {
    const engine = new toolkit.DockerEngine(stack, 'engine');
    return { engine, broker: new toolkit.DockerBroker(stack, 'kept', { engine }), image: 'rabbitmq-cdk:1' };
  },
  KubernetesCluster: () => ({}),
  KubernetesBroker: ({ stack }) => ({ cluster: new toolkit.KubernetesCluster(stack, 'cluster') }),
  KubernetesBackup: ({ stack }) => {
    const cluster = new toolkit.KubernetesCluster(stack, 'cluster');
    return { cluster, broker: new toolkit.KubernetesBroker(stack, 'kept', { cluster }), image: 'rabbitmq-cdk:1' };
  },
  CredentialsSecret: ({ stack }) => ({
    credentials: new toolkit.Credentials({ type: 'rabbitmq' }, []),
    cluster: new toolkit.KubernetesCluster(stack, 'cluster'),
    namespace: 'shop',
    secretName: 'shop-rabbitmq',
  }),
  SingleNodeStack: () => ({}),
  ClusterStack: () => ({}),
  KubernetesStack: () => ({}),
  GrafanaDashboards: ({ broker }) => ({ brokers: [{ broker, name: 'shop', addresses: ['rabbit1:15692'] }] }),
  MonitoringStack: ({ stack }) => ({
    brokers: [new toolkit.SingleNodeStack(stack.node.root as Construct, 'watched').broker],
  }),
};

/** What needs no props at all. */
const optional = ['DockerEngine', 'KubernetesCluster', 'SingleNodeStack', 'ClusterStack', 'KubernetesStack'];

/** What no `new` of users makes: bases, and what is made by static methods. */
const notMade = [
  'AmqpUri',
  'Credentials',
  'Duration',
  'Exchange',
  'Password',
  'Queue',
  'Size',
  'StateBackend',
  'ValidationError',
];

test('every construct that is exported has its props checked', () => {
  const classes = Object.entries(toolkit)
    .filter(([, value]) => typeof value === 'function' && /^class\b/.test(String(value)))
    .map(([name]) => name);

  expect(classes.filter((name) => !(name in least) && !notMade.includes(name))).toEqual([]);
});

/** A virtual host whose broker takes what the provider cannot carry. */
function byDefinitions(stack: Construct): toolkit.Vhost {
  const broker = new toolkit.DockerBroker(stack, 'defined', {
    engine: new toolkit.DockerEngine(stack, 'engine'),
    topologyBy: 'definitions',
  });
  return new toolkit.Vhost(stack, 'defined-vhost', { broker });
}

const outdir = testFolder();

function attempt(name: string, change: (props: Record<string, unknown>) => unknown): unknown {
  const fixture = brokerFixture({}, outdir);
  const Class = (toolkit as unknown as Record<string, AnyConstruct>)[name] as AnyConstruct;
  try {
    const isStack = name.endsWith('Stack');
    const props = change(least[name]?.(fixture) ?? {});
    new Class(isStack ? (fixture.stack.node.root as Construct) : fixture.stack, 'it', props);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** For what is made of hundreds of resources, a few of each kind. */
function valuesFor(name: string) {
  const few = [
    'null',
    '-1',
    '0.5',
    'an empty string',
    'a control character',
    'an empty list',
    'an object',
    'a function',
  ];
  return /Stack$|^Docker|^Kubernetes|Parameter$/.test(name)
    ? wrongValues.filter(([what]) => few.includes(what))
    : wrongValues;
}

/** Whether a line names the construct and the rule, and with it the remedy. */
function isTold(line: string): boolean {
  return /^\[(?:test\/)?it(?:\/[^\]]*)?\] /.test(line) && remedy.test(line);
}

test.each([undefined, null, 5, '', {}, Symbol('id')])(
  'refuses %p as the scope and as the id of a construct',
  (wrong) => {
    const { stack, vhost } = brokerFixture();
    const Class = toolkit.QuorumQueue as unknown as new (...given: readonly unknown[]) => Construct;

    expect(() => new Class(wrong, 'it', { vhost })).toThrow(`[it] 'scope' must be a construct, such as a stack`);
    expect(() => new Class(stack, wrong, { vhost })).toThrow(`[test] 'id' must be a non-empty string`);
  },
);

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
        valuesFor(name).map(([, value]) => [prop, value, attempt(name, (given) => ({ ...given, [prop]: value }))]),
      )
      .filter(([, , error]) => error !== undefined);

    expect(errors.filter(([, , error]) => !(error instanceof ValidationError))).toEqual([]);
    const messages = errors.map(([, , error]) => (error as Error).message);
    expect(messages.filter((message) => raw.test(message) || message.length > 5_000)).toEqual([]);
    expect(messages.flatMap((message) => message.split('\n')).filter((line) => !isTold(line))).toEqual([]);
  });

  test.each([undefined, null, 5, 'text', [], () => 1])('refuses %p in the place of all props', (given) => {
    const isTaken = given === undefined && optional.includes(name);
    expect(attempt(name, () => given) instanceof ValidationError).toBe(!isTaken);
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
        // The server would refuse a whole line that nobody knows; a value may be a token.
        const value =
          prop === 'additionalConfig' ? `log.file = ${tokens['string'] as string}` : tokens[shape as string];
        const error = attempt(name, (given) => ({ ...given, [prop]: value }));
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
  expect(JSON.stringify(synthApp(stack))).not.toContain('TfToken');
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
  [
    'an object with the names of the members of another',
    { messageTtl: { toSeconds: 5, toMilliseconds: 5 } },
    "'messageTtl' must be a Duration, such as Duration.minutes(5), got an object",
  ],
  [
    'a token within an argument',
    { arguments: { a: [{ b: Lazy.stringValue({ produce: () => 'a' }) }] } },
    "'arguments.a[0].b' must be known at synth, got a token of cdktf",
  ],
  [
    'a token as the key of an argument',
    { arguments: { [Lazy.stringValue({ produce: () => 'a' })]: 1 } },
    "a key of 'arguments' must be known at synth, got a token of cdktf",
  ],
  [
    'half of a surrogate pair in an argument',
    { arguments: { a: ['\ud800'] } },
    `'arguments.a[0]' must not contain half of a surrogate pair, got "\\ud800"`,
  ],
])('%s is told with the prop, the value and the remedy', (_, wrong, message) => {
  expect(attempt('ClassicQueue', (given) => ({ ...given, ...wrong }))).toMatchObject({
    message: expect.stringContaining(message),
  });
});

test('what a list skips is told as undefined', () => {
  const delays = [toolkit.Duration.seconds(1)];
  delays[2] = toolkit.Duration.seconds(2);

  expect(attempt('DelayedRetry', (given) => ({ ...given, delays }))).toMatchObject({
    message: expect.stringContaining("'delays[1]' must be a Duration, such as Duration.minutes(5), got undefined"),
  });
});

test('a construct is refused in the place of options of which it has none', () => {
  const error = attempt('KubernetesBroker', (given) => ({ ...given, network: brokerFixture().vhost }));

  expect(error).toMatchObject({
    message: expect.stringContaining("'network' must have one of clients, management, metrics; got a construct"),
  });
});

test('a prop that is called as the node of a construct hides no other', () => {
  expect(attempt('QuorumQueue', (given) => ({ ...given, node: 1, maxLenght: 5 }))).toMatchObject({
    message: expect.stringMatching(/unknown prop 'node'.*\n.*unknown prop 'maxLenght'/),
  });
});

test.each([
  [{ amqq: 5672 }, "unknown prop 'ports.amqq'; did you mean 'amqp'?"],
  [{ amqp: '5672' }, "'ports.amqp' must be a number, got '5672'"],
])('of the ports %p it is told what is wrong', (ports, message) => {
  expect(attempt('SingleNodeStack', () => ({ ports }))).toMatchObject({ message: `[it] ${message}` });
});

test('a token of another type is refused where a string may be a token', () => {
  const additionalConfig = Lazy.anyValue({ produce: () => 'a' });

  expect(attempt('DockerBroker', (given) => ({ ...given, additionalConfig }))).toMatchObject({
    message: expect.stringContaining("'additionalConfig' must be a string or a token of one, got a token of another"),
  });
});

test('several faults are told together', () => {
  const error = attempt('QuorumQueue', () => ({ maxLength: 'x', messageTtl: 5 }));

  expect((error as Error).message.split('\n')).toHaveLength(3);
});
