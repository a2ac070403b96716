import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as esbuild from 'esbuild';

/** A script of a page, and the library in it. */
export interface PageScript {
  /** Its entry. */
  readonly entry: string;
  /** The package of the library. */
  readonly library: string;
  /** The library's licence demands that its notice stays: the file, from the root of its package. */
  readonly license: string;
}

/** Bundles the script of a page, with its library; only developers have what it needs. */
export function bundledScript({ entry, library, license }: PageScript): string {
  const developers = createRequire(__filename);
  const { buildSync } = developers('esbuild') as typeof esbuild;
  const notice = readFileSync(join(rootOf(developers.resolve(library), library), license), 'utf8');
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    ...{ bundle: true, minify: true, write: false, charset: 'utf8' },
    banner: { js: `/*! ${library}\n${notice}*/` },
    loader: { '.css': 'text' },
    ...{ platform: 'browser', format: 'iife', target: 'es2022' },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** The folder of a package, of which a file is known. */
function rootOf(file: string, library: string): string {
  const folder = join('node_modules', library);
  return file.slice(0, file.lastIndexOf(folder) + folder.length);
}
