import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../host/command';
import { administratorConf } from '../../../constructs/kubernetes/administrator-conf';

/** What the init container writes, or says, of a password in the Secret. */
async function written(password: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'administrator-'));
  try {
    writeFileSync(join(folder, 'username'), 'admin');
    writeFileSync(join(folder, 'password'), password);
    const file = join(folder, 'administrator.conf');
    await run('sh', ['-c', ['set -eu', ...administratorConf(folder, file)].join('\n')]);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each([
  ['abc', "'abc'"],
  ['a#b', "'a#b'"],
  [' a ', "' a '"],
  ["it's", "it's"],
  ['a-b:c', "'a-b:c'"],
  ['encrypted:abc', "'encrypted:abc'"],
])('the password %j is written so that the server reads it', async (password, value) => {
  expect(await written(password)).toBe(`default_user = 'admin'\ndefault_pass = ${value}\n`);
});

test.each([
  ['', 'be empty'],
  ["it's #1", 'hold a single quote'],
  ["'a", 'hold a single quote'],
  ['a:b', 'hold a colon after letters and digits'],
  ['a$(b)', "hold '$('"],
  ['ü', 'hold control characters or others than ASCII'],
  ['a\nb', 'hold control characters'],
])('the password %j is refused, and nothing is shown of it', async (password, reason) => {
  await expect(written(password)).rejects.toThrow(`the administrator's password must not ${reason}`);
});
