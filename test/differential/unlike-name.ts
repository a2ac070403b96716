import { createHash } from 'node:crypto';

/** A name that has nothing in common with others, so that many of one definition take several policies. */
export function unlikeName(index: number): string {
  return `q${createHash('sha256').update(`${index}`).digest('base64url').slice(0, 30)}`;
}
