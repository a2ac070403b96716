// cdktf takes a stack trace of every token, which jest translates by source maps: that took a quarter of the unit tests' time.
// Its fork cdktn takes them by a second function.
jest.mock('cdktf/lib/tokens/private/stack-trace', () => ({
  captureStackTrace: () => [],
  captureCreationStack: () => [],
}));
