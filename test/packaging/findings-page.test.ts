import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesPage, findingsPage } from '../../packaging/findings-page';
import { everySmallest as everyChange } from '../cli/review/smallest/every';
import { everySmallest as everyInput } from '../model/validity/smallest/every';

const pageOf = (file: string) => readFileSync(join(__dirname, '../../docs', file), 'utf8');

test('docs/findings.md is what is said of the smallest inputs: `npm run docs:findings` writes it', () => {
  expect(pageOf('findings.md').trim()).toBe(findingsPage(everyInput).trim());
});

test('docs/changes.md is what is said of the smallest plans: `npm run docs:findings` writes it', () => {
  expect(pageOf('changes.md').trim()).toBe(changesPage(everyChange).trim());
});
