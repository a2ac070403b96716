import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { projectRoot, stateFolder } from '../lab/folders';

/** The package as it is packed, with this project's app compiled beside it. */
export interface Packed {
  /** The program `rabbitmq-cdk`. */
  readonly program: string;
  /** The app, as JavaScript. */
  readonly app: string;
}

let built: Packed | undefined;

/** Packs once, inside the project, so that Node.js finds what it depends on. */
export function packed(): Packed {
  return (built ??= build(join(stateFolder, 'bench-packed')));
}

function build(folder: string): Packed {
  process.stderr.write('packing …\n');
  const builder = join(projectRoot, 'packaging/build.ts');
  execFileSync(process.execPath, ['--import', 'tsx', builder, folder], { stdio: 'inherit' });
  buildSync({
    entryPoints: [join(projectRoot, 'main.ts'), join(projectRoot, 'examples/*.ts')],
    ...{ outdir: folder, outbase: projectRoot, format: 'cjs', platform: 'node', logLevel: 'silent' },
  });
  copyFileSync(join(projectRoot, 'cdktf.json'), join(folder, 'cdktf.json'));
  return { program: join(folder, 'cli/main.js'), app: join(folder, 'main.js') };
}
