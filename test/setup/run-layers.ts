import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summary } from './summary';

// Runs the layers that are named before `--`; what follows goes to jest: `run-layers.ts unit broker -- test/model`.
const args = process.argv.slice(2);
const layers = args.slice(0, args.indexOf('--'));
const forJest = args.slice(layers.length + 1);

const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-test-'));
const output = join(folder, 'results.json');
try {
  const options = ['--selectProjects', ...layers, '--passWithNoTests', '--json', `--outputFile=${output}`];
  const jest = spawnSync(process.execPath, [require.resolve('jest/bin/jest'), ...options, ...forJest], {
    // Its standard output holds nothing beside the results, which go to the file.
    stdio: ['inherit', 'ignore', 'inherit'],
  });
  const results = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : undefined;
  const isFiltered = forJest.some((arg) => /^(-t|--testNamePattern)/.test(arg));
  process.stdout.write(`\n${summary(results, { layers, isFiltered }).join('\n')}\n`);
  process.exitCode = jest.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
