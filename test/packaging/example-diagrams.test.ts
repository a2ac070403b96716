import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawnExamples, exampleDiagram } from '../../packaging/example-diagrams';
import { readmeDiagram } from '../../packaging/readme-diagram';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/examples.md'), 'utf8');

test.each(Object.keys(drawnExamples))(
  'the picture of %s is what `diagram` draws: `npm run docs:pictures` writes it',
  async (name) => {
    const picture = readFileSync(join(root, `docs/pictures/examples/${name}.svg`), 'utf8');

    expect(picture).toBe(await exampleDiagram(name));
  },
);

test('the picture in README is that of its first program: `npm run docs:pictures` writes it', async () => {
  const picture = readFileSync(join(root, 'docs/pictures/readme.svg'), 'utf8');

  expect(picture).toBe(await readmeDiagram());
  expect(picture).toContain('dead letter');
});

test('a picture has something in it', async () => {
  for (const name of Object.keys(drawnExamples)) expect(await exampleDiagram(name)).toContain('class="box');
});

test('every example is on the page, with its picture where it declares a topology', () => {
  const examples = readdirSync(join(root, 'examples')).map((file) => file.replace(/\.ts$/, ''));

  expect(examples.filter((name) => !page.includes(`../examples/${name}.ts`))).toEqual([]);
  expect(Object.keys(drawnExamples).filter((name) => !page.includes(`pictures/examples/${name}.svg`))).toEqual([]);
});
