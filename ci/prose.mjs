import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TextlintKernel } from '@textlint/kernel';
import markdown from '@textlint/textlint-plugin-markdown';
import pattern from '@textlint-rule/textlint-rule-pattern';
import { phrases } from './prose-patterns.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const kernel = new TextlintKernel();
const patterns = phrases.map(([phrase, instead]) => ({
  pattern: `/\\b(?:${phrase})(?=\\W)/i`,
  message: instead,
}));

/** Lints the prose of the documentation and of docstrings by our word list. */
async function main() {
  const texts = [
    ...['README.md', 'CONTRIBUTING.md', ...filesIn('docs', '.md')].map((file) => [file, read(file)]),
    ...['constructs', 'stacks', 'policies', 'rules', 'testing'].flatMap((folder) =>
      filesIn(folder, '.ts').map((file) => [file, docstringsOf(read(file))]),
    ),
    ...['cli/main.ts', ...filesIn('cli/commands', '.ts'), ...filesIn('cli/program', '.ts')].map((file) => [
      file,
      stringsOf(read(file)),
    ]),
  ];
  const found = (await Promise.all(texts.map(([file, text]) => lint(file, text)))).flat();
  for (const line of found) process.stdout.write(`${line}\n`);
  process.stdout.write(`prose: ${texts.length} files, ${found.length} to rewrite\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

async function lint(file, text) {
  const { messages } = await kernel.lintText(text, {
    ext: '.md',
    filePath: file,
    plugins: [{ pluginId: 'markdown', plugin: markdown.default }],
    rules: [{ ruleId: 'pattern', rule: pattern.default, options: { patterns } }],
  });
  return messages.map(
    ({ loc: { start }, range, message }) =>
      `${file}:${start.line}:${start.column}: '${text.slice(...range)}': write '${message}'`,
  );
}

/** The text of the docstrings, on the lines where they are. */
function docstringsOf(source) {
  let within = false;
  return source
    .split('\n')
    .map((line) => {
      const opens = /^\s*\/\*\*/.test(line);
      within ||= opens;
      const text = within ? line.replace(/^\s*\/?\*+\/?\s?/, '').replace(/\s*\*\/.*$/, '') : '';
      if (line.includes('*/')) within = false;
      // A tag begins a paragraph of its own.
      return text.startsWith('@') ? text.replace(/^@\w+ ?/, '') : text;
    })
    .join('\n');
}

/** What strings say, on the lines where they are: a command's summary, its help and its errors. */
function stringsOf(source) {
  const strings = /'((?:[^'\\\n]|\\.)*)'|"([^"\n]*)"|`([^`\n]*)`/g;
  return source
    .split('\n')
    .map((line) =>
      /^\s*(import|\*|\/)/.test(line) ? '' : [...line.matchAll(strings)].map(([text]) => text.slice(1, -1)).join(' '),
    )
    .join('\n');
}

function filesIn(folder, extension) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => join(folder, file));
}

function read(file) {
  return readFileSync(join(root, file), 'utf8');
}

await main();
