import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../host/command';
import { projectRoot } from '../../lab/folders';
import { atTerminal, describeAtTerminal } from '../terminal';

jest.setTimeout(600_000);

/** The packed program, which is alone on PATH, and the script that it prints for each shell. */
const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-package-completion-'));
const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
const script = (shell: string) => join(folder, `script.${shell}`);
// Inside the project, so that the program finds its dependencies.
const dist = join(projectRoot, '.cache/completion-dist');
afterAll(() => [folder, dist].forEach((one) => rmSync(one, { recursive: true, force: true })));

beforeAll(async () => {
  await run(join(projectRoot, 'node_modules/.bin/tsx'), [join(projectRoot, 'packaging/build.ts'), dist]);
  const program = join(dist, 'cli/main.js');
  const onPath = `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`;
  writeFileSync(join(folder, 'rabbitmq-cdk'), onPath, { mode: 0o755 });
  for (const shell of ['bash', 'zsh', 'fish'])
    writeFileSync(script(shell), await run(process.execPath, [program, 'completion', shell]));
});

/** `describe` for a shell: where the machine lacks it the tests are skipped, and the title says so. */
function describeIn(shell: string, title: string, tests: () => void): void {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  const block = isThere ? describe : describe.skip;
  block(isThere ? title : `${title} (${shell} is not installed)`, tests);
}

describeIn('bash', 'in bash the packed program', () => {
  test('completes an option', async () => {
    // What bash sets when the Tab key is pressed.
    const pressed = `_get_comp_words_by_ref() { cur=--form; prev=review; words=(rabbitmq-cdk review --form); cword=2; }
      source '${script('bash')}'
      COMP_LINE='rabbitmq-cdk review --form' COMP_POINT=26 COMP_CWORD=2 COMP_WORDS=(rabbitmq-cdk review --form)
      __rabbitmq_cdk_complete; printf '%s\\n' "\${COMPREPLY[@]}"`;

    expect((await run('bash', ['-c', pressed], { env })).trim()).toBe('--format');
  });
});

describeIn('fish', 'in fish the packed program', () => {
  test.each([
    ['rabbitmq-cdk revi', ['review']],
    ['rabbitmq-cdk review --form', ['--format']],
    ['rabbitmq-cdk review --format ', ['json', 'markdown', 'text']],
  ])('completes %j', async (line, candidates) => {
    const said = await run('fish', ['--no-config', '-c', `source '${script('fish')}'; complete -C '${line}'`], { env });

    const offered = said
      .trim()
      .split('\n')
      .map((one) => one.split('\t')[0]);
    expect(offered).toEqual(candidates);
  });
});

describeIn('zsh', 'in zsh the packed program', () => {
  describeAtTerminal('at a terminal', () => {
    test('completes an option where the Tab key is pressed', async () => {
      const setup = `PS1='ask> '; autoload -U compinit; compinit -u -d '${join(folder, 'dump')}'; source '${script('zsh')}'; echo is"" ready`;
      const { said } = await atTerminal(
        ['zsh', '-f', '-i'],
        [
          [/[%#] /, setup],
          [/is ready[^]*ask> /, 'rabbitmq-cdk review --form\t'],
          [/argument missing[^]*ask> /, 'exit'],
        ],
        { cwd: folder, env },
      );

      expect(said).toContain("error: option '--format <format>' argument missing");
    });
  });
});
