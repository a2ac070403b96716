import type { PlannedResource } from '../../terraform/plan';

/** Whether an apply was interrupted before it had completed something; `heal` takes what of it runs for complete. */
export function isUnfinished({ reason }: Pick<PlannedResource, 'reason'>): boolean {
  return reason === 'replace_because_tainted';
}

/** What becomes of it. It was never there for anybody, so that nothing is lost. */
export const madeAgain = 'is made again: an apply was interrupted before it had completed it';
