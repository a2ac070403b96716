import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { version } from '../../package.json';
import { candidates } from '../completion/candidates';
import { ExitCode } from '../program/exit-code';
import type { CliCommand, LazyCommand } from '../program/program';
import { readAppConfig } from '../stack/app-config';

const shells = ['bash', 'zsh', 'fish'];
const program = 'rabbitmq-cdk';

/**
 * `rabbitmq-cdk completion`: scripts for shells, and the answers that these ask for.
 * @param commands - the commands of the program, of which only the called one is loaded
 */
export function completionCommand(commands: Readonly<Record<string, LazyCommand>>): CliCommand {
  return {
    register(parent, exit) {
      const completion = parent
        .command('completion')
        .description(
          'Prints a script that completes commands, options, their values, stacks and files when the Tab key is pressed. Load it ' +
            `in the shell's start-up file: source <(${program} completion bash). The script calls ${program}, which must be on PATH.`,
        )
        .addArgument(new Argument('<shell>', 'the shell').choices(shells))
        .action(async (shell: string) => {
          const { script } = await import('@bomb.sh/tab');
          script(shell, program, `${program} completion`);
          // The script leaves names of files to bash, which must be told to offer them.
          if (shell === 'bash') console.log('complete -o default -F __rabbitmq_cdk_complete rabbitmq-cdk');
          exit(ExitCode.ok);
        });
      completion
        .command('complete', { hidden: true })
        .argument('[words...]')
        .action((words: readonly string[]) => {
          const { values, files } = candidates(withCalled(commands, words), words, stacksOf);
          // The protocol of the scripts: a candidate a line, then whether the shell offers files as well.
          for (const { value, description } of values) console.log(`${value}\t${description}`);
          console.log(files ? ':0' : ':4');
        });
    },
  };
}

/** The program with the names of all commands, and the options of the one that the words call. */
function withCalled(commands: Readonly<Record<string, LazyCommand>>, words: readonly string[]): Command {
  const called = words.slice(0, -1).find((word) => !word.startsWith('-'));
  const described = new Command(program).version(version);
  for (const [name, { summary, load }] of Object.entries(commands)) {
    if (name === called) load().register(described, () => undefined);
    else described.command(name).summary(summary);
  }
  return described;
}

/** The stacks that were synthesized last: running the app would take seconds. */
function stacksOf(): readonly string[] {
  try {
    const file = join(readAppConfig().output, 'manifest.json');
    const manifest: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    return Object.keys((manifest as { readonly stacks?: object }).stacks ?? {});
  } catch {
    // A line can be completed where no app is.
    return [];
  }
}
