import type { Recording } from './terminal-recording';

/** A stretch of characters of one look. */
interface Span {
  readonly text: string;
  readonly look: string;
}

/** What the escape sequences that the program prints turn on, and off. */
const looks: ReadonlyMap<string, readonly [property: 'weight' | 'colour', look: string]> = new Map([
  ['1', ['weight', 'bold']],
  ['2', ['weight', 'dim']],
  ['22', ['weight', '']],
  ['31', ['colour', 'red']],
  ['32', ['colour', 'green']],
  ['33', ['colour', 'yellow']],
  ['36', ['colour', 'cyan']],
  ['39', ['colour', '']],
]);

const width = 8;
const height = 18;
const margin = 16;

/** Seconds until the next key is pressed, until an output appears, and until it has been read. */
const pace = { key: 0.04, answer: 0.5, read: 3 };

/**
 * Recorded commands as an animated SVG: keys are pressed one by one, and outputs appear. It is dark on any page, and still, with
 * everything in view, where no animation is wanted or shown.
 * @param columns - how wide the terminal was, in characters
 */
export function terminalPicture(recordings: readonly Recording[], columns: number): string {
  let second = 0.5;
  let row = 0;
  const rows: string[] = [];
  for (const { command, output } of recordings) {
    const y = margin + height * ++row;
    rows.push(
      `<g class="wait" style="animation-duration:${seconds(second)}"><text x="${margin}" y="${y}" class="green">$</text></g>`,
    );
    for (const [index, key] of [...command].entries()) {
      second += pace.key;
      if (key !== ' ')
        rows.push(
          `<text x="${margin + width * (index + 2)}" y="${y}" class="wait" style="animation-duration:${seconds(second)}">${escaped(key)}</text>`,
        );
    }
    second += pace.answer;
    const lines = spansOf(output).flatMap((line) => wrapped(line, columns));
    rows.push(`<g class="wait" style="animation-duration:${seconds(second)}">`);
    for (const line of lines) rows.push(lineOf(line, margin + height * ++row));
    rows.push('</g>');
    row += 1;
    second += pace.read;
  }
  const [w, h] = [columns * width + 2 * margin, row * height + 2 * margin];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="A terminal in which rabbitmq-cdk checks a file and reviews a plan">
<style>
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; fill: #e6edf3; white-space: pre; }
.bold { font-weight: bold; } .dim { fill: #9198a1; } .red { fill: #ff7b72; } .green { fill: #3fb950; } .yellow { fill: #d29922; } .cyan { fill: #39c5cf; }
@keyframes wait { from, to { opacity: 0; } }
.wait { animation-name: wait; }
@media (prefers-reduced-motion: reduce) { .wait { animation-name: none; } }
</style>
<rect x="0.5" y="0.5" width="${w - 1}" height="${h - 1}" rx="8" fill="#0d1117" stroke="#57606a"/>
${rows.join('\n')}
</svg>
`;
}

/** The lines of an output, in spans of one look. */
function spansOf(output: string): readonly (readonly Span[])[] {
  const look = { weight: '', colour: '' };
  return output.split('\n').map((line) =>
    line.split(/(\u001B\[\d+m)/).flatMap((part) => {
      const [, code = ''] = /^\u001B\[(\d+)m$/.exec(part) ?? [];
      const change = looks.get(code);
      if (change !== undefined) look[change[0]] = change[1];
      else if (code !== '') throw new Error(`the escape sequence ${code} has no look`);
      return code !== '' || part === '' ? [] : [{ text: part, look: `${look.weight} ${look.colour}`.trim() }];
    }),
  );
}

/** A line as a terminal breaks it. */
function wrapped(line: readonly Span[], columns: number): readonly (readonly Span[])[] {
  const rows: Span[][] = [[]];
  let column = 0;
  for (const { text, look } of line)
    for (const character of text) {
      if (column === columns) {
        rows.push([]);
        column = 0;
      }
      const row = rows.at(-1) as Span[];
      const last = row.at(-1);
      if (last?.look === look) row[row.length - 1] = { text: last.text + character, look };
      else row.push({ text: character, look });
      column += 1;
    }
  return rows;
}

function lineOf(line: readonly Span[], y: number): string {
  let column = 0;
  const texts = line.map(({ text, look }) => {
    const x = margin + width * column;
    column += [...text].length;
    if (text.trim() === '') return '';
    const style = look === '' ? '' : ` class="${look}"`;
    // Whichever font there is, a character is as wide as any other.
    return `<text x="${x}" y="${y}" textLength="${width * [...text].length}" lengthAdjust="spacingAndGlyphs"${style}>${escaped(text)}</text>`;
  });
  return texts.join('');
}

function seconds(value: number): string {
  return `${value.toFixed(2)}s`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
