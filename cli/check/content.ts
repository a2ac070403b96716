import { createReadStream } from 'node:fs';
import { UserError } from '../user-error';

/** How much a file may hold: a hundred thousand queues take a quarter of it. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Reads a file, or stdin.
 * @param file - a path, or `-` for stdin
 * @throws UserError when it can't be read, or is too large
 */
export async function contentOf(file: string): Promise<string> {
  const stream = file === '-' ? process.stdin : createReadStream(file);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      const part = Buffer.from(chunk);
      bytes += part.length;
      if (bytes > mostBytes)
        throw new UserError(`${file}: it is larger than ${mostBytes / 1024 / 1024} MiB, the most that is read`);
      chunks.push(part);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
    throw new UserError(`'${file}' can't be read (${code}); give a definitions file, or a stack of cdktf.out`);
  }
  return Buffer.concat(chunks).toString('utf8');
}
