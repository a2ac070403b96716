import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '../../lab/folders';
import type { CliCommand } from '../../cli/program/program';
import { jsonOutputOf, schemaOf } from './json-output';

const folder = join(projectRoot, 'cli/commands');
const schemas = readdirSync(join(projectRoot, 'schemas')).map((file) => file.replace('.schema.json', ''));

describe('the schemas of JSON output', () => {
  test('are one for each command that prints JSON, and no others', async () => {
    const program = new Command();
    for (const file of readdirSync(folder)) {
      const exported = Object.values((await import(join(folder, file))) as Record<string, unknown>);
      for (const one of exported.filter(isCommand)) one.register(program, () => undefined);
    }
    const printing = program.commands
      .filter(({ options }) =>
        options.some(({ long, argChoices }) => long === '--format' && argChoices?.includes('json')),
      )
      .map((command) => command.name());

    expect(printing.sort()).toEqual(schemas.sort());
  });

  test.each(schemas)('are compared with what a test of the command got: %s', (command) => {
    expect(sources.some((source) => source.includes(`jsonOutputOf('${command}', `))).toBe(true);
  });

  test.each(schemas)('are linked from the page about them: %s', (command) => {
    const page = readFileSync(join(projectRoot, 'docs/json-output.md'), 'utf8');

    expect(page).toContain(`(../schemas/${command}.schema.json)`);
  });

  test.each(schemas)('refuse what is not of their shape: %s', (command) => {
    for (const value of [null, 'text', { unknown: 1 }, [{ unknown: 1 }]]) expect(schemaOf(command)(value)).toBe(false);
  });

  test('say where an output does not match', () => {
    expect(() => jsonOutputOf('can', '{ "allowed": "yes", "needs": [] }')).toThrow(
      /schemas\/can\.schema\.json: data must have required property 'because', data\/allowed must be boolean/,
    );
  });
});

const tests = join(projectRoot, 'test');
const sources = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.includes('json-schemas'))
  .map((file) => readFileSync(join(tests, file), 'utf8'));

function isCommand(exported: unknown): exported is CliCommand {
  return typeof exported === 'object' && exported !== null && 'register' in exported;
}
