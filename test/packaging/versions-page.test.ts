import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { versionsPage } from '../../packaging/versions-page';
import { withoutTableSpaces } from '../without-table-spaces';

const root = join(__dirname, '../..');

test('docs/versions.md is what the tables say: `npm run docs:versions` writes it', () => {
  const page = readFileSync(join(root, 'docs/versions.md'), 'utf8');

  expect(withoutTableSpaces(page)).toBe(withoutTableSpaces(versionsPage()));
});

test('says of every fact where it stands and what compares it, and those files are there', () => {
  const files = [...versionsPage().matchAll(/`((?:model|lab|test)\/[^`*]+)`/g)].map(([, path = '']) => path);

  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
