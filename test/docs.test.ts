import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { leadsSomewhere, linksOf } from './pages';

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
