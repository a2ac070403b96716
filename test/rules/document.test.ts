import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentRules } from '../../rules/document';
import { withoutTableSpaces } from '../without-table-spaces';

test('docs/rules.md is what the rules say of themselves', async () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'rules.md'), 'utf8');

  expect(withoutTableSpaces(page)).toBe(withoutTableSpaces(documentRules()));
});
