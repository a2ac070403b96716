import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateBindings } from '../../packages/provider-rabbitmq/generate';

const committed = resolve(__dirname, '../../packages/provider-rabbitmq/lib');

test('the bindings are what the schema says', async () => {
  const target = mkdtempSync(join(tmpdir(), 'bindings-'));
  try {
    await generateBindings(target);

    expect(files(target)).toEqual(files(committed));
    for (const file of files(target)) {
      // Compared as a whole, because a difference of two long texts is of no use: `npm run bindings` mends it.
      expect({ file, same: contents(target, file) === contents(committed, file) }).toEqual({ file, same: true });
    }
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}, 60_000);

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .sort();
}

function contents(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}
