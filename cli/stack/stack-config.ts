import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../program/user-error';

/** What a synthesized stack gives to Terraform: the parts of its `cdk.tf.json` that commands look at. */
export interface StackConfig {
  readonly terraform?: {
    /** Where the state is kept, by the kind of place: `local`, `s3`, … */
    readonly backend?: Readonly<Record<string, Block>>;
  };
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  /** The attributes of what is declared, by type and id. */
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

type Block = Readonly<Record<string, unknown>>;

/**
 * Reads a stack's `cdk.tf.json`.
 * @param directory - the stack's folder in `cdktf.out`
 * @throws UserError when it cannot be read, or is no JSON
 */
export function stackConfig(directory: string): StackConfig {
  const file = join(directory, 'cdk.tf.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      `'${file}' ${code === undefined ? 'is no JSON' : `cannot be read (${code})`}; synthesize again`,
    );
  }
}

/** The aliases of the providers of a stack's brokers; that of its first broker has none. */
export function brokerAliases({ provider = {} }: StackConfig): readonly string[] {
  return (provider['rabbitmq'] ?? []).flatMap(({ alias }) => (typeof alias === 'string' ? [alias] : []));
}
