/** A pattern for a whole text, with `*` for anything; `\*` is a star, `\\` a backslash. */
export function wildcard(text: string): RegExp {
  const expression = text.replaceAll(/\\([\\*])|\*|[\\^$.+?()[\]{}|/]/gu, (sign: string, escaped?: string) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return sign === '*' ? '.*' : `\\${sign}`;
  });
  return new RegExp(`^${expression}$`, 'su');
}
