import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import manifest from '../package.json';

/**
 * Builds the package `rabbitmq-check` in the folder `dist-check`, or another that is named: the command `check` as one file that
 * needs nothing else, for `npx`, the action, the pre-commit hook and the container.
 */
const root = resolve(__dirname, '..');
const dist = resolve(process.argv[2] ?? join(root, 'dist-check'));

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const { metafile } = buildSync({
  entryPoints: [join(root, 'cli/check-main.ts')],
  outfile: join(dist, 'check.js'),
  ...{ bundle: true, metafile: true, legalComments: 'inline', mainFields: ['module', 'main'] },
  ...{ platform: 'node', format: 'cjs', target: 'node20' },
  logLevel: 'warning',
});
const packages = new Set(
  Object.keys(metafile.inputs).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
);
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES'), [...packages].sort().map(licenseOf).join('\n'));
cpSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
cpSync(join(root, 'docs/check.md'), join(dist, 'README.md'));
const { version, license, engines, homepage } = manifest as typeof manifest & { readonly homepage?: string };
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: path } = process.env;
const published = {
  name: 'rabbitmq-check',
  version,
  description: 'Validates RabbitMQ definitions files and rabbitmq.conf as a broker would, without one',
  keywords: ['rabbitmq', 'definitions', 'lint', 'validate', 'pre-commit'],
  license,
  ...(server && path ? { repository: { type: 'git', url: `git+${server}/${path}.git` } } : {}),
  ...(homepage === undefined ? {} : { homepage }),
  engines,
  bin: { 'rabbitmq-check': 'check.js' },
  files: ['check.js', 'THIRD-PARTY-LICENSES'],
  publishConfig: { access: 'public', provenance: true },
};
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);

/** What a bundled package demands to be said. */
function licenseOf(name: string): string {
  const folder = join(root, 'node_modules', name);
  const text = ['LICENSE', 'LICENSE.md', 'license', 'LICENSE.txt'].flatMap((file) => {
    try {
      return [readFileSync(join(folder, file), 'utf8')];
    } catch {
      return [];
    }
  })[0];
  if (text === undefined) throw new Error(`${name} has no file of its licence`);
  return `${name}\n\n${text}`;
}
