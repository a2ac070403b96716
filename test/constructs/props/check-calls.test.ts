import { Lazy } from 'cdktf';
import { ValidationError } from '../../../model/validation-error';
import { brokerFixture, testFolder } from '../../harness';
import { matchers } from '../../../testing/index';
import { committedShapes } from './committed-shapes';
import { exported, functionOf, rightArguments } from './every-call';
import { raw, remedy, wrongValues } from './wrong-values';
import type { Shape } from '../../../model/props/shape';

const { calls, options } = committedShapes;
const outdir = testFolder();

/** What no parameter takes, but those that have checks of their own. */
const never = ['a function', 'a symbol', 'a bigint'];

/** What happens when a call is given its right arguments, but for some. */
function attempt(name: string, change: (given: unknown[]) => readonly unknown[]): unknown {
  const fixture = brokerFixture({ clientUrls: ['amqps://rabbitmq.example.com'] }, outdir);
  const given = rightArguments(name, calls[name] ?? [], fixture);
  try {
    functionOf(name, fixture)(...change(given));
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Whether it says what is wrong in words of ours, what to do, and at which call. */
function isOurs(error: unknown): boolean {
  return (
    error instanceof ValidationError &&
    !raw.test(error.message) &&
    error.message.length < 5_000 &&
    error.message.split('\n').every((line) => /^\[[^\]]+\] /.test(line) && remedy.test(line))
  );
}

test('every function that is exported has its parameters checked', () => {
  const functions = Object.entries(exported)
    .filter(([, value]) => typeof value === 'function' && !/^class\b/.test(String(value)))
    .map(([name]) => name);

  expect(functions.filter((name) => !(name in calls))).toEqual([]);
});

// What is wrong with what a matcher is asked of has a test of its own.
describe.each(Object.entries(calls).filter(([name]) => !(name in matchers)))('%s()', (name, parameters) => {
  test('takes right arguments', () => {
    expect(attempt(name, (given) => given)).toBeUndefined();
  });

  test.each(parameters.map((parameter, at) => [parameter.name, parameter, at] as const))(
    'says what is wrong with %s, whatever it is',
    (_, { shape }, at) => {
      const errors = wrongValues.map(
        ([what, value]) => [what, attempt(name, (given) => given.with(at, value))] as const,
      );
      const refused = errors.filter(([, error]) => error !== undefined);

      expect(refused.filter(([, error]) => !isOurs(error))).toEqual([]);
      expect(refused.map(([what]) => what)).toEqual(expect.arrayContaining(shape === 'any' ? [] : never));
    },
  );

  const nested = parameters.flatMap(({ name: parameter, shape }, at) =>
    Object.entries(propsOf(shape)).map(
      ([prop, { shape: inner }]) => [`${parameter}.${prop}`, at, prop, inner] as const,
    ),
  );
  if (nested.length > 0)
    test.each(nested)('says what is wrong with %s, whatever it is', (_, at, prop, inner) => {
      const errors = wrongValues
        .map(([what, value]) => {
          const change = (given: unknown[]) => given.with(at, { ...(given[at] as object), [prop]: value });
          return [what, attempt(name, change)] as const;
        })
        .filter(([, error]) => error !== undefined);

      expect(errors.filter(([, error]) => !isOurs(error))).toEqual([]);
      expect(errors.map(([what]) => what)).toEqual(expect.arrayContaining(inner === 'any' ? [] : never));
    });

  const tokens: Readonly<Record<string, unknown>> = {
    string: Lazy.stringValue({ produce: () => 'a' }),
    id: Lazy.stringValue({ produce: () => 'a' }),
    number: Lazy.numberValue({ produce: () => 5 }),
  };
  const takingTokens = parameters.flatMap((parameter, at) => [
    ...(typeof parameter.shape === 'string' && parameter.shape in tokens
      ? [[parameter.name, parameter.token, tokens[parameter.shape], at, undefined] as const]
      : []),
    ...Object.entries(propsOf(parameter.shape)).flatMap(([prop, { shape, token }]) =>
      typeof shape === 'string' && shape in tokens ? [[prop, token, tokens[shape], at, prop] as const] : [],
    ),
  ]);
  if (takingTokens.length > 0)
    test.each(takingTokens)('refuses a token as %s, or carries it where the documentation says so', (...row) => {
      const [what, isCarried = false, token, at, prop] = row;
      const error = attempt(name, (given) =>
        given.with(at, prop === undefined ? token : { ...(given[at] as object), [prop]: token }),
      );

      const refusal = new RegExp(`'[^']*${what}[^']*' must be known at synth, got a token`);
      const isRefused = error instanceof ValidationError && refusal.test(error.message);

      expect({ isRefused, error: isCarried ? error : undefined }).toEqual({ isRefused: !isCarried, error: undefined });
    });
});

function propsOf(shape: Shape) {
  if (typeof shape === 'object' && 'options' in shape) return options[shape.options] ?? {};
  return typeof shape === 'object' && 'props' in shape ? shape.props : {};
}
