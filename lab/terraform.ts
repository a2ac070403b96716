import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, run } from '../host/command';
import { docker } from '../host/docker';
import { during } from './progress';

/**
 * The program that deploys: what `TERRAFORM_BINARY_NAME` names, else Terraform, else OpenTofu.
 * @returns undefined when it is not installed
 */
export async function findTerraform(): Promise<string | undefined> {
  const given = process.env['TERRAFORM_BINARY_NAME'];
  for (const program of given ? [given] : ['terraform', 'tofu']) {
    const answers = await run(program, ['version']).then(
      () => true,
      () => false,
    );
    if (answers) return program;
  }
  return undefined;
}

/** Why nothing can be deployed where {@link findTerraform} finds none, as a clause. */
export const NO_TERRAFORM =
  'there is neither Terraform (https://developer.hashicorp.com/terraform/install) nor OpenTofu (https://opentofu.org)';

/**
 * Why a stack cannot be deployed with Terraform on this machine, as a clause; undefined when it can: its providers are
 * installed then, and its images are there.
 * @param directory - where the stack's `cdk.tf.json` is
 */
export async function obstacleToDeploy(terraform: string | undefined, directory: string): Promise<string | undefined> {
  if (terraform === undefined) return NO_TERRAFORM;
  return (
    (await obstacleToInit(terraform, directory)) ??
    (await obstacleOf(async () => {
      for (const image of imagesOf(directory)) await requireImage(image);
    }))
  );
}

export interface InitOptions {
  /**
   * Whether the stack's state is connected too.
   * @default true
   */
  readonly backend?: boolean;
  /**
   * Variables for the program.
   * @default {}
   */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Why a stack's providers cannot be installed on this machine, as a clause; undefined when they are.
 * @param program - Terraform or OpenTofu
 */
export function obstacleToInit(
  program: string,
  directory: string,
  { backend = true, env = {} }: InitOptions = {},
): Promise<string | undefined> {
  const init = [`-chdir=${directory}`, 'init', `-backend=${backend}`, '-input=false', '-no-color'];
  return obstacleOf(() => during('installing the providers', () => run(program, init, { env, timeout: 300_000 })));
}

async function obstacleOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return firstError(error);
  }
}

async function requireImage(image: string): Promise<void> {
  const isHere = await docker(['image', 'inspect', image]).then(
    () => true,
    () => false,
  );
  if (!isHere) await during(`pulling ${image}`, () => docker(['pull', '--quiet', image], { timeout: 600_000 }));
}

function imagesOf(directory: string): readonly string[] {
  const { resource } = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8'));
  const images: Readonly<Record<string, { readonly name: string }>> = resource?.docker_image ?? {};
  return Object.values(images).map(({ name }) => name);
}

/** The first error of what a program says, in one line and without the frame that Terraform draws. */
function firstError({ command, reason }: CommandError): string {
  const [program = ''] = command.split(' ');
  const text = reason.replaceAll(/^[│╷╵ ]+/gm, '').replaceAll(/\s+/g, ' ');
  const said = /Error: (.*?)(?= Error: |$)/.exec(text)?.[1] ?? text;
  return `${program} says: ${said.length > 300 ? `${said.slice(0, 300)} …` : said}`;
}
