import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stackConfig, type StackConfig } from '../stack/stack-config';
import { isAlive } from './private-folder';
import { keepUnsavedState } from './unsaved-state';

const CONFIG = 'cdk.tf.json';

/**
 * Works in a folder beside the one of a stack in which all is the same, its state and providers too, but what is declared:
 * what Terraform is given there is never taken for the stack's own, however the work ends.
 * @param directory - the stack's folder in `cdktf.out`
 * @param change - what is declared instead
 * @param work - gets the folder, which goes afterwards
 */
export async function withChangedConfig<T>(
  directory: string,
  change: (config: StackConfig) => StackConfig,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const config = change(stackConfig(directory));
  const [parent, name] = [dirname(directory), basename(directory)];
  // Beside it, so that relative paths lead to the same files.
  const prefix = `.${name}.beside.`;
  for (const left of readdirSync(parent).filter((entry) => entry.startsWith(prefix))) {
    if (!isAlive(Number(left.slice(prefix.length)))) remove(join(parent, left), directory);
  }
  const folder = join(parent, `${prefix}${process.pid}`);
  remove(folder, directory);
  mkdirSync(folder);
  const removeOnExit = (): void => remove(folder, directory);
  process.once('exit', removeOnExit);
  try {
    for (const entry of readdirSync(directory)) {
      if (entry !== CONFIG) symlinkSync(join('..', name, entry), join(folder, entry));
    }
    writeFileSync(join(folder, CONFIG), JSON.stringify(config));
    return await work(folder);
  } finally {
    process.removeListener('exit', removeOnExit);
    remove(folder, directory);
  }
}

/** Removes the folder, but no state that Terraform could not save. */
function remove(folder: string, directory: string): void {
  keepUnsavedState(folder, directory);
  rmSync(folder, { recursive: true, force: true });
}
