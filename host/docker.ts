import { type CommandOptions, run } from './command';

/**
 * Runs the Docker command line: `docker(['ps', '--quiet'])`.
 * @returns its standard output, without white space at the end
 * @throws CommandError with what the engine said
 */
export function docker(args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return run('docker', args, options);
}
