/**
 * Gathers the pages of the site in `site/pages`: the files of `docs/`, those of the root, a home page, and a page for each source
 * file to which they link, so that the site needs no repository host.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const site = dirname(fileURLToPath(import.meta.url));
const root = dirname(site);
const target = join(site, 'pages');

/** Where the files of the root are on the site. */
const ofRoot = new Map([
  ['README.md', 'readme.md'],
  ['CONTRIBUTING.md', 'contributing.md'],
  ['CHANGELOG.md', 'changelog.md'],
]);

/**
 * @param {string} file - a path from the root
 * @returns {string | undefined} its page, by its path on the site
 */
function pageOf(file) {
  return (
    ofRoot.get(file) ?? (file.startsWith('docs/') && file.endsWith('.md') ? file.slice('docs/'.length) : undefined)
  );
}

/**
 * @param {string} text - Markdown
 * @param {(target: string) => string | undefined} change - what a target becomes; without one, only the link's text stays
 */
function withLinks(text, change) {
  let isCode = false;
  return text
    .split('\n')
    .map((line) => {
      if (/^\s*```/u.test(line)) isCode = !isCode;
      if (isCode) return line;
      return line.replaceAll(/(!?)\[((?:[^\]\\]|\\.)*)\]\(([^)\s]+)\)/gu, (whole, image, label, link) => {
        if (/^(?:[a-z]+:|#)/u.test(link)) return whole;
        const changed = change(link);
        return changed === undefined ? label : `${image}[${label}](${changed})`;
      });
    })
    .join('\n');
}

/** @type {Set<string>} */
const sources = new Set();

/**
 * @param {string} file - a page, by its path from the root
 * @param {string} page - the same, by its path on the site
 */
function assemble(file, page) {
  // Badges are for those who look at the repository.
  const content = readFileSync(join(root, file), 'utf8').replaceAll(/^\[!\[.*\n/gmu, '');
  const text = withLinks(content, (link) => {
    const [path = '', anchor] = link.split('#');
    const linked = posix.normalize(posix.join(posix.dirname(file), path));
    const hash = anchor === undefined ? '' : `#${anchor}`;
    const own = pageOf(linked);
    const to = (/** @type {string} */ other) => {
      const way = posix.relative(posix.dirname(page), other);
      return `${way.startsWith('.') ? way : `./${way}`}${hash}`;
    };
    if (own !== undefined) return to(own);
    if (linked === 'docs/runbooks') return to('runbooks/index.md');
    if (linked.startsWith('docs/')) return to(linked.slice('docs/'.length));
    if (!existsSync(join(root, linked)) || statSync(join(root, linked)).isDirectory()) return undefined;
    sources.add(linked);
    return to(`source/${linked}.md`);
  });
  write(page, text);
}

/**
 * @param {string} page
 * @param {string} text
 */
function write(page, text) {
  mkdirSync(dirname(join(target, page)), { recursive: true });
  writeFileSync(join(target, page), text);
}

/** @param {string} text - Markdown */
function titleOf(text) {
  return /^# (.+)$/mu.exec(text)?.[1];
}

rmSync(target, { recursive: true, force: true });
const documents = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
for (const name of documents) {
  const file = `docs/${name}`;
  if (statSync(join(root, file)).isDirectory()) continue;
  const page = pageOf(file);
  if (page === undefined) cpSync(join(root, file), join(target, name));
  else assemble(file, page);
}
for (const [file, page] of ofRoot) assemble(file, page);
cpSync(join(site, 'home.md'), join(target, 'index.md'));
// Served as they are, under /schemas/.
cpSync(join(root, 'schemas'), join(target, 'public/schemas'), { recursive: true });
const runbooks = documents
  .filter((name) => /^runbooks\/[^/]+\.md$/u.test(name))
  .sort()
  .map((name) => [posix.basename(name), titleOf(readFileSync(join(root, 'docs', name), 'utf8')) ?? name]);
write('runbooks/index.md', `# Runbooks\n\n${runbooks.map(([page, title]) => `- [${title}](./${page})`).join('\n')}\n`);
for (const file of sources) {
  const language = { '.erl': 'erlang', '': 'text' }[extname(file)] ?? extname(file).slice(1);
  const code = readFileSync(join(root, file), 'utf8').trimEnd();
  write(`source/${file}.md`, `# ${file}\n\n\`\`\`\`${language}\n${code}\n\`\`\`\`\n`);
}
