import { Command, Option } from 'commander';
import { candidates } from '../../../cli/completion/candidates';

describe('the candidates for a word', () => {
  const program = new Command('rabbitmq-cdk').version('1.0.0');
  program.command('check').summary('validate files').argument('<file...>').option('--strict').option('--pack <pack>');
  program
    .command('review')
    .argument('[STACK...]')
    .addOption(new Option('--format <format>', 'the form').choices(['text', 'json']))
    .option('--out <folder>');
  program.command('backup').argument('<url>').argument('<folder>');
  const at = (...words: readonly string[]) => {
    const { values, files } = candidates(program, words, () => ['single-node', 'cluster']);
    return { values: values.map(({ value }) => value), files };
  };

  test('are the commands at first, with what they do', () => {
    expect(at('').values).toEqual(['check', 'review', 'backup', 'help']);
    expect(candidates(program, ['ch'], () => []).values).toEqual([{ value: 'check', description: 'validate files' }]);
  });

  test('are options after a hyphen, of the program or of the command', () => {
    expect(at('--v').values).toEqual(['--version']);
    expect(at('check', '--').values).toEqual(['--strict', '--pack', '--help']);
    expect(at('check', 'one.json', '--st').values).toEqual(['--strict']);
  });

  test("are an option's choices, or files, or nothing where any text may be", () => {
    expect(at('review', '--format', 'j')).toEqual({ values: ['json'], files: false });
    expect(at('review', '--out', '')).toEqual({ values: [], files: true });
    expect(at('check', '--pack', '')).toEqual({ values: [], files: false });
  });

  test('are stacks where stacks are arguments, as many as may be', () => {
    expect(at('review', '')).toEqual({ values: ['single-node', 'cluster'], files: false });
    expect(at('review', '--format', 'json', 'single-node', 'cl').values).toEqual(['cluster']);
  });

  test('are files where files are arguments, and nothing after the last argument', () => {
    expect(at('check', '--strict', '')).toEqual({ values: [], files: true });
    expect(at('backup', '')).toEqual({ values: [], files: false });
    expect(at('backup', 'http://127.0.0.1:15672', '')).toEqual({ values: [], files: true });
    expect(at('backup', 'http://127.0.0.1:15672', 'folder', '')).toEqual({ values: [], files: false });
  });

  test('are none of a command that does not exist', () => {
    expect(at('chekc', '')).toEqual({ values: [], files: false });
  });
});
