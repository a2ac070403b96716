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
  return { message: `it is not JSON: ${what} at line ${line}, column ${offset - before.lastIndexOf('\n')}` };
}

/** The first fault of a text that `JSON.parse` does not take. */
export function syntaxFault(content: string): JsonFault {
  if (content.trim() === '') return { message: 'it is not JSON: it is empty' };
  let found: JsonFault | undefined;
  const onError = (error: number, offset: number) => {
    found = faultAt(content, offset, meanings[printParseErrorCode(error)] ?? 'a stray character');
    throw new Stop();
  };
  try {
    visit(content, { onError }, { disallowComments: true });
  } catch (error) {
    // What is nested too deeply for the parser has a fault somewhere, too.
    if (!(error instanceof Stop || error instanceof RangeError)) throw error;
  }
  return found ?? { message: 'it is not JSON: it ends too early or holds a stray character' };
}

/** The visitor can be ended by throwing alone. */
class Stop extends Error {
  override readonly name = 'Stop';
}

const meanings: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'no key, as after a comma too many,',
  ValueExpected: 'no value, as after a comma too many,',
  ColonExpected: 'no colon',
  CommaExpected: 'no comma, or a bracket of the wrong kind,',
  CloseBraceExpected: 'no closing brace',
  CloseBracketExpected: 'no closing bracket',
  EndOfFileExpected: 'more than one value',
  InvalidCommentToken: 'a comment',
  UnexpectedEndOfString: 'a text without an end',
  UnexpectedEndOfNumber: 'a number without an end',
  InvalidEscapeCharacter: 'an unknown escape',
  InvalidUnicode: 'an unknown escape',
  InvalidCharacter: 'a control character in a text',
};
