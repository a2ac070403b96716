import type { IConstruct } from 'constructs';
import { ValidationError } from '../../model/validation-error';

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
