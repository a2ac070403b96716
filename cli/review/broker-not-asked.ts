import type { Caveat } from './stack-review';

/**
 * The caveat that a broker did not tell what it has.
 * @param why - the error
 * @param unknown - what the review lacks therefore, as a clause
 */
export function brokerNotAsked({ message: why }: Error, unknown: string): Caveat {
  return { kind: 'broker-not-asked', message: `its broker could not be queried (${why}); ${unknown}` };
}

/** What a review lacks where nobody knows what is on a broker beside what is declared. */
export const UNDECLARED_UNKNOWN = 'undeclared objects are not listed';
