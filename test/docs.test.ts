import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

describe('the documentation', () => {
  test('links to files and headings that exist', () => {
    const dead = pages.flatMap((page) =>
      linksOf(page)
        .filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(page, link))
        .map((link) => `${page}: ${link}`),
    );

    expect(dead).toEqual([]);
  });

  test('leads to every page from README or from a page that README leads to', () => {
    const reached = new Set(['README.md']);
    for (const page of reached)
      for (const link of linksOf(page).map((one) => join(dirname(page), one.replace(/#.*/, ''))))
        if (pages.includes(link)) reached.add(link);

    // An alert leads to its runbook.
    expect(pages.filter((page) => !reached.has(page) && !page.startsWith('docs/runbooks/'))).toEqual([]);
  });

  test('says the exit codes of every command', () => {
    const commands = [...readFileSync(join(root, 'cli/main.ts'), 'utf8').matchAll(/^ {2}'?([\w-]+)'?: \{$/gm)];
    const rows = readFileSync(join(root, 'docs/exit-codes.md'), 'utf8').matchAll(/^\| \[`([\w-]+)`\]/gm);

    expect([...rows].map(([, name]) => name)).toEqual(commands.map(([, name]) => name).sort());
  });
});

function linksOf(page: string): readonly string[] {
  return [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, file))) return false;
  return anchor === undefined || !file.endsWith('.md') || anchorsOf(file).includes(anchor);
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(page: string): readonly string[] {
  return [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** A page without its blocks of code. */
function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8').replaceAll(/^```[^]*?^```$/gm, '');
}
