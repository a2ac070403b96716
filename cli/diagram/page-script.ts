import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledScript } from '../page/bundled-script';

/** Where the package has the script of the page. */
const BUILT = join(__dirname, 'page-bundle.js');

/** The script of the page: as the package has it, or in a clone bundled from its sources. */
export function pageScript(): string {
  return existsSync(BUILT) ? readFileSync(BUILT, 'utf8') : bundledPageScript();
}

/** Bundles the script of the page, its graph library and the model of routing; `npm run package` writes it beside this file. */
export function bundledPageScript(): string {
  return bundledScript({ entry: join(__dirname, 'page/main.ts'), library: 'cytoscape', license: 'LICENSE' });
}
