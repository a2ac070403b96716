import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../host/command';
import { cacheFolder } from '../../lab/folders';
import { asYaml, manifestsWith, variants } from './kubernetes-variants';

const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-manifests-'));
const version = '3.3.30';
const environment = join(cacheFolder, `checkov-${version}`);
const checkov = join(environment, 'bin', 'checkov');

beforeAll(() => {
  for (const [name, props] of Object.entries(variants))
    writeFileSync(join(folder, `${name.replaceAll(' ', '-')}.yaml`), asYaml(manifestsWith(props)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWithout('checkov', obstacleToCheckov(), () => {
  test('finds nothing in any variant that is not answered', async () => {
    const options = ['--framework', 'kubernetes', '--skip-download', '--output', 'json', '--soft-fail'];

    const { summary, results } = JSON.parse(await run(checkov, ['--directory', folder, ...options]));

    expect(results.failed_checks).toEqual([]);
    expect(summary.parsing_errors).toBe(0);
    expect(summary.passed).toBeGreaterThan(100 * Object.keys(variants).length);
    // Every answer has its reason, and none is for a check that would not find anything.
    expect([...new Set(results.skipped_checks.map((check: { check_id: string }) => check.check_id))].sort()).toEqual([
      'CKV_K8S_15',
      'CKV_K8S_38',
      'CKV_K8S_40',
      'CKV_K8S_43',
      'CKV_K8S_8',
    ]);
    for (const { check_result } of results.skipped_checks) expect(check_result.suppress_comment).not.toBe('');
  }, 120_000);
});

describeWithout('kube-linter', obstacleTo('kube-linter', 'version'), () => {
  test('finds nothing in any variant that no annotation answers', async () => {
    // Exits with 1, and so throws what it found, when there is anything.
    await expect(run('kube-linter', ['lint', folder])).resolves.toContain('No lint errors found!');
  }, 120_000);
});

/** A block that is skipped by name where a program is not to be had. */
function describeWithout(program: string, obstacle: string | undefined, tests: () => void): void {
  const block = obstacle === undefined ? describe : describe.skip;
  block(obstacle === undefined ? program : `${program} (${obstacle})`, tests);
}

/** Installs checkov into a Python environment of its own, once. */
function obstacleToCheckov(): string | undefined {
  if (existsSync(checkov)) return undefined;
  return (
    obstacleTo('python3', '-m', 'venv', environment) ??
    obstacleTo(join(environment, 'bin', 'pip'), 'install', '--quiet', `checkov==${version}`)
  );
}

function obstacleTo(program: string, ...args: readonly string[]): string | undefined {
  try {
    execFileSync(program, args, { stdio: 'pipe', timeout: 600_000 });
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? `${program} is not installed` : (message.split('\n')[0] ?? 'it does not run');
  }
}
