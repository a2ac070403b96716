import { healCommand } from './commands/heal';
import { run, type CliCommand } from './program';

const commands: readonly CliCommand[] = [healCommand];

void run(process.argv.slice(2), commands).then((code) => {
  process.exitCode = code;
});
