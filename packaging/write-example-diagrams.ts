import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawnExamples, exampleDiagram } from './example-diagrams';
import { readmeDiagram } from './readme-diagram';

async function main(): Promise<void> {
  for (const name of Object.keys(drawnExamples))
    writeFileSync(join(__dirname, `../docs/pictures/examples/${name}.svg`), await exampleDiagram(name));
  writeFileSync(join(__dirname, '../docs/pictures/readme.svg'), await readmeDiagram());
}

void main();
