import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireSpace } from '../../../cli/terraform/disk-space';
import { describeWithSmallDisk } from '../../small-disk';

describeWithSmallDisk('a disk that is nearly full', () => {
  const disk = mkdtempSync(join(tmpdir(), 'full-disk-'));
  beforeAll(() => execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=17m', 'tmpfs', disk]));
  afterAll(() => {
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });

  test('is told with what to do; one with a little more is not', () => {
    expect(() => requireSpace(disk, '')).not.toThrow();

    writeFileSync(join(disk, 'full'), Buffer.alloc(2 * 1_048_576));

    expect(() => requireSpace(disk, ', or let TMPDIR name another folder')).toThrow(
      `the disk of '${disk}' is full: 15.0 MiB are free, and at least 16 MiB must be; nothing was begun; free space there, or let TMPDIR name another folder`,
    );
  });
});

test('a folder that is not there is no full disk', () => {
  expect(() => requireSpace(join(tmpdir(), 'nowhere'), '')).not.toThrow();
});
