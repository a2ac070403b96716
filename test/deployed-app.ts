import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../host/command';
import { terraformProgram } from '../host/terraform';
import { projectRoot } from '../lab/folders';

/** An app of the tests under cdktf's own command line and Terraform, in a folder of its own. */
export class DeployedApp {
  // Inside the project, so that Node finds tsx; apart from it, because the state lands in the current folder.
  private readonly folder = mkdtempIn(join(projectRoot, '.cache'));

  /**
   * Writes the settings of cdktf.
   * @param file - the app's file
   * @param env - what it is told; it may be changed between commands
   */
  constructor(
    private readonly file: string,
    public env: Readonly<Record<string, string>>,
  ) {
    const config = { language: 'typescript', app: `node --import tsx ${file}` };
    writeFileSync(join(this.folder, 'cdktf.json'), JSON.stringify(config));
  }

  /** What cdktf says, without colours; it fails with both of its outputs. */
  async cdktf(command: string, ...args: readonly string[]): Promise<string> {
    const words = [join(projectRoot, 'node_modules/.bin/cdktf'), command, '--skip-provider-lock', ...args];
    const said = await run('sh', ['-c', '"$@" 2>&1', 'sh', ...words], { env: this.env, cwd: this.folder });
    return said.replaceAll(/\u001B\[[0-9;]*[A-Za-z]/g, '');
  }

  /** What Terraform plans for a stack that is deployed; it fails when that is anything. */
  async planNothing(stack: string): Promise<string> {
    await run(process.execPath, ['--import', 'tsx', this.file], { env: this.env, cwd: this.folder });
    return this.terraform(stack, 'plan', '-detailed-exitcode', '-no-color');
  }

  async output(stack: string, name: string): Promise<string> {
    return this.terraform(stack, 'output', '-raw', '-no-color', name);
  }

  /** Removes the folder, with the state. */
  forget(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private terraform(stack: string, ...args: readonly string[]): Promise<string> {
    return run(terraformProgram(), [`-chdir=${join(this.folder, 'cdktf.out/stacks', stack)}`, ...args], {
      env: this.env,
    });
  }
}

function mkdtempIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'app-'));
}
