import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stackConfig } from '../stack/stack-config';

/**
 * The file of a state that is kept in one.
 * @param directory - that of the stack
 * @returns undefined where the state is kept elsewhere
 */
export function stateFile(directory: string): string | undefined {
  const path = stackConfig(directory).terraform?.backend?.['local']?.['path'];
  return typeof path === 'string' ? resolve(directory, path) : undefined;
}

/** A state as its file has it. */
export interface LocalState {
  /** What `terraform state pull` prints; empty before the first apply. */
  readonly text: string;
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>>;
}

/**
 * Reads a state in a file, for which Terraform need not be started: it takes a third of a second for that.
 * @param directory - that of the stack
 * @returns undefined where it is Terraform's to read: a state that is kept elsewhere, of a workspace, encrypted or being
 * written, and one whose place has changed since `terraform init`
 */
export function localState(directory: string): LocalState | undefined {
  const file = stateFile(directory);
  if (file === undefined || !isConnectedTo(file, directory)) return undefined;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text.trim() === '') return { text: '', outputs: {} };
  const { version, outputs = {} } = parsed<{ readonly version: unknown; readonly outputs: LocalState['outputs'] }>(
    text,
  );
  return version === STATE_VERSION ? { text, outputs } : undefined;
}

/** The format of Terraform from 0.12 on, and of OpenTofu where it does not encrypt. */
const STATE_VERSION = 4;

/** Whether Terraform would read that very file: it was initialised for it, or will be. */
function isConnectedTo(file: string, directory: string): boolean {
  const data = dataDirectory(directory);
  const workspace = process.env['TF_WORKSPACE'] || (contentOf(join(data, 'environment')) ?? '').trim();
  if (!['', 'default'].includes(workspace)) return false;
  const connected = contentOf(join(data, 'terraform.tfstate'));
  if (connected === undefined) return true;
  const { backend } = parsed<{ readonly backend: Backend }>(connected);
  return backend?.type === 'local' && resolve(directory, String(backend.config?.path)) === file;
}

interface Backend {
  readonly type?: string;
  readonly config?: { readonly path?: unknown };
}

/** What JSON holds; nothing where somebody writes it at this moment, or was killed while he did. */
function parsed<T extends object>(json: string): Partial<T> {
  try {
    const value: Partial<T> | null = JSON.parse(json);
    return value ?? {};
  } catch {
    return {};
  }
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** The folder in which Terraform keeps what `terraform init` has installed and connected. */
function dataDirectory(directory: string): string {
  return resolve(directory, process.env['TF_DATA_DIR'] || '.terraform');
}
