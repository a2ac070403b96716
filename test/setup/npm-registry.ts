import { execFileSync } from 'node:child_process';

/** `describe` for tests that install packages with npm: skipped by name where no registry answers. */
export function describeWithRegistry(title: string, tests: () => void): void {
  const isReachable = registryAnswers();
  const block = isReachable ? describe : describe.skip;
  block(isReachable ? title : `${title} (npm cannot install: no registry answers)`, tests);
}

function registryAnswers(): boolean {
  try {
    execFileSync('npm', ['view', 'constructs', 'version'], { stdio: 'ignore', timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
}
