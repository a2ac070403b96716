import type { Orphan } from '../deploy/orphans';
import { ask } from './ask';

/** Asks who sits at the terminal whether something that exists and is in no state is taken care of. */
export async function confirmCure({ kind, cure }: Orphan): Promise<boolean> {
  return (await ask(`${questions[cure](kind)} Type '${cure}' to do so: `)) === cure;
}

const questions: Readonly<Record<Orphan['cure'], (kind: Orphan['kind']) => string>> = {
  adopt: (kind) => `Take the ${kind} into the state?`,
  remove: (kind) => `Remove the ${kind}, which a deploy makes again?`,
};
