import { findPromtool, type Promtool } from '../../../../lab/promtool';
import { Unavailable } from '../../../../lab/unavailable';

const found = promtoolOrReason();

/** promtool of this machine; where there is none, {@link describeWithPromtool} skips what would call it. */
export const promtool: Promtool = typeof found === 'string' ? () => ({ isOk: false, output: found }) : found;

/** `describe` for tests that promtool judges: where the machine lacks it they are skipped, and the title says why. */
export function describeWithPromtool(title: string, tests: () => void): void {
  const block = typeof found === 'string' ? describe.skip : describe;
  block(typeof found === 'string' ? `${title} (${found})` : title, tests);
}

function promtoolOrReason(): Promtool | string {
  try {
    return findPromtool();
  } catch (error) {
    if (error instanceof Unavailable) return error.message;
    throw error;
  }
}
