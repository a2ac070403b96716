import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../command';
import { docker } from '../docker';
import type { Arguments } from './arguments';

/** A file that is put into a container before it starts. */
export interface Upload {
  /** Where, from the container's root. */
  readonly file: string;
  readonly content: Buffer;
  readonly mode: number;
}

/** Reads the `upload` blocks of a container. */
export function readUploads(blocks: readonly Arguments[]): readonly Upload[] {
  return blocks.map((block) => {
    const base64 = block.optionalString('content_base64');
    const content = base64 === undefined ? Buffer.from(block.string('content')) : Buffer.from(base64, 'base64');
    const mode = block.optionalString('permissions') ?? (block.boolean('executable', false) ? '0755' : '0644');
    return { file: block.string('file'), content, mode: Number.parseInt(mode, 8) };
  });
}

/** Puts files into a container as the provider does: owned by root, readable by all unless told otherwise, and no folder on the way is changed. */
export async function copyInto(container: string, uploads: readonly Upload[]): Promise<void> {
  if (uploads.length === 0) return;
  // Readable by this user alone: the files may hold secrets.
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-upload-'));
  try {
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
  } finally {
    rmSync(folder, { recursive: true });
  }
}
