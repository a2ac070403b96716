import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The project's root. */
export const projectRoot = resolve(__dirname, '..');

/** What the lab keeps for this checkout: the engine's log and process id. */
export const stateFolder = join(projectRoot, '.cache', 'lab');

/** What the lab built and any checkout can use again: `$XDG_CACHE_HOME/rabbitmq-cdk`, by default under `~/.cache`. */
export const cacheFolder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'rabbitmq-cdk');
