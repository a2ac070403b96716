/**
 * What keeps a text from being a value in rabbitmq.conf, as nothing that could be written there would be read as it; undefined
 * when it can be one.
 * @see https://github.com/Kyorai/cuttlefish/blob/develop/src/conf_parse.peg
 */
export function unwritable(text: string): string | undefined {
  if (/[\0-\x1f\x7f]/.test(text)) return 'in one line, without control characters';
  if (/[^\0-\x7f]/.test(text)) return 'in ASCII, as the server takes each character for one byte, or does not boot';
  if (text.includes('$(')) return "without '$(', which the server replaces by the value of another key";
  if (text.includes("'") && (mustBeQuoted(text) || isOpen(text)))
    return "without a single quote, as it has '#', a quote at its start, blanks at its ends, or a part that Terraform puts in, which only quotes keep";
  return undefined;
}

/** A text as it stands in rabbitmq.conf: in single quotes where the server would not read the bare one. */
export function writtenValue(text: string): string {
  return mustBeQuoted(text) || isOpen(text) ? `'${text}'` : text;
}

/** Whether a bare text would be read as another one: `#` begins a comment, and blanks at the ends belong to nobody. */
function mustBeQuoted(text: string): boolean {
  return text === '' || text.includes('#') || /^[ \t']|[ \t]$/.test(text);
}

/** Whether Terraform puts something in only when it applies: then quotes keep whatever it may be. */
function isOpen(text: string): boolean {
  return text.includes('${TfToken[');
}
