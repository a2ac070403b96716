import { Token } from 'cdktf';
import { withoutTokenTraces } from '../../../constructs/terraform/without-token-traces';

// As users have it, other than in `test/setup/without-token-traces.ts`.
jest.unmock('cdktf/lib/tokens/private/stack-trace');

test('a token is made without its stack trace', () => {
  const traced = Token.asAny({ resolve: () => 'x' });
  const untraced = withoutTokenTraces(() => Token.asAny('x'));

  expect(traced.creationStack).not.toEqual([]);
  expect(untraced.creationStack).toEqual([]);
});

test('an error that is thrown meanwhile keeps its own', () => {
  const fail = () =>
    withoutTokenTraces(() => {
      throw new Error('no');
    });

  expect(caught(fail).stack).toContain('without-token-traces.test.ts');
});

test('traces are taken as before afterwards, also when it fails', () => {
  const before = Error.captureStackTrace;

  expect(() =>
    withoutTokenTraces(() => {
      throw new Error('no');
    }),
  ).toThrow('no');

  expect(Error.captureStackTrace).toBe(before);
});

function caught(fail: () => void): Error {
  try {
    fail();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not fail');
}
