import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImageRecipe, recipeHash } from '../../lab/image';
import { rabbitmqImage } from '../../lab/images/rabbitmq';

describe('the hash of a recipe', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recipe-'));
  const recipe: ImageRecipe = { ...rabbitmqImage, folder };

  beforeAll(() => cpSync(rabbitmqImage.folder, folder, { recursive: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is the same for the same recipe in another checkout', () => {
    expect(recipeHash(recipe)).toBe(recipeHash(rabbitmqImage));
  });

  test('changes with the packages and with the settings', () => {
    const hash = recipeHash(recipe);

    expect(recipeHash({ ...recipe, packages: [...recipe.packages, 'curl'] })).not.toBe(hash);
    expect(recipeHash({ ...recipe, settings: [...recipe.settings, 'USER rabbitmq'] })).not.toBe(hash);
  });

  test('changes with any file, also one deep in the root', () => {
    const hash = recipeHash(recipe);

    writeFileSync(join(folder, 'rootfs/etc/rabbitmq/conf.d/20-more.conf'), 'channel_max = 100\n');

    expect(recipeHash(recipe)).not.toBe(hash);
  });
});
