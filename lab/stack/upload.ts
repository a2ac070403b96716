import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../../host/command';
import { docker } from '../../host/docker';
import { inPrivateFolder } from '../private-folder';
import type { Arguments } from './arguments';

/** A file that is put into a container before it starts. */
export interface Upload {
  /** Where, from the container's root. */
  readonly file: string;
  readonly content: Buffer;
  /** Its permissions: 0o644. */
  readonly mode: number;
}

/** Reads the `upload` blocks of a container. */
export function readUploads(blocks: readonly Arguments[]): readonly Upload[] {
  return blocks.map((block) => {
    const base64 = block.optionalString('content_base64');
    const content = base64 === undefined ? Buffer.from(block.string('content')) : Buffer.from(base64, 'base64');
    const isExecutable = block.boolean('executable', false);
    const mode = Number.parseInt(block.optionalString('permissions') ?? (isExecutable ? '0744' : '0644'), 8);
    return { file: block.string('file'), content, mode };
  });
}

/** Puts files into a container as the provider does: owned by root, and no folder on the way is changed. */
export async function copyInto(container: string, uploads: readonly Upload[]): Promise<void> {
  if (uploads.length === 0) return;
  await inPrivateFolder(async (folder) => {
    const root = join(folder, 'root');
    const paths = uploads.map(({ file }) => file.replace(/^\/+/, ''));
    for (const [position, { content, mode }] of uploads.entries()) {
      const path = join(root, paths[position] ?? '');
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      chmodSync(path, mode);
    }
    const archive = join(folder, 'files.tar');
    await run('tar', ['--create', '--owner=0', '--group=0', '--file', archive, '--directory', root, ...paths]);
    await docker(['cp', '-', `${container}:/`], { input: readFileSync(archive) });
  });
}
