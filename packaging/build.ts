import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import manifest from '../package.json';
import { bundledPageScript } from '../cli/diagram/page-script';
import bindingsManifest from '../packages/provider-rabbitmq/package.json';

/**
 * Builds the folder `dist`, from which the package is packed: JavaScript and type declarations where the sources are,
 * with the bindings of the provider among them, since no registry has them: a bundled dependency would be looked for in one by
 * Yarn and pnpm all the same.
 */
const root = resolve(__dirname, '..');
const dist = join(root, 'dist');
const { name: bindings, peerDependencies } = bindingsManifest;

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '--project', join(__dirname, 'tsconfig.json')], {
  stdio: 'inherit',
});
const asTheyAre = [
  ...['README.md', 'LICENSE', 'CHANGELOG.md', 'CONTRIBUTING.md', 'docs', 'examples'],
  'constructs/broker/majority.erl',
  'constructs/kubernetes/import-definitions.escript',
];
for (const file of asTheyAre) cpSync(join(root, file), join(dist, file), { recursive: true });
const compiledFiles = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(js|d\.ts)$/.test(file),
);
for (const file of compiledFiles) importInside(join(dist, file));
writeFileSync(join(dist, 'cli/diagram/page-bundle.js'), bundledPageScript());
cpSync(join(root, 'packages/provider-rabbitmq/lib'), join(dist, 'provider-rabbitmq/lib'), { recursive: true });
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(published(), null, 2)}\n`);

/** What the package says of itself: what only developers need is left out. */
function published(): object {
  const { name, version, description, license, engines, exports, dependencies } = manifest;
  // An app has one cdktf and one constructs, or its constructs would not know each other; what is compiled needs nobody
  // to run TypeScript.
  const others = new Set([...Object.keys(peerDependencies), 'tsx']);
  const own = Object.entries(dependencies).filter(([dependency]) => !others.has(dependency));
  return {
    name,
    version,
    description,
    license,
    engines,
    type: 'commonjs',
    main: './index.js',
    types: './index.d.ts',
    bin: { 'rabbitmq-cdk': './cli/main.js' },
    exports: Object.fromEntries(Object.entries(exports).map(([door, file]) => [door, compiled(file)])),
    peerDependencies,
    dependencies: Object.fromEntries(own),
  };
}

/** Where a door of the clone is in what is packed. */
function compiled(file: string): string | object {
  if (!file.endsWith('.ts')) return file;
  const path = file.slice(0, -'.ts'.length);
  return { types: `${path}.d.ts`, default: `${path}.js` };
}

/** Lets a file import the bindings from beside it. */
function importInside(file: string): void {
  const text = readFileSync(file, 'utf8');
  const inside = posix.join(relative(dirname(file), dist) || '.', 'provider-rabbitmq/');
  const path = inside.startsWith('.') ? inside : `./${inside}`;
  const changed = text.replaceAll(new RegExp(`(["'])${bindings}/`, 'g'), `$1${path}`);
  if (changed !== text) writeFileSync(file, changed);
}
