import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import navigation from '../site/navigation.json';

const docs = resolve(__dirname, '../docs');
/** Files of the root that have a page, and the pages that are made from the sources. */
const others = ['readme', 'contributing', 'changelog', 'api/index'];

describe('the navigation of the site', () => {
  const listed = navigation.flatMap(({ pages }) => pages.map(({ page }) => page));

  test('has every page of docs/ once', () => {
    const pages = readdirSync(docs)
      .filter((file) => file.endsWith('.md'))
      .map((file) => file.replace(/\.md$/, ''));

    expect(listed.filter((page) => !others.includes(page)).sort()).toEqual(pages.sort());
  });

  test('leads to no page that is not there', () => {
    expect(listed.filter((page) => !others.includes(page) && !existsSync(join(docs, `${page}.md`)))).toEqual([]);
  });
});
