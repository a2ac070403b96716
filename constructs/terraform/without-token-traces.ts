/**
 * Makes something without the stack traces that cdktf takes of every token, also with `stackTraces: false`: taking them costs
 * a large topology more than anything else here, and they lead into this toolkit only. Traces of errors stay.
 */
export function withoutTokenTraces<T>(make: () => T): T {
  const { captureStackTrace } = Error;
  // What cdktf calls; an error has its trace without it.
  Error.captureStackTrace = () => undefined;
  try {
    return make();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
