import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { anchorOf } from '../../cli/program/heading-anchor';

const pages = join(import.meta.dirname, '../pages');

/** The pages by what a reader wants: to start, to do something, to look something up, to understand. */
const navigation = JSON.parse(readFileSync(join(import.meta.dirname, '../navigation.json'), 'utf8')) as readonly {
  readonly text: string;
  readonly pages: readonly { readonly page: string; readonly text: string }[];
}[];

/** As their page lists them. */
const runbooks = [
  ...readFileSync(join(pages, 'runbooks/index.md'), 'utf8').matchAll(/^- \[(?<text>.+)\]\(\.\/(?<page>.+)\.md\)$/gmu),
].map(({ groups }) => ({ text: groups?.text, link: `/runbooks/${groups?.page}` }));

export default defineConfig({
  title: 'rabbitmq-cdk',
  description: 'RabbitMQ as code: CDK for Terraform constructs, and a command line that knows what a broker accepts',
  lang: 'en',
  srcDir: './pages',
  outDir: './dist',
  cacheDir: './.cache',
  // Below a path on a page host, such as /rabbitmq-cdk/.
  base: process.env['SITE_BASE'] ?? '/',
  cleanUrls: true,
  // None of its own: a browser would look for /favicon.ico.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // The highlighting of the theme is below the contrast of WCAG 2 AA.
  markdown: {
    // As GitHub makes them, so that links to headings lead there in both.
    anchor: { slugify: anchorOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    // Searches in the browser: nothing leaves it, and it works offline.
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/readme' },
      { text: 'Constructs', link: '/constructs' },
      { text: 'Rules', link: '/rules' },
      { text: 'API', link: '/api/' },
    ],
    sidebar: [
      ...navigation.map(({ text, pages: listed }) => ({
        text,
        items: listed.map(({ page, text: name }) => ({ text: name, link: `/${page.replace(/index$/u, '')}` })),
      })),
      { text: 'Runbooks', link: '/runbooks/', collapsed: true, items: runbooks },
    ],
  },
});
