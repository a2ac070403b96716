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

/** Whether it is a whole number that is written as a double, `5.0`: a headers exchange takes it for another than `5`. */
export function isWholeDouble(text: string): boolean {
  const value = headerValue(text);
  return typeof value === 'number' && Number.isInteger(value) && /[.eE]/.test(text);
}
