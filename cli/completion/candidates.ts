import type { Argument, Command, Option } from 'commander';

/** What a shell may offer for the word at the cursor. */
export interface Candidates {
  readonly values: readonly Candidate[];
  /** Whether names of files are offered too. */
  readonly files: boolean;
}

/** A word that the shell may insert, and a description for shells that show one. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** A value of these is a path. */
const path = /file|folder|dir|what/i;
/** A value of these is a stack of the app. */
const stack = /stack/i;

/**
 * Completes a command line.
 * @param program - the program, with the options of the command that the line calls
 * @param words - the words after the program's name; the last is the one at the cursor, empty after a blank
 * @param stacks - names the stacks of the app; called only when they are candidates
 */
export function candidates(program: Command, words: readonly string[], stacks: () => readonly string[]): Candidates {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? '';
  const called = before.find((word) => !word.startsWith('-'));
  if (called === undefined)
    return startingWith(current, current.startsWith('-') ? flagsOf(program) : commandsOf(program));
  const command = program.commands.find((one) => one.name() === called);
  if (command === undefined) return nothing;

  const given = before.slice(before.indexOf(called) + 1);
  const option = optionNamed(command, given.at(-1));
  if (option?.required === true) return startingWith(current, ...valuesOf(option, option.flags, stacks));
  if (current.startsWith('-')) return startingWith(current, flagsOf(command));
  const argument = argumentAt(command, positionals(command, given));
  return argument === undefined ? nothing : startingWith(current, ...valuesOf(argument, argument.name(), stacks));
}

const nothing: Candidates = { values: [], files: false };

function startingWith(current: string, values: readonly Candidate[], files = false): Candidates {
  return { values: values.filter(({ value }) => value.startsWith(current)), files };
}

function commandsOf(program: Command): readonly Candidate[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .map((command) => ({ value: command.name(), description: command.summary() || command.description() }));
}

function flagsOf(command: Command): readonly Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map(({ long, short, description }) => ({ value: long ?? short ?? '', description }));
}

function optionNamed(command: Command, word: string | undefined): Option | undefined {
  return command.options.find(({ long, short }) => word !== undefined && (word === long || word === short));
}

/** How many of the words are arguments: neither options nor their values. */
function positionals(command: Command, words: readonly string[]): number {
  return words.filter((word, at) => !word.startsWith('-') && optionNamed(command, words[at - 1])?.required !== true)
    .length;
}

function argumentAt({ registeredArguments }: Command, index: number): Argument | undefined {
  const last = registeredArguments.at(-1);
  return registeredArguments[index] ?? (last?.variadic === true ? last : undefined);
}

/** The values of an option or argument: its choices, else what its placeholder says. */
function valuesOf(
  { argChoices }: { readonly argChoices?: readonly string[] },
  placeholder: string,
  stacks: () => readonly string[],
): [readonly Candidate[], boolean] {
  if (argChoices !== undefined) return [argChoices.map((value) => ({ value, description: '' })), false];
  const names = stack.test(placeholder) ? stacks() : [];
  return [names.map((value) => ({ value, description: 'stack' })), path.test(placeholder)];
}
