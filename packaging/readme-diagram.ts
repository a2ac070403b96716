import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokersBeside } from '../cli/stack/brokers-beside';
import { indexTopology } from '../model/analysis/topology-index';
import { diagramOf } from '../model/diagram/diagram';
import { asSvg } from '../model/diagram/svg';
import { Router } from '../model/routing/router';
import { NEWEST_SERVER_VERSION } from '../model/server/server-version';

const root = join(__dirname, '..');

/** The picture of the first program in README as SVG. The program runs in a process of its own, as a reader's would. */
export async function readmeDiagram(): Promise<string> {
  const program = /^```ts\n([^]*?)^```$/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1];
  if (program === undefined) throw new Error('README has no program');
  // Inside the project, so that Node finds its dependencies.
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache/readme-'));
  try {
    writeFileSync(join(folder, 'main.ts'), program);
    const env = { ...process.env, CDKTF_OUTDIR: join(folder, 'out') };
    execFileSync(process.execPath, ['--import', 'tsx', join(folder, 'main.ts')], { cwd: root, env });
    const [broker] = brokersBeside(join(folder, 'out/stacks/single-node'));
    if (broker === undefined) throw new Error('the program in README declares nothing');
    return asSvg(diagramOf(new Router(indexTopology(broker.topology, NEWEST_SERVER_VERSION)), '/'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
