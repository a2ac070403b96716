// Plain CommonJS without imports of packages, described in dependencies.d.cts: it runs when none is installed yet.
const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '..');

function ensureDependencies() {
  const [major] = process.versions.node.split('.');
  if (Number(major) < 20) throw new Error(`Node.js 20 or newer is needed, this is ${process.version}`);
  const missing = missingPackages(packagesOf('package-lock.json'), packagesOf('node_modules/.package-lock.json'));
  if (missing.length === 0) return;
  process.stderr.write(`installing ${missing.length} packages with npm ci …\n`);
  // What npm says goes to stderr: the standard output belongs to the command that needs the packages.
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 2, 2] });
}

function missingPackages(locked, installed) {
  return Object.entries(locked)
    .filter(([place, { optional, devOptional }]) => place.startsWith('node_modules/') && !optional && !devOptional)
    .filter(([place, { version, link }]) => !(place in installed) || (!link && installed[place].version !== version))
    .map(([place]) => place);
}

function packagesOf(lockFile) {
  const path = join(root, lockFile);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

module.exports = { ensureDependencies, missingPackages };

if (require.main === module) {
  try {
    ensureDependencies();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
