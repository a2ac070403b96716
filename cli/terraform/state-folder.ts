import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../../host/command';
import { stackConfig } from '../stack/stack-config';
import { inPrivateFolder } from './private-folder';

/**
 * A folder from which Terraform reaches the state of a stack and nothing else: it knows where the state is kept, and needs no
 * provider, so that none has to be installed.
 * @param program - Terraform
 * @param directory - that of the stack
 * @param work - gets the folder, and the environment for commands there
 * @throws CommandError when the state cannot be reached
 */
export function inStateFolder<T>(
  program: string,
  directory: string,
  work: (folder: string, env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  return inPrivateFolder(async (folder) => {
    const { backend = {} } = stackConfig(directory).terraform ?? {};
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ terraform: { backend: placed(backend, directory) } }));
    // The folder that this variable names may be that of the stack, or shared.
    const env = { TF_DATA_DIR: join(folder, '.terraform') };
    // Providers that the state names are looked for where none is, after the state was connected: that it fails says nothing.
    const init = [`-chdir=${folder}`, 'init', '-input=false', '-no-color', `-plugin-dir=${folder}`];
    const failed = await run(program, init, { env }).then(
      () => undefined,
      (error: unknown) => error,
    );
    return work(folder, env).catch((error: unknown) => {
      throw failed ?? error;
    });
  });
}

/** A file of a state stays where it is, seen from elsewhere. */
function placed(backend: Backend, directory: string): Backend {
  const { local } = backend;
  return typeof local?.['path'] === 'string'
    ? { local: { ...local, path: resolve(directory, local['path']) } }
    : backend;
}

type Backend = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
