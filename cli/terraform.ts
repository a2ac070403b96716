import { run } from '../lab/command';

/**
 * Terraform, or what `TERRAFORM_BINARY_NAME` names instead, in the folder of one stack.
 * @see https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/environment-variables
 */
export class Terraform {
  private readonly binary = process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';

  /** @param directory - where the stack's `cdk.tf.json` is */
  constructor(private readonly directory: string) {}

  /** Installs the providers and connects the state. */
  async init(): Promise<void> {
    await this.run('init', '-input=false', '-no-color');
  }

  /** The addresses of everything in the state; empty before the first apply. */
  async addresses(): Promise<readonly string[]> {
    const printed = await this.run('state', 'list').catch((error: Error) => {
      if (error.message.includes('No state file was found')) return '';
      throw error;
    });
    return printed.split('\n').filter((line) => line !== '');
  }

  /** Applies what these addresses and all that they need want, and looks at nothing else. */
  async applyOnly(addresses: readonly string[]): Promise<void> {
    const targets = addresses.map((address) => `-target=${address}`);
    await this.run('apply', '-auto-approve', '-input=false', '-no-color', ...targets);
  }

  private run(command: string, ...args: readonly string[]): Promise<string> {
    return run(this.binary, [`-chdir=${this.directory}`, command, ...args]);
  }
}
