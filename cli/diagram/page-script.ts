import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as esbuild from 'esbuild';

/** Where the package has the script of the page. */
const BUILT = join(__dirname, 'page-bundle.js');

/** The script of the page: as the package has it, or in a clone bundled from its sources. */
export function pageScript(): string {
  return existsSync(BUILT) ? readFileSync(BUILT, 'utf8') : bundledPageScript();
}

/** Bundles the script of the page, its graph library and the model of routing; `npm run package` writes it beside this file. */
export function bundledPageScript(): string {
  // Only developers have it.
  const developers = createRequire(__filename);
  const { buildSync } = developers('esbuild') as typeof esbuild;
  const license = readFileSync(join(dirname(developers.resolve('cytoscape')), '../LICENSE'), 'utf8');
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'page/main.ts')],
    ...{ bundle: true, minify: true, write: false, charset: 'utf8' },
    // The graph library's licence demands that its notice stays.
    banner: { js: `/*! cytoscape\n${license}*/` },
    ...{ platform: 'browser', format: 'iife', target: 'es2022' },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
