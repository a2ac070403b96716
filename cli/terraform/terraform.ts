import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runApart } from '../../host/apart';
import { CommandError, run } from '../../host/command';
import { terraformProgram } from '../../host/terraform';
import { interruption } from '../program/interruption';
import { requireWhole } from './cut-off-state';
import { errorsIn, messageIn, type Diagnostic, type TerraformMessage } from './diagnostic';
import { requireSpace } from './disk-space';
import { readPlan } from './plan';
import { localState } from './local-state';
import { inPrivateFolder } from './private-folder';
import { readState, type State } from './state';
import { inStateFolder } from './state-folder';
import { keepPrintedState, requireSaved } from './unsaved-state';

export interface PlanOptions {
  /**
   * Whether to ask the providers what there is, instead of taking the state's word.
   * @default true
   */
  readonly refresh?: boolean;
  /**
   * Whether to plan that nothing is left.
   * @default false
   */
  readonly destroy?: boolean;
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
  /**
   * Where the plan is kept, which holds secrets.
   * @default - it is gone from the disk afterwards
   */
  readonly file?: string;
}

/** A plan, or what stopped it, or both: Terraform keeps what it had planned when an error came. */
export interface Planned {
  /**
   * What `terraform show -json` prints; absent when no plan was made, or one that changes nothing. Printing takes a good part
   * of the time that planning takes: every provider is started again, to say what its resources mean.
   */
  readonly json?: string;
  /** The errors that stopped it; empty when it is complete. */
  readonly errors: readonly Diagnostic[];
}

/** What happens to one resource while a plan is applied. */
export interface ApplyEvent {
  readonly kind: 'start' | 'progress' | 'complete' | 'errored';
  readonly address: string;
  /** `create`, `update`, `delete` */
  readonly action: string;
}

/** Carries out a plan; it ends in its own way when the run is interrupted. */
export type Apply = (onEvent?: (event: ApplyEvent) => void) => Promise<readonly Diagnostic[]>;

/**
 * Terraform, or what `TERRAFORM_BINARY_NAME` names instead, in the folder of one stack. Providers are installed and the
 * state is connected when it says that they must be.
 * @see https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/environment-variables
 */
export class Terraform {
  private readonly program = terraformProgram();

  /** @param directory - where the stack's `cdk.tf.json` is */
  constructor(private readonly directory: string) {}

  /** Plans what an apply would do. */
  plan(options: PlanOptions = {}): Promise<Planned> {
    return this.withPlan(options, async (planned) => planned);
  }

  /**
   * Plans, and has the plan looked at before it is applied or dropped.
   * @param decide - what becomes of the plan; `apply` carries out this very plan, and returns the errors that it met
   */
  withPlan<T>(options: PlanOptions, decide: (planned: Planned, apply: Apply) => Promise<T>): Promise<T> {
    const { refresh = true, destroy = false, replace = [], targets = [] } = options;
    return inPrivateFolder(async (folder) => {
      requireSaved(this.directory);
      await requireWhole(this.directory);
      requireSpace(this.directory, '');
      const file = options.file ?? join(folder, 'plan');
      const args = [
        ...['-input=false', LOCK_TIMEOUT, '-json', `-out=${file}`, `-refresh=${refresh}`],
        ...(destroy ? ['-destroy'] : []),
        ...replace.map((address) => `-replace=${address}`),
        ...targets.map((address) => `-target=${address}`),
      ];
      let isWorthPrinting = false;
      const errors = await this.inJson(folder, 'plan', args, (line) => {
        isWorthPrinting ||= tellsOfChange(messageIn(line));
      });
      const isPrinted = existsSync(file) && (isWorthPrinting || errors.length > 0);
      const planned = isPrinted ? { json: await this.showPlan(file), errors } : { errors };
      return decide(planned, (onEvent) => this.apply(file, onEvent));
    });
  }

  /** A saved plan, as `terraform show -json` prints it, secrets too. */
  async showPlan(file: string): Promise<string> {
    return fromBrace(await this.read('show', '-json', '-no-color', file));
  }

  /**
   * Carries out a saved plan.
   * @returns the errors that it met; what was done until then is done, and in the state
   */
  apply(file: string, onEvent: (event: ApplyEvent) => void = () => undefined): Promise<readonly Diagnostic[]> {
    return inPrivateFolder((folder) => {
      const done = this.inJson(folder, 'apply', ['-input=false', LOCK_TIMEOUT, '-json', file], (line) => {
        keepPrintedState(this.directory, line);
        const { type = '', hook } = messageIn(line);
        const kind = kinds[type];
        const address = hook?.resource?.addr;
        if (kind === undefined || address === undefined) return;
        onEvent({ kind, address, action: hook?.action ?? '' });
      });
      // It was killed, or could not say what is wrong: what was done is done all the same.
      return done.catch((error: unknown) => {
        if (!(error instanceof CommandError)) throw error;
        return [{ summary: error.reason, detail: '' }];
      });
    });
  }

  /** The stack's outputs, secrets too; empty before the first apply. */
  async outputs(): Promise<Readonly<Record<string, { readonly value: unknown }>>> {
    await requireWhole(this.directory);
    return localState(this.directory)?.outputs ?? JSON.parse(await this.readState('output', '-json'));
  }

  /** The state, secrets too. */
  async state(): Promise<State> {
    await requireWhole(this.directory);
    return readState(localState(this.directory)?.text ?? (await this.readState('state', 'pull')));
  }

  /**
   * Waits until nobody changes the state.
   * @returns the errors that it met; empty when nobody does
   */
  async untilUnlocked(): Promise<readonly Diagnostic[]> {
    await requireWhole(this.directory);
    return inPrivateFolder((folder) =>
      this.inJson(folder, 'plan', ['-input=false', LOCK_TIMEOUT, '-json', '-refresh=false']),
    );
  }

  /**
   * Has the state forget resources, which stay as they are.
   * @throws CommandError when the state holds none of them
   */
  async forget(addresses: readonly string[]): Promise<void> {
    await this.locked('state', ['rm', LOCK_TIMEOUT, ...addresses]);
  }

  /**
   * Takes something that exists into the state.
   * @param id - the provider's id of it
   */
  async adopt(address: string, id: string): Promise<void> {
    await this.locked('import', ['-input=false', '-no-color', LOCK_TIMEOUT, address, id]).catch(
      async (error: unknown) => {
        // The command configures all providers, and before the first apply the password of one of them is not known.
        const isTooEarly = error instanceof CommandError && UNKNOWN_UNTIL_APPLY.test(error.reason);
        if (!isTooEarly || !(await this.adoptByPlan(address, id))) throw error;
      },
    );
  }

  /**
   * Saves a state, unless the one that is there is newer or another stack's.
   * @param file - of a state that could not be saved
   * @throws CommandError when it is refused, or cannot be saved
   */
  async push(file: string): Promise<void> {
    await this.locked('state', ['push', LOCK_TIMEOUT, resolve(file)]);
  }

  /** Has the state take a resource for complete. */
  async untaint(address: string): Promise<void> {
    await this.locked('untaint', ['-no-color', LOCK_TIMEOUT, address]);
  }

  /**
   * Takes something into the state by a plan for it alone, which needs its own provider only.
   * @returns whether it is there: a plan that would make or replace something is not carried out
   */
  private async adoptByPlan(address: string, id: string): Promise<boolean> {
    const file = join(this.directory, 'rabbitmq-cdk-adopt.tf.json');
    writeFileSync(file, JSON.stringify({ import: [{ to: address, id }] }));
    try {
      return await this.withPlan({ targets: [address] }, async ({ json, errors }, apply) => {
        const resources = json === undefined ? [] : readPlan(json, file).resources;
        const isTaken = resources.some((one) => one.address === address && one.importId === id);
        const isInPlace = resources.every(({ action }) => action === 'none' || action === 'update');
        return errors.length === 0 && isTaken && isInPlace && (await apply()).length === 0;
      });
    } finally {
      rmSync(file, { force: true });
    }
  }

  /** Reads what only providers understand. */
  private async read(...args: readonly string[]): Promise<string> {
    const ask = () => run(this.program, [`-chdir=${this.directory}`, ...args]);
    return ask().catch(async (error: unknown) => {
      if (!needsInit(error)) throw error;
      await this.init();
      return ask();
    });
  }

  /** Reads what the state says by itself: that needs no providers, which perhaps cannot be installed here. */
  private async readState(...args: readonly string[]): Promise<string> {
    const said = await run(this.program, [`-chdir=${this.directory}`, ...args]).catch((error: unknown) => {
      if (!needsInit(error)) throw error;
      return inStateFolder(this.program, this.directory, (folder, env) =>
        run(this.program, [`-chdir=${folder}`, ...args], { env }),
      );
    });
    return fromBrace(said);
  }

  /** Runs a command that prints messages in JSON, and gives its errors. */
  private async inJson(
    folder: string,
    command: string,
    args: readonly string[],
    onLine: (line: string) => void = () => undefined,
  ): Promise<readonly Diagnostic[]> {
    const attempt = async (): Promise<readonly Diagnostic[]> => {
      const lines: string[] = [];
      const failure = await this.apart(folder, command, args, (line) => {
        if (messageIn(line).type === 'state_lock_acquire') process.stderr.write('waiting for the state lock\n');
        if (!line.startsWith('{') || line.includes('"diagnostic"')) lines.push(line);
        onLine(line);
      });
      const errors = errorsIn(lines);
      if (failure !== undefined && errors.length === 0) throw failure(lines.join('\n'));
      return errors;
    };
    const errors = await attempt();
    if (!errors.some(({ summary, detail }) => NEEDS_INIT.test(`${summary} ${detail}`))) return errors;
    await this.init();
    return attempt();
  }

  private async locked(command: string, args: readonly string[]): Promise<void> {
    await requireWhole(this.directory);
    const attempt = () =>
      inPrivateFolder(async (folder) => {
        const lines: string[] = [];
        const failure = await this.apart(folder, command, args, (line) => lines.push(line));
        if (failure !== undefined) throw failure(lines.join('\n'));
      });
    await attempt().catch(async (error: unknown) => {
      if (!needsInit(error)) throw error;
      await this.init();
      await attempt();
    });
  }

  private async init(): Promise<void> {
    await inPrivateFolder(async (folder) => {
      const lines: string[] = [];
      const args = ['-input=false', '-no-color'];
      const failure = await this.apart(folder, 'init', args, (line) => lines.push(line));
      if (failure !== undefined) throw failure(lines.join('\n'));
    });
  }

  /**
   * Runs Terraform so that it ends in its own way, with its state saved and its lock released, whatever becomes of us.
   * @returns undefined when it did what it should, else what makes an error of what it said
   */
  private async apart(
    folder: string,
    command: string,
    args: readonly string[],
    onLine: (line: string) => void,
  ): Promise<((said: string) => CommandError) | undefined> {
    const words = [`-chdir=${this.directory}`, command, ...args];
    const log = join(folder, `${command}.log`);
    const { exitCode, error } = await interruption.shield('Terraform', (signal) =>
      runApart(this.program, words, { log, onLine, signal, heeds: command === 'apply' ? begins : undefined }),
    );
    // What is applied until then is told apart; everything else begins anew.
    if (command !== 'apply') interruption.throwIfInterrupted();
    if (exitCode === 0) return undefined;
    const reason =
      error === undefined
        ? undefined
        : error.code === 'ENOENT'
          ? 'the program was not found; install it'
          : error.message;
    return (said) =>
      new CommandError([this.program, ...words].join(' '), reason ?? (said.trim() || 'it was killed'), exitCode, said);
  }
}

/** The JSON that was printed: OpenTofu prints what it warns of before it, and not beside it. */
function fromBrace(printed: string): string {
  return printed.slice(Math.max(printed.search(/^\{/m), 0));
}

/**
 * Whether what Terraform says while it plans is that something changes. What is other than the state says is not asked for:
 * what went is planned to be made again, and after every apply the providers tell null from empty.
 */
function tellsOfChange({ type, outputs = {} }: TerraformMessage): boolean {
  if (type === 'outputs') return Object.values(outputs).some(({ action }) => action !== 'noop');
  return type === 'planned_change';
}

/** Before it has begun Terraform forgets that it was interrupted (seen in 1.11). */
function begins(line: string): boolean {
  return messageIn(line).type === 'apply_start';
}

/** How long to wait for who changes the state. */
const LOCK_TIMEOUT = '-lock-timeout=300s';

function needsInit(error: unknown): boolean {
  return error instanceof CommandError && NEEDS_INIT.test(error.reason);
}

/** What Terraform and OpenTofu say where providers are not installed or the state is not connected. */
const NEEDS_INIT = /\b(?:terraform|tofu) init\b|initialization required/i;

/** What Terraform and OpenTofu say where a provider is configured by what is still to be made. */
const UNKNOWN_UNTIL_APPLY = /cannot be determined until apply/;

const kinds: Readonly<Record<string, ApplyEvent['kind']>> = {
  apply_start: 'start',
  apply_progress: 'progress',
  apply_complete: 'complete',
  apply_errored: 'errored',
};
