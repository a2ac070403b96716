import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImageRecipe, nearest, recipeHash } from '../../lab/image';
import { images } from '../../lab/images';
import { rabbitmqImage } from '../../lab/images/rabbitmq';

describe('the hash of a recipe', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recipe-'));
  const original = rabbitmqImage('4.0');
  const recipe: ImageRecipe = { ...original, folder };

  beforeAll(() => cpSync(original.folder, folder, { recursive: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is the same for the same recipe in another checkout', () => {
    expect(recipeHash(recipe)).toBe(recipeHash(original));
  });

  test('changes with the packages, the Debian release and the settings', () => {
    const hash = recipeHash(recipe);

    expect(recipeHash({ ...recipe, packages: [...recipe.packages, 'curl'] })).not.toBe(hash);
    expect(recipeHash({ ...recipe, suite: 'sid' })).not.toBe(hash);
    expect(recipeHash({ ...recipe, settings: () => ['USER rabbitmq'] })).not.toBe(hash);
  });

  test('changes with any file, also one deep in the root', () => {
    const hash = recipeHash(recipe);

    writeFileSync(join(folder, 'rootfs/etc/rabbitmq/conf.d/20-more.conf'), 'channel_max = 100\n');

    expect(recipeHash(recipe)).not.toBe(hash);
  });
});

describe('the recipe for an image that a stack names', () => {
  test.each([
    ['rabbitmq:4.0.9-management', 'trixie'],
    ['rabbitmq:4.1-management', 'trixie'],
    ['rabbitmq:4.2-management', 'forky'],
    ['rabbitmq:4.3.6-management@sha256:0123', 'forky'],
    ['rabbitmq:4.10-management', 'forky'],
    ['rabbitmq:3.13-management', 'trixie'],
    ['rabbitmq:management', 'forky'],
    ['registry.example.org:5000/rabbitmq:4.0', 'trixie'],
  ])('%s is that of the nearest series: the one of %s', (image, suite) => {
    const recipes = images.filter(({ official }) => official.startsWith('rabbitmq:'));

    expect(nearest(image, recipes)?.suite).toBe(suite);
  });

  test.each([
    ['prom/prometheus:v2.53.0', 'trixie'],
    ['prom/prometheus:v3.0.1', 'forky'],
  ])('%s is of the same major version rather than of a nearer number: the one of %s', (image, suite) => {
    const recipes = images.filter(({ official }) => official.startsWith('prom/prometheus:'));

    expect(nearest(image, recipes)?.suite).toBe(suite);
  });

  test('is none where there is no recipe', () => {
    expect(nearest('rabbitmq:4.3', [])).toBeUndefined();
  });
});
