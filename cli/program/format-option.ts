import { Option } from 'commander';

/**
 * The option `--format`: text for people or JSON for programs.
 * @param shape - what the JSON looks like
 */
export function formatOption(shape: string): Option {
  return new Option('--format <format>', `text, or json: ${shape}`).choices(['text', 'json']).default('text');
}
