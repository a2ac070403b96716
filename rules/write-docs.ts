import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentRules } from './document';

writeFileSync(join(__dirname, '..', 'docs', 'rules.md'), documentRules());
