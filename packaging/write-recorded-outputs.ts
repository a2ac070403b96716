import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terminalPicture } from './terminal-picture';
import { COLUMNS, recordTerminal } from './terminal-recording';
import { Unavailable } from '../lab/unavailable';
import { scenes } from './recorded-scenes';
import { pages, recordedBlocks, withOutputs, withOutputsAtBroker } from './recorded-outputs';

async function main(): Promise<void> {
  const picture = terminalPicture(await recordTerminal(), COLUMNS);
  writeFileSync(join(__dirname, '../docs/pictures/terminal.svg'), picture);
  for (const file of pages) {
    const path = join(__dirname, '..', file);
    const page = readFileSync(path, 'utf8');
    if (recordedBlocks(page) > 0) writeFileSync(path, await atItsBroker(file, page));
  }
}

/** Records at a broker of the lab what needs one; where there is none, what was recorded stays. */
async function atItsBroker(file: string, page: string): Promise<string> {
  if (scenes[file] === undefined) return withOutputs(file, page);
  try {
    return await withOutputsAtBroker(file, page);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    process.stderr.write(`${file}: not recorded: ${error.message}\n`);
    return page;
  }
}

void main();
