import type { IConstruct } from 'constructs';

/** Props that cannot be: all the faults of one construct, with its path. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError';

  constructor(
    readonly construct: IConstruct,
    readonly faults: readonly string[],
  ) {
    super(`[${construct.node.path}] ${faults.join(`\n[${construct.node.path}] `)}`);
  }
}

/**
 * Throws when anything is wrong with a construct's props.
 * @param construct - whose props they are
 * @param faults - what each check said: nothing, one fault or several
 * @throws ValidationError that names every fault
 */
export function refuse(construct: IConstruct, ...faults: readonly (string | undefined | readonly string[])[]): void {
  const all = faults.flat().filter((fault) => fault !== undefined);
  if (all.length > 0) throw new ValidationError(construct, all);
}

/** The fault, unless what must hold does. */
export function unless(holds: boolean, fault: string): string | undefined {
  return holds ? undefined : fault;
}
