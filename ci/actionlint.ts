import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packageManagerNames } from '../cli/init/package-manager';
import { brokerKinds } from '../cli/init/project';
import { CommandError, run } from '../host/command';

/** Where actionlint is put when Go has to build it. */
const own = resolve('.cache/bin/actionlint');
const source = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.7';

/** Checks the workflows, here and of new apps, with actionlint, a program in Go: skipped by name where neither it nor Go is. */
async function main(): Promise<void> {
  const program = await find();
  if (program === undefined) {
    process.stdout.write(`skipped: actionlint is not installed, and there is no Go to build it from ${source}\n`);
    return;
  }
  await run(program, ['-color']);
  const folder = mkdtempSync(join(tmpdir(), 'actionlint-'));
  try {
    const apps = [
      ...brokerKinds.map((kind) => ['--broker', kind]),
      ...packageManagerNames.map((name) => ['--package-manager', name]),
    ];
    for (const [index, options] of apps.entries()) {
      const app = join(folder, String(index));
      await run(process.execPath, [resolve('bin/rabbitmq-cdk.js'), 'init', app, ...options]);
      const workflows = ['pull-request.yml', 'deploy.yml'].map((name) => join(app, '.github/workflows', name));
      await run(program, ['-color', ...workflows]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  process.stdout.write('actionlint: the workflows are sound, and those of new apps\n');
}

async function find(): Promise<string | undefined> {
  if (existsSync(own)) return own;
  if (await works('actionlint', '-version')) return 'actionlint';
  if (!(await works('go', 'version'))) return undefined;
  await run('go', ['install', source], { env: { GOBIN: resolve('.cache/bin') } });
  return own;
}

function works(program: string, ...args: readonly string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  );
}

main().catch((error: unknown) => {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`${error.reason}\n`);
  process.exitCode = 1;
});
