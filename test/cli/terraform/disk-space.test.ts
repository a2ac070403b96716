import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireSpace } from '../../../cli/terraform/disk-space';

/** Why this machine lets nobody mount a disk of a size that is known. */
const obstacle = mountObstacle();

(obstacle === undefined ? describe : describe.skip)(
  `a disk that is nearly full${obstacle === undefined ? '' : ` (no tmpfs: ${obstacle})`}`,
  () => {
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
  },
);

test('a folder that is not there is no full disk', () => {
  expect(() => requireSpace(join(tmpdir(), 'nowhere'), '')).not.toThrow();
});

function mountObstacle(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it takes root on Linux';
  const folder = mkdtempSync(join(tmpdir(), 'mounted-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return undefined;
  } catch {
    return 'mount is refused';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
