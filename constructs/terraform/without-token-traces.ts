/**
 * Makes something without the stack traces that cdktf takes of every token, also with `stackTraces: false`: formatting them
 * costs a large topology more than anything else here, and they lead into this toolkit only. Traces of errors stay.
 */
export function withoutTokenTraces<T>(make: () => T): T {
  const { prepareStackTrace } = Error;
  // Asked when a trace is first read, which cdktf does at once, and whoever catches an error does later.
  Error.prepareStackTrace = () => '';
  try {
    return make();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
