/** What Terraform says is wrong. */
export interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
  /** The address of the resource it is about. */
  readonly address?: string;
}

/**
 * The errors among what Terraform prints with `-json`: one message a line, with whatever it says on its standard error
 * between.
 */
export function errorsIn(lines: readonly string[]): readonly Diagnostic[] {
  return lines.flatMap((line) => {
    const { diagnostic } = messageIn(line);
    if (diagnostic === undefined || diagnostic.severity !== 'error' || isEcho(diagnostic)) return [];
    const { summary, detail, address } = diagnostic;
    return [{ summary, detail, address }];
  });
}

/** A message of Terraform's machine-readable output. */
export interface TerraformMessage {
  readonly '@message'?: string;
  readonly type?: string;
  readonly diagnostic?: Diagnostic & { readonly severity: string };
  readonly hook?: {
    readonly resource?: { readonly addr?: string };
    readonly action?: string;
    readonly elapsed_seconds?: number;
  };
  /** What becomes of each output. */
  readonly outputs?: Readonly<Record<string, { readonly action?: string }>>;
}

/** The message of a line; an empty one where the line is none. */
export function messageIn(line: string): TerraformMessage {
  if (!line.startsWith('{')) return {};
  try {
    return JSON.parse(line);
  } catch {
    // A killed program leaves half a line.
    return {};
  }
}

/**
 * What an error says is protected, and so not destroyed: its address. Terraform and OpenTofu have different words for it.
 * @returns undefined when the error is another
 */
export function protectedAddress({ summary, detail, address }: Diagnostic): string | undefined {
  if (!/\binstance cannot be destroyed$/i.test(summary)) return undefined;
  return address ?? /^Resource (?:instance )?(\S+) has/.exec(detail)?.[1] ?? summary;
}

/** What is wrong, in one line; with the remedy where a variable has no value. */
export function sentenceOf({ summary, detail }: Diagnostic): string {
  const variable = /^No value for required variable.*variable "([^"]+)"/s.exec(`${summary}: ${detail}`)?.[1];
  if (variable !== undefined) return `variable '${variable}' has no value: set TF_VAR_${variable}`;
  return (detail === '' ? summary : `${summary}: ${detail}`).replaceAll(/\s+/g, ' ').trim();
}

/** OpenTofu says of a remote state that it could not read it, beside the error that says why. */
function isEcho({ summary, detail }: Diagnostic): boolean {
  return summary.endsWith(': Unable to read remote state') && detail === '';
}
