import { QuorumQueue, TopicExchange, User, ValidationError } from 'rabbitmq-cdk';
import { matchers } from 'rabbitmq-cdk/testing';
import { raw, wrongValues } from '../constructs/props/wrong-values';
import { brokerFixture } from '../harness';

const { stack, broker, vhost } = brokerFixture();
const exchange = new TopicExchange(stack, 'events', { vhost });
const queue = new QuorumQueue(stack, 'orders', { vhost });
const user = new User(stack, 'worker', { broker });

/** What each matcher is asked of, and its right arguments. */
const right: Readonly<Record<keyof typeof matchers, readonly unknown[]>> = {
  toRoute: [exchange, 'a', [], {}],
  toDeadLetterTo: [queue, queue, {}],
  toBeReachable: [queue, {}],
  toGrantOnly: [user, {}],
  toHaveEffectivePolicy: [queue, {}],
  toPassRules: [stack, []],
  toBeAcceptedBy: [stack, '4.3'],
};

function attempt(name: string, given: readonly unknown[]): unknown {
  const context = { isNot: false, equals: Object.is };
  const matcher = matchers[name as keyof typeof matchers] as unknown as (...all: readonly unknown[]) => unknown;
  try {
    matcher.apply(context, [...given]);
    return undefined;
  } catch (error) {
    return error;
  }
}

test.each(Object.entries(right))('%s says what is wrong with its arguments, whatever they are', (name, given) => {
  const errors = given
    .slice(1)
    .flatMap((_, at) => wrongValues.map(([what, value]) => [what, attempt(name, given.with(at + 1, value))] as const))
    .filter(([, error]) => error !== undefined);

  expect(attempt(name, given)).toBeUndefined();
  expect(errors.map(([what]) => what)).toEqual(expect.arrayContaining(['null', 'a function', 'a symbol', 'a bigint']));
  expect(errors.filter(([, error]) => raw.test((error as Error).message))).toEqual([]);
  expect(errors.filter(([, error]) => !(error instanceof ValidationError))).toEqual([]);
});

test('a name of an option that no matcher has is told', () => {
  expect(attempt('toRoute', [exchange, 'a', [], { header: {} }])).toMatchObject({
    message: "[test/events] toRoute(): unknown prop 'options.header'; did you mean 'headers'?",
  });
});
