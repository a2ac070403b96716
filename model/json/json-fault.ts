import { printParseErrorCode, visit } from 'jsonc-parser';

/** Why the broker would not take a text for JSON, and where. */
export interface JsonFault {
  /** Never with the text around the fault, which may hold a secret. */
  readonly message: string;
}

/**
 * A fault at a place.
 * @param what - what stands there
 */
export function faultAt(content: string, offset: number, what: string): JsonFault {
  const before = content.slice(0, offset);
  const line = before.split('\n').length;
  return { message: `invalid JSON: ${what} at line ${line}, column ${offset - before.lastIndexOf('\n')}` };
}

/** The first fault of a text that `JSON.parse` does not take. */
export function syntaxFault(content: string): JsonFault {
  if (content.trim() === '') return { message: 'invalid JSON: the file is empty' };
  let found: JsonFault | undefined;
  const onError = (error: number, offset: number) => {
    found = faultAt(content, offset, meanings[printParseErrorCode(error)] ?? 'unexpected character');
    throw new Stop();
  };
  try {
    visit(content, { onError }, { disallowComments: true });
  } catch (error) {
    // What is nested too deeply for the parser has a fault somewhere, too.
    if (!(error instanceof Stop || error instanceof RangeError)) throw error;
  }
  return found ?? { message: 'invalid JSON: unexpected end or character' };
}

/** The visitor can be ended by throwing alone. */
class Stop extends Error {
  override readonly name = 'Stop';
}

const meanings: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'a property name is expected (a trailing comma?)',
  ValueExpected: 'a value is expected (a trailing comma?)',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma or the matching closing bracket is expected',
  CloseBraceExpected: 'a closing brace is expected',
  CloseBracketExpected: 'a closing bracket is expected',
  EndOfFileExpected: 'unexpected content after the end',
  InvalidCommentToken: 'comments are not allowed',
  UnexpectedEndOfString: 'unterminated string',
  UnexpectedEndOfNumber: 'unterminated number',
  InvalidEscapeCharacter: 'invalid escape sequence',
  InvalidUnicode: 'invalid escape sequence',
  InvalidCharacter: 'control character in a string',
};
