import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decrypt, encrypt } from '../../../cli/backup/encryption';
import { secretsFile } from '../../../cli/backup/secrets-file';
import { FORMAT, type Manifest } from '../../../model/backup/manifest';

const text = '{\n  "users": [\n    { "name": "wörker", "password_hash": "s3cr3t" }\n  ]\n}\n';
let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'keys-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWithProgram('age', () => {
  let recipient: string;
  let identity: string;
  beforeAll(() => {
    identity = join(folder, 'age.key');
    execFileSync('age-keygen', ['-o', identity], { stdio: 'ignore' });
    recipient = /age1\w+/.exec(readFileSync(identity, 'utf8'))?.[0] ?? '';
  });

  test('encrypts to a key, which alone decrypts', async () => {
    const encrypted = await encrypt('age', [recipient], text);

    expect(encrypted).not.toContain('s3cr3t');
    expect(await decrypt('secrets.json.age', encrypted, identity)).toBe(text);
    await expect(decrypt('secrets.json.age', encrypted, undefined)).rejects.toThrow("by '--identity'");
    const another = join(folder, 'another.key');
    execFileSync('age-keygen', ['-o', another], { stdio: 'ignore' });
    await expect(decrypt('secrets.json.age', encrypted, another)).rejects.toThrow(/cannot be decrypted: .*no identity/);
  });

  test('leaves a file as it is that says the same to the same keys, and no other', async () => {
    const earlierOf = ({ entry, content }: Awaited<ReturnType<typeof secretsFile>>) => ({
      manifest: { format: FORMAT, secrets: entry } as Manifest,
      files: new Map([[entry.file, content]]),
    });
    const first = await secretsFile({ text, count: 1 }, 'definitions', [recipient], undefined);

    const again = (secret: string, to: readonly string[]) =>
      secretsFile({ text: secret, count: 1 }, 'definitions', to, earlierOf(first));
    expect(await again(text, [recipient])).toEqual(first);
    expect((await again(`${text} `, [recipient])).content).not.toBe(first.content);
    const other = await again(text, []);
    expect(other).toMatchObject({ content: text, entry: { file: 'secrets.json', encryptedTo: [] } });
  });
});

describeWithProgram('gpg', () => {
  const home = process.env['GNUPGHOME'];
  let fingerprint: string;
  beforeAll(() => {
    // Programs get this environment only when they are handed it: jest gives tests a copy.
    process.env['GNUPGHOME'] = mkdtempSync(join(folder, 'gpg-'));
    const key = ['--quick-generate-key', 'backup@example.com', 'default', 'default', 'never'];
    execFileSync('gpg', ['--batch', '--passphrase', '', ...key], { stdio: 'ignore', env: process.env });
    const listed = execFileSync('gpg', ['--list-keys', '--with-colons'], { encoding: 'utf8', env: process.env });
    fingerprint = /^fpr:+(\w+):/m.exec(listed)?.[1] ?? '';
  });
  afterAll(() => {
    execFileSync('gpgconf', ['--kill', 'all'], { env: process.env });
    if (home === undefined) delete process.env['GNUPGHOME'];
    else process.env['GNUPGHOME'] = home;
  });

  test('encrypts to a key by its fingerprint or address, and decrypts by its keyring', async () => {
    for (const recipient of [fingerprint, 'backup@example.com']) {
      const encrypted = await encrypt('gpg', [recipient], text);

      expect(encrypted).toContain('BEGIN PGP MESSAGE');
      expect(await decrypt('secrets.json.gpg', encrypted, undefined)).toBe(text);
    }
  });

  test('fails when GnuPG knows no such key', async () => {
    await expect(encrypt('gpg', ['nobody@example.com'], text)).rejects.toThrow(
      /cannot be encrypted: .*nobody@example.com.*check the recipients/s,
    );
  });
});

/** Skips by name what this machine has no program for. */
function describeWithProgram(program: string, tests: () => void): void {
  const found = has(program);
  (found ? describe : describe.skip)(found ? program : `${program} (it is not installed)`, tests);
}

function has(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
