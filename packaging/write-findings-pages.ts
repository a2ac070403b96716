import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everySmallest as everyChange } from '../test/cli/review/smallest/every';
import { everySmallest as everyInput } from '../test/model/validity/smallest/every';
import { changesPage, findingsPage } from './findings-page';

const docs = join(__dirname, '../docs');
writeFileSync(join(docs, 'findings.md'), findingsPage(everyInput));
writeFileSync(join(docs, 'changes.md'), changesPage(everyChange));
