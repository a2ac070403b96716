import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terminalPicture } from './terminal-picture';
import { COLUMNS, recordTerminal } from './terminal-recording';
import { pages, recordedBlocks, withOutputs } from './recorded-outputs';

async function main(): Promise<void> {
  const picture = terminalPicture(await recordTerminal(), COLUMNS);
  writeFileSync(join(__dirname, '../docs/pictures/terminal.svg'), picture);
  for (const file of pages) {
    const path = join(__dirname, '..', file);
    const page = readFileSync(path, 'utf8');
    if (recordedBlocks(page) > 0) writeFileSync(path, await withOutputs(file, page));
  }
}

void main();
