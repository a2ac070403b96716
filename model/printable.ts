/**
 * Text of anybody's as one line that steers nothing: no terminal, no log of a CI system, no page of a report.
 * Control characters, line and paragraph separators, marks that turn the direction of writing, and halves of surrogate
 * pairs are written as `\u001b`; so is what GitHub Actions and Azure Pipelines would read as a command.
 * @param text - a name, a value, a message
 */
export function printable(text: string): string {
  return text.replace(steering, written);
}

/**
 * Text of some lines that steers nothing, as `printable` does for one line.
 * @param text - put together by us; what others wrote in it went through `printable`, or its line breaks count as ours
 */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** A value as JSON of some lines that steers nothing; who reads it gets the same value. */
export function printableJson(value: unknown): string {
  return printableLines(JSON.stringify(value, null, 2));
}

/** A value as JSON of one line that steers nothing, for a stream of them. */
export function printableJsonLine(value: unknown): string {
  return printable(JSON.stringify(value));
}

/**
 * Text as one line of Markdown that shows itself: it formats nothing, links to nothing and calls for nobody. Sites make
 * links of names, URLs and numbers even where Markdown does not; a space of no width takes them apart.
 */
export function printableMarkdown(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]()#|~$]/g, '\\$&')
    .replaceAll(/@(?=[\p{L}\p{N}])|#(?=\d)|:(?=\/\/)|www(?=\.)|GH(?=-\d)/giu, '$&&#8203;')
    .replaceAll('@', '&commat;');
}

// `::error::` counts at the start of a line, after blanks too; `##[error]` and `##vso[` wherever they stand.
const steering =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u{feff}\u{e0000}-\u{e007f}]|(?<=^\s*):(?=:)|#(?=#(?:\[|vso\[))/giu;

// As JSON writes them, in UTF-16, so that JSON that goes through here still says the same.
function written(characters: string): string {
  return [...Array(characters.length).keys()]
    .map((at) => `\\u${characters.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}
