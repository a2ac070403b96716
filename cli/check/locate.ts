import type { JsonOffsets } from '../../model/json/json-text';
import { offsetOf, offsetOfKey } from '../../model/json/position';
import type { Finding } from '../../model/finding';

/**
 * Tells where in a definitions file that stands which a finding is about: the key that its message names first, if the
 * element has it, and else the element.
 * @returns the offset in the text; undefined for what is said of the file as a whole
 */
export function locatorOf(
  content: string,
  file: string,
  offsets: JsonOffsets,
): (finding: Finding) => number | undefined {
  const seconds = new Map(offsets.duplicates.map(({ path, offset }) => [path.join('/'), offset]));
  return ({ at, rule, message }) => {
    if (!at.startsWith(`${file}#/`)) return undefined;
    const path = at
      .slice(file.length + 2)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (rule === 'file/key-twice') return seconds.get(path.join('/'));
    const element = offsetOf(path, offsets);
    const key = /'([^']+)'/.exec(message)?.[1];
    if (element === undefined || path.length < 2 || key === undefined) return element;
    return offsetOfKey(content, element, key) ?? element;
  };
}

/**
 * Tells where in a synthesized stack the resource stands that a finding is about: where its construct path is written.
 * @param content - a `cdk.tf.json`
 */
export function stackLocatorOf(content: string): (finding: Finding) => number | undefined {
  let paths: ReadonlyMap<string, number> | undefined;
  return ({ at }) => {
    paths ??= pathsOf(content);
    return paths.get(at);
  };
}

function pathsOf(content: string): ReadonlyMap<string, number> {
  const paths = new Map<string, number>();
  for (const match of content.matchAll(/"path":\s*"([^"\\]+)"/g)) {
    const path = match[1]?.replace(/\/Default$/, '') ?? '';
    if (!paths.has(path)) paths.set(path, match.index);
  }
  return paths;
}
