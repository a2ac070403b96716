import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import manifest from '../package.json';
import { bundledPageScript } from '../cli/diagram/page-script';
import { bundledPreviewScript } from '../cli/monitoring/preview-script';
import { lazyDoor } from './lazy-door';
import bindingsManifest from '../packages/provider-rabbitmq/package.json';

/**
 * Builds the folder `dist`, or another that is named, from which the package is packed: JavaScript and type declarations where the sources are,
 * with the bindings of the provider among them, since no registry has them: a bundled dependency would be looked for in one by
 * Yarn and pnpm all the same.
 */
const root = resolve(__dirname, '..');
const dist = resolve(process.argv[2] ?? join(root, 'dist'));
const { name: bindings, peerDependencies: libraries } = bindingsManifest;
/** The prebuilt providers: an app installs those that it uses. */
const providers = Object.fromEntries(
  Object.entries(manifest.dependencies).filter(([name]) => name.startsWith('@cdktf/provider-')),
);

rmSync(dist, { recursive: true, force: true });
const compiler = [require.resolve('typescript/bin/tsc'), '--project', join(__dirname, 'tsconfig.json')];
execFileSync(process.execPath, [...compiler, '--outDir', dist], { stdio: 'inherit' });
const asTheyAre = [
  ...['README.md', 'LICENSE', 'CHANGELOG.md', 'CONTRIBUTING.md', 'docs', 'examples', 'schemas'],
  'constructs/broker/majority.erl',
  'constructs/kubernetes/import-definitions.escript',
];
for (const file of asTheyAre) cpSync(join(root, file), join(dist, file), { recursive: true });
const compiledFiles = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(js|d\.ts)$/.test(file),
);
for (const file of compiledFiles) importInside(join(dist, file));
writeFileSync(join(dist, 'cli/diagram/page-bundle.js'), bundledPageScript());
writeFileSync(join(dist, 'cli/monitoring/preview-bundle.js'), bundledPreviewScript());
cpSync(join(root, 'packages/provider-rabbitmq/lib'), join(dist, 'provider-rabbitmq/lib'), { recursive: true });
const door = join(dist, 'index.js');
writeFileSync(door, lazyDoor(readFileSync(door, 'utf8'), providers));
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(published(), null, 2)}\n`);

/** What the package says of itself: what only developers need is left out. */
function published(): object {
  const { homepage } = manifest as { readonly homepage?: string };
  const { name, version, description, license, engines, exports, dependencies } = manifest;
  // An app has one cdktf and one constructs, or its constructs would not know each other. All of these are optional, because
  // commands such as `check` need none of them. What is compiled needs nobody to run TypeScript.
  const peers = { ...libraries, ...providers };
  const others = new Set([...Object.keys(peers), 'tsx']);
  return {
    name,
    version,
    description,
    keywords: ['rabbitmq', 'amqp', 'cdktf', 'cdktn', 'terraform', 'opentofu', 'infrastructure-as-code', 'definitions'],
    license,
    ...repository(),
    ...(homepage === undefined ? {} : { homepage }),
    engines,
    type: 'commonjs',
    main: './index.js',
    types: './index.d.ts',
    bin: { 'rabbitmq-cdk': './cli/main.js' },
    exports: Object.fromEntries(Object.entries(exports).map(([door, file]) => [door, compiled(file)])),
    files: readdirSync(dist).filter((file) => file !== 'package.json'),
    publishConfig: { access: 'public', provenance: true },
    peerDependencies: peers,
    peerDependenciesMeta: Object.fromEntries(Object.keys(peers).map((peer) => [peer, { optional: true }])),
    dependencies: Object.fromEntries(Object.entries(dependencies).filter(([dependency]) => !others.has(dependency))),
  };
}

/** Where the sources are: a registry compares it with the workflow that publishes, which knows it. */
function repository(): object {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: path } = process.env;
  return server && path ? { repository: { type: 'git', url: `git+${server}/${path}.git` } } : {};
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
