import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBackup, refuseOthers, writeBackup, type StoredBackup } from '../../../cli/backup/folder';
import { FORMAT, sha256, type Manifest } from '../../../model/backup/manifest';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'backup-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const backup = (content: string, secrets = 'secrets.json'): StoredBackup => ({
  manifest: {
    format: FORMAT,
    serverVersion: '4.3.6',
    counts: {} as Manifest['counts'],
    files: { 'definitions.json': sha256(content), 'server.json': sha256(`server of ${content}`) },
    secrets: { file: secrets, count: 1, encryptedTo: [], scrypt: '' },
  },
  files: new Map([
    ['definitions.json', content],
    ['server.json', `server of ${content}`],
    [secrets, `secrets of ${content}`],
  ]),
});
const stored = () => readBackup(folder)?.files.get('definitions.json');

describe('the folder of a backup', () => {
  test('holds four files, the secrets for their owner alone', () => {
    writeBackup(folder, backup('one'));

    expect(readdirSync(folder).sort()).toEqual(['definitions.json', 'manifest.json', 'secrets.json', 'server.json']);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readBackup(folder)).toEqual(backup('one'));
  });

  test('holds the secrets once when they are encrypted from now on', () => {
    writeBackup(folder, backup('one'));
    writeBackup(folder, backup('two', 'secrets.json.age'));

    expect(readdirSync(folder).sort()).toEqual([
      'definitions.json',
      'manifest.json',
      'secrets.json.age',
      'server.json',
    ]);
  });

  test('keeps other files beside a backup', () => {
    writeBackup(folder, backup('one'));
    writeFileSync(join(folder, '.gitignore'), 'secrets.json');
    writeBackup(folder, backup('two'));

    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('secrets.json');
    expect(stored()).toBe('two');
  });

  test('fails when it holds other files and no backup, or is a file', () => {
    writeFileSync(join(folder, 'a'), '');
    writeFileSync(join(folder, 'b'), '');

    expect(() => refuseOthers(folder)).toThrow(`'${folder}' holds other files ('a' and 1 more) and no backup`);
    expect(() => refuseOthers(join(folder, 'a'))).toThrow('is a file; give a folder');
  });

  test('fails when a file was changed, is missing, or the manifest is none', () => {
    writeBackup(folder, backup('one'));

    writeFileSync(join(folder, 'definitions.json'), 'changed');
    expect(stored).toThrow(/definitions\.json' is not what was backed up: its SHA-256 is .*; take another backup/);
    rmSync(join(folder, 'definitions.json'));
    expect(stored).toThrow("'definitions.json' is missing");
    writeFileSync(join(folder, 'manifest.json'), '{');
    expect(stored).toThrow('it is no JSON');
    writeFileSync(join(folder, 'manifest.json'), '{"format":"rabbitmq-cdk backup 2"}');
    expect(stored).toThrow('it is of another format');
  });
});

/** The steps of a backup over an earlier one, as a run that ends after each leaves them. */
describe('a backup that is cut off', () => {
  const names = ['definitions.json', 'server.json', 'secrets.json', 'manifest.json'];

  /** The files of the second backup, as they are before the first one is replaced. */
  const second = (): ReadonlyMap<string, string> => {
    const apart = mkdtempSync(join(tmpdir(), 'second-'));
    writeBackup(apart, backup('two'));
    const files = new Map(names.map((name) => [name, readFileSync(join(apart, name), 'utf8')]));
    rmSync(apart, { recursive: true });
    return files;
  };

  test.each([0, 1, 2, 3])('leaves the earlier one when %d files are new, and the next one goes on', (count) => {
    writeBackup(folder, backup('one'));
    const files = second();
    for (const name of names.slice(0, count)) writeFileSync(join(folder, `${name}.new`), files.get(name) ?? '');
    writeFileSync(join(folder, 'manifest.json.part'), files.get('manifest.json')?.slice(0, 40) ?? '');

    expect(stored()).toBe('one');
    writeBackup(folder, backup('three'));
    expect(stored()).toBe('three');
    expect(readdirSync(folder).sort()).toEqual([...names].sort());
  });

  test.each([0, 1, 2, 3])('is the new one when all is written and %d files are in their place', (count) => {
    writeBackup(folder, backup('one'));
    for (const [name, content] of second()) writeFileSync(join(folder, `${name}.new`), content);
    for (const name of names.slice(0, count)) renameSync(join(folder, `${name}.new`), join(folder, name));

    expect(stored()).toBe('two');
    writeBackup(folder, backup('two'));
    expect(readdirSync(folder).sort()).toEqual([...names].sort());
  });

  test('into a new folder leaves nothing that is in the way', () => {
    writeFileSync(join(folder, 'definitions.json.new'), 'half');

    refuseOthers(folder);
    writeBackup(folder, backup('one'));

    expect(stored()).toBe('one');
    expect(existsSync(join(folder, 'definitions.json.new'))).toBe(false);
  });
});
