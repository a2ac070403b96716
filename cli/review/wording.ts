/** `1 binding`, `2 bindings` */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** Names for a sentence, the first few of them. */
export function list(names: readonly string[], most = 5): string {
  return shortened(
    names.map((name) => `'${name}'`),
    most,
  );
}

/** Words for a sentence, the first few of them. */
export function shortened(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
