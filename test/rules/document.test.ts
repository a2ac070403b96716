import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentRules } from '../../rules/document';

test('docs/rules.md is what the rules say of themselves', async () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'rules.md'), 'utf8');

  expect(withoutTableSpaces(page)).toBe(withoutTableSpaces(documentRules()));
});

/** Prettier aligns the columns of tables. */
function withoutTableSpaces(page: string): string {
  return page.replace(/ +\|/g, ' |').replace(/-+/g, '-').trimEnd();
}
