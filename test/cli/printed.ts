import { run } from '../../cli/program/program';

/** What a command prints in a test. */
export interface Printed {
  output: string;
  errors: string;
}

/** Catches what is printed during each test of a file, or of the block in which it is called; it begins empty each time. */
export function catchPrinted(): Printed {
  const printed: Printed = { output: '', errors: '' };
  const into = (stream: keyof Printed) => (text: unknown) => {
    printed[stream] += String(text);
    return true;
  };
  beforeEach(() => {
    Object.assign(printed, { output: '', errors: '' });
    jest.spyOn(process.stdout, 'write').mockImplementation(into('output'));
    jest.spyOn(process.stderr, 'write').mockImplementation(into('errors'));
  });
  afterEach(() => jest.restoreAllMocks());
  return printed;
}

/**
 * Runs a command of the command line.
 * @param printed - of {@link catchPrinted}
 * @returns its exit code, and what it alone printed
 */
export async function ran(
  printed: Printed,
  words: readonly string[],
  commands: Parameters<typeof run>[1],
): Promise<Printed & { readonly code: number }> {
  Object.assign(printed, { output: '', errors: '' });
  const code = await run(words, commands);
  return { code, ...printed };
}
