/**
 * Where the elements of a definitions file start.
 * @param content - the file's text, which is JSON
 * @returns the line, counted from 1, by JSON pointer: `/queues/3`
 */
export function linesOf(content: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let [line, depth, index, section, key] = [1, 0, 0, '', ''];
  const token = /"((?:[^"\\]|\\.)*)"|[[\]{},\n]/g;
  for (let match = token.exec(content); match !== null; match = token.exec(content)) {
    const [all, quoted] = match;
    if (all === '\n') line += 1;
    else if (quoted !== undefined) {
      if (depth === 1) key = quoted;
    } else if (all === '{' || all === '[') {
      depth += 1;
      if (depth === 2) [section, index] = [key, 0];
      if (depth === 3) lines.set(`/${section}/${index}`, line);
    } else if (all === ',') {
      if (depth === 2) index += 1;
    } else depth -= 1;
  }
  return lines;
}
