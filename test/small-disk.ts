import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `describe` for tests that mount a disk of a size that is known; where nobody may they are skipped, and the title says why. */
export function describeWithSmallDisk(title: string, tests: () => void): void {
  const obstacle = mountObstacle();
  const block = obstacle === undefined ? describe : describe.skip;
  block(obstacle === undefined ? title : `${title} (no tmpfs: ${obstacle})`, tests);
}

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
