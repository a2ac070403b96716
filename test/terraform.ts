import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, LocalBackend, type TerraformStack } from 'cdktf';
import { readPlan, type PlannedResource } from '../cli/terraform/plan';
import { run } from '../host/command';
import { terraformProgram } from '../host/terraform';

const STATE = 'terraform.tfstate';

/** Terraform in the folder of a synthesized stack, with its state beside it. */
export class DeployedStack {
  /** Where Terraform works. */
  readonly directory: string;

  constructor(
    stack: TerraformStack,
    readonly env: Readonly<Record<string, string>> = {},
  ) {
    const app = App.of(stack);
    this.directory = join(app.outdir, 'stacks', stack.node.id);
    new LocalBackend(stack, { path: join(this.directory, STATE) });
    app.synth();
  }

  /** Goes on from what another program of the same stack has made. */
  async takeOver(previous: DeployedStack): Promise<void> {
    // Terraform takes a state that is there before it is initialized for one to be moved away.
    await this.terraform('init', '-input=false', '-no-color');
    copyFileSync(join(previous.directory, STATE), join(this.directory, STATE));
  }

  async apply(): Promise<void> {
    await this.terraform('init', '-input=false', '-no-color');
    await this.terraform('apply', '-auto-approve', '-input=false', '-no-color');
  }

  async plan(): Promise<string> {
    return this.terraform('plan', '-input=false', '-no-color');
  }

  /** What a plan does, resource by resource. */
  async changes(): Promise<readonly PlannedResource[]> {
    await this.terraform('init', '-input=false', '-no-color');
    await this.terraform('plan', '-input=false', '-no-color', '-out=plan');
    return readPlan(await this.terraform('show', '-json', 'plan'), 'plan').resources;
  }

  async destroy(): Promise<void> {
    await this.terraform('destroy', '-auto-approve', '-input=false', '-no-color');
  }

  async output(name: string): Promise<string> {
    return this.terraform('output', '-raw', '-no-color', name);
  }

  private terraform(command: string, ...args: readonly string[]): Promise<string> {
    return run(terraformProgram(), [`-chdir=${this.directory}`, command, ...args], {
      env: { CHECKPOINT_DISABLE: '1', ...this.env },
    });
  }
}
