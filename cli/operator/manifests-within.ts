import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasResources } from '../../model/operator/read-resources';
import { UserError } from '../program/user-error';
import { contentOf } from '../check/content';

/** A file with custom resources of the messaging topology operator. */
export interface Manifests {
  readonly file: string;
  readonly content: string;
}

/** Whether a path is meant to hold manifests: a folder, or a YAML file. */
export function isManifests(path: string): boolean {
  return isFolder(path) || isYaml(path);
}

/**
 * The manifests of a folder, and of all below it, in the order of their paths; of a YAML file, that file.
 * @throws UserError when there is none with a resource of the operator
 */
export async function manifestsWithin(path: string): Promise<readonly Manifests[]> {
  const all = await anyManifestsWithin(path);
  if (all.length > 0) return all;
  const place = isFolder(path) ? `no YAML file of the folder '${path}' holds a` : `'${path}' holds no`;
  throw new UserError(`${place} resource of rabbitmq.com/v1beta1`);
}

/** The same, where there may be none, as before the first or after the last. */
export async function anyManifestsWithin(path: string): Promise<readonly Manifests[]> {
  if (!isFolder(path)) {
    const content = await contentOf(path);
    return hasResources(content) ? [{ file: path, content }] : [];
  }
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isYaml(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[/\\](?:node_modules|\.git)[/\\]/.test(file))
    .sort();
  const all: Manifests[] = [];
  for (const file of files) {
    const content = await contentOf(file);
    if (hasResources(content)) all.push({ file, content });
  }
  return all;
}

function isFolder(path: string): boolean {
  return path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isYaml(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}
