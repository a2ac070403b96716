import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError, run } from '../../host/command';
import { terraformProgram } from '../../host/terraform';

export interface PlanOptions {
  /**
   * Whether to ask the providers what there is, instead of taking the state's word.
   * @default true
   */
  readonly refresh?: boolean;
  /**
   * Addresses to make anew even if nothing about them changes.
   * @default []
   */
  readonly replace?: readonly string[];
  /**
   * Addresses to look at, with all that they need.
   * @default - everything
   */
  readonly targets?: readonly string[];
}

/** A plan, or what stopped it, or both: Terraform keeps what it had planned when an error came. */
export interface Planned {
  /** What `terraform show -json` prints; absent when no plan was made. */
  readonly json?: string;
  /** The errors that stopped it; empty when it is complete. */
  readonly errors: readonly Diagnostic[];
}

/** What Terraform says is wrong. */
export interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
  /** The address of the resource it is about. */
  readonly address?: string;
}

/**
 * Terraform, or what `TERRAFORM_BINARY_NAME` names instead, in the folder of one stack.
 * @see https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/environment-variables
 */
export class Terraform {
  private readonly program = terraformProgram();

  /** @param directory - where the stack's `cdk.tf.json` is */
  constructor(private readonly directory: string) {}

  /** Installs the providers and connects the state. */
  async init(): Promise<void> {
    await this.run('init', '-input=false', '-no-color');
  }

  /** Plans what an apply would do. The plan holds secrets, so it is gone from the disk afterwards. */
  plan(options: PlanOptions = {}): Promise<Planned> {
    return this.withPlan(options, async (planned) => planned);
  }

  /**
   * Plans, and has the plan looked at before it is applied or dropped. It is gone from the disk afterwards.
   * @param decide - what becomes of the plan; `apply` carries out this very plan
   */
  async withPlan<T>(
    { refresh = true, replace = [], targets = [] }: PlanOptions,
    decide: (planned: Planned, apply: () => Promise<void>) => Promise<T>,
  ): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'rabbitmq-cdk-plan-'));
    try {
      const file = join(folder, 'plan');
      const options = [
        `-out=${file}`,
        `-refresh=${refresh}`,
        ...replace.map((address) => `-replace=${address}`),
        ...targets.map((address) => `-target=${address}`),
      ];
      const errors = await this.run('plan', '-input=false', '-lock-timeout=1m', '-json', ...options).then(
        () => [],
        errorsOf,
      );
      const planned = existsSync(file) ? { json: await this.json('show', file), errors } : { errors };
      return await decide(planned, async () => void (await this.run('apply', '-input=false', '-no-color', file)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** The stack's outputs, secrets too; empty before the first apply. */
  async outputs(): Promise<Readonly<Record<string, { readonly value: unknown }>>> {
    return JSON.parse(await this.json('output'));
  }

  /** The state as `terraform show -json` prints it, secrets too. */
  showState(): Promise<string> {
    return this.json('show');
  }

  /** OpenTofu prints what it warns of before the JSON, and not beside it. */
  private async json(command: string, ...args: readonly string[]): Promise<string> {
    const printed = await this.run(command, '-json', ...args);
    return printed.slice(Math.max(printed.search(/^\{/m), 0));
  }

  private run(command: string, ...args: readonly string[]): Promise<string> {
    return run(this.program, [`-chdir=${this.directory}`, command, ...args]);
  }
}

/**
 * What an error says is protected, and so not destroyed: its address. Terraform and OpenTofu have different words for it.
 * @returns undefined when the error is another
 */
export function protectedAddress({ summary, detail, address }: Diagnostic): string | undefined {
  if (!/\binstance cannot be destroyed$/i.test(summary)) return undefined;
  return address ?? /^Resource (?:instance )?(\S+) has/.exec(detail)?.[1] ?? summary;
}

/** What is wrong, in one line. */
export function sentenceOf({ summary, detail }: Diagnostic): string {
  return (detail === '' ? summary : `${summary}: ${detail}`).replaceAll(/\s+/g, ' ').trim();
}

/** With `-json` Terraform prints one message a line, whatever it says on its standard error beside. */
function errorsOf(error: Error): Diagnostic[] {
  if (!(error instanceof CommandError)) throw error;
  const messages = error.output.split('\n').flatMap((line) => {
    const { diagnostic } = line.startsWith('{') ? JSON.parse(line) : {};
    return diagnostic?.severity === 'error' && !isEcho(diagnostic) ? [diagnostic as Diagnostic] : [];
  });
  if (messages.length === 0) throw error;
  return messages.map(({ summary, detail, address }) => ({ summary, detail, address }));
}

/** OpenTofu says of a remote state that it could not read it, beside the error that says why. */
function isEcho({ summary, detail }: Diagnostic): boolean {
  return summary.endsWith(': Unable to read remote state') && detail === '';
}
