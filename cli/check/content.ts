import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { UserError } from '../program/user-error';

/** Why a file cannot be read, by the code of the operating system, and the remedy. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file; check the path',
  EISDIR: 'it is a directory; pass a file',
  EACCES: 'permission denied; make it readable for this user',
};

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
    throw new UserError(`'${file}' cannot be read (${code}): ${reasons[code] ?? 'check its path and permissions'}`);
  }
  return textOf(Buffer.concat(chunks), file);
}

/** The text of a file, which to the broker must be UTF-8. */
function textOf(bytes: Buffer, file: string): string {
  const wide = [utf16, utf16.toReversed()].some(([first, second]) => bytes[0] === first && bytes[1] === second);
  if (wide) throw new UserError(`${file}: it is UTF-16, and must be UTF-8; save it as that`);
  const content = bytes.toString('utf8');
  if (isUtf8(bytes)) return content;
  const line = content.slice(0, content.indexOf('\ufffd')).split('\n').length;
  throw new UserError(`${file}: line ${line} holds a byte that is not UTF-8; save it as that`);
}

/** The mark with which it starts, in one order or the other. */
const utf16 = [0xff, 0xfe] as const;
