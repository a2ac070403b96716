import type { Json } from '../topology/topology';

/** The value of a header that somebody writes: what reads as JSON (`5`, `true`, `"5"`) is that, and all else a string. */
export function headerValue(text: string): Json {
  try {
    const value = JSON.parse(text) as Json;
    return value;
  } catch {
    return text;
  }
}
