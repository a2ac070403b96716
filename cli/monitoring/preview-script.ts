import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledScript } from '../page/bundled-script';

/** Where the package has the script of the preview. */
const BUILT = join(__dirname, 'preview-bundle.js');

/** The script of the preview: as the package has it, or in a clone bundled from its sources. */
export function previewScript(): string {
  return existsSync(BUILT) ? readFileSync(BUILT, 'utf8') : bundledPreviewScript();
}

/** Bundles the script of the preview and its chart library; `npm run package` writes it beside this file. */
export function bundledPreviewScript(): string {
  return bundledScript({ entry: join(__dirname, 'page/main.ts'), library: 'uplot', license: 'LICENSE' });
}
