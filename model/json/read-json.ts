import { syntaxFault, type JsonFault } from './json-fault';
import type { JsonText } from './json-text';
import { readClosely } from './read-closely';

/** Reads a JSON text; nothing is ever thrown. What JavaScript would read otherwise than the broker is read closely. */
export function readJson(content: string): JsonText | JsonFault {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return syntaxFault(content);
  }
  return isPlain(content, value) ? { value, doubles: [], duplicates: [] } : readClosely(content);
}

const doubleLike = /\d(?:\.0*|(?:\.\d+)?[eE][+-]?\d+)(?=[\s,}\]])/;
const surrogate = /\\u[dD][89a-fA-F]/;

/** Whether a text surely means the same to JavaScript and to the broker. */
function isPlain(content: string, value: unknown): boolean {
  return !doubleLike.test(content) && !surrogate.test(content) && countColons(content) === colonsOf(value);
}

function countColons(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) count += 1;
  return count;
}

/** How many colons a value takes to write when no key stands twice: one for each key, and those within texts. */
function colonsOf(root: unknown): number {
  let count = 0;
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string') count += countColons(value);
    else if (Array.isArray(value)) for (const member of value) open.push(member);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        count += 1 + countColons(key);
        if (typeof member === 'string') count += countColons(member);
        else if (typeof member === 'object') open.push(member);
      }
    }
  }
  return count;
}
