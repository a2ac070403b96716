import { createHash } from 'node:crypto';
import { printable } from '../../model/printable';

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  readonly style: string;
  /** Markup of the page's own, which holds no names of others: `<body>…</body>`. */
  readonly body: string;
  /** What the script reads from the element `data`, as JSON. */
  readonly data: object;
  readonly script: string;
}

/**
 * One HTML page that needs nothing else. Names are in it as JSON alone, and the browser is told to run no script but this one, and
 * to ask nobody for anything.
 */
export function ownPage({ title, style, body, data, script }: PageParts): string {
  const code = script.replaceAll(/<\/(?=script)/gi, '<\\/');
  const hash = createHash('sha256').update(code).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    body,
    `<script type="application/json" id="data">${inScript(data)}</script>`,
    `<script>${code}</script>`,
    '</html>',
    '',
  ].join('\n');
}

/** JSON that ends no script, whatever it holds. */
function inScript(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function escaped(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
