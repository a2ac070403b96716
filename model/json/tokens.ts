import { endOfText } from './extent';

/**
 * Tells the tokens of a JSON text one by one, however deeply it is nested.
 * @param content - what `JSON.parse` takes
 * @param visit - is given each as it is written, texts with their quotes, and its offset
 */
export function visitTokens(content: string, visit: (token: string, offset: number) => void): void {
  const start = /[[\]{},:]|[^\s"[\]{},:]+|"/g;
  for (let match = start.exec(content); match !== null; match = start.exec(content)) {
    const offset = match.index;
    if (match[0] === '"') start.lastIndex = endOfText(content, offset);
    visit(content.slice(offset, start.lastIndex), offset);
  }
}
