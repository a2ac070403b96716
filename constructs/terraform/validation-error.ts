import type { IConstruct } from 'constructs';

/** Props that cannot be: all the faults of one construct, with its path. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError';

  /**
   * Says every fault with the construct's path.
   * @param construct - whose props they are, or the path that it would have had
   * @param faults - at least one
   */
  constructor(construct: IConstruct | string, faults: readonly string[]) {
    const path = typeof construct === 'string' ? construct : construct.node.path;
    // Neither is kept: Node would print a whole tree of constructs below the message.
    super(faults.map((fault) => `[${path}] ${fault}`).join('\n'));
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
