import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { versionsPage } from './versions-page';

writeFileSync(join(__dirname, '../docs/versions.md'), versionsPage());
