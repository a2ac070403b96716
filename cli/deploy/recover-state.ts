import { rmSync } from 'node:fs';
import { CommandError } from '../../host/command';
import { UserError } from '../program/user-error';
import type { SynthesizedStack } from '../stack/app';
import { setAsideCutOff } from '../terraform/cut-off-state';
import { Terraform } from '../terraform/terraform';
import { unsavedState } from '../terraform/unsaved-state';

/**
 * Puts back the state that an earlier run could not save, if there is one. Terraform refuses it where the state has changed
 * since.
 * @param say - told what is about to be done
 * @throws UserError when it is refused, or cannot be saved yet
 */
export async function recoverState({ directory }: SynthesizedStack, say: (message: string) => void): Promise<void> {
  const file = unsavedState(directory);
  if (file === undefined) return;
  say(`putting back the state of an earlier run, which could not save it: ${file}`);
  setAsideCutOff(directory);
  await new Terraform(directory).push(file).catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
    throw new UserError(
      `the state that an earlier run could not save is in '${file}', and cannot be put back: ${error.reason.replaceAll(/\s+/g, ' ')}; nothing was begun; ` +
        'once it can be saved, retry; where the state has changed since, import what only that file has, and delete it',
    );
  });
  rmSync(file);
}
