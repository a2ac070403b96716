import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../lab/folders';

/** An app in a folder of its own, in which commands are run as a person runs them. */
export class AppFolder {
  private readonly folder: string;

  /** @param source - the app, in TypeScript, which imports what is of this project by `../../` */
  constructor(source: string) {
    // Inside the project, so that the app finds its dependencies.
    mkdirSync(join(projectRoot, '.cache'), { recursive: true });
    this.folder = mkdtempSync(join(projectRoot, '.cache/app-of-test-'));
    writeFileSync(join(this.folder, 'cdktf.json'), JSON.stringify({ app: 'node --import tsx app.ts' }));
    writeFileSync(join(this.folder, 'app.ts'), source);
  }

  /** Runs `rabbitmq-cdk` there. */
  program(...words: readonly string[]) {
    const program = join(projectRoot, 'bin/rabbitmq-cdk.js');
    return spawnSync(process.execPath, [program, ...words], { cwd: this.folder, encoding: 'utf8' });
  }

  /** Removes the folder. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
