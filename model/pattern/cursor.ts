/** A place in a text that is read from left to right. */
export interface Cursor {
  readonly text: string;
  position: number;
}

/** Whether everything was read. */
export function atEnd({ text, position }: Cursor): boolean {
  return position >= text.length;
}

/** Whether the text goes on with `start`. */
export function sees({ text, position }: Cursor, start: string): boolean {
  return text.startsWith(start, position);
}

/** Reads `start`, if the text goes on with it. */
export function takes(cursor: Cursor, start: string): boolean {
  if (!sees(cursor, start)) return false;
  cursor.position += start.length;
  return true;
}

/**
 * Reads what a sticky expression (`/…/y`) matches.
 * @returns its match, or undefined when the text goes on with something else
 */
export function takesMatch(cursor: Cursor, sticky: RegExp): RegExpExecArray | undefined {
  sticky.lastIndex = cursor.position;
  const match = sticky.exec(cursor.text);
  if (match === null) return undefined;
  cursor.position += match[0].length;
  return match;
}
