import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { syncFolder, writeSynced } from '../../host/synced-file';
import {
  MESSAGE_FORMAT,
  MESSAGE_MANIFEST,
  messageFileOf,
  readMessageManifest,
  type MessageManifest,
  type StoredQueue,
} from '../../model/messages/message-manifest';
import { messageLine, readMessageLine, type StoredMessage } from '../../model/messages/stored-message';
import { printableJson } from '../../model/printable';
import { UserError } from '../program/user-error';

/** What a file is called until it is whole. */
const PART = '.part';

/** For its owner alone: messages are other people's. */
const MODE = 0o600;

/**
 * Makes sure that a folder is new or empty.
 * @throws UserError when it holds something, or cannot be made
 */
export function newMessageFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const [first] = readdirSync(folder).filter((name) => name !== 'lost+found');
    if (first === undefined) return;
    throw new UserError(
      `'${folder}' is not empty (it holds '${first}'); give a new folder, since no messages are overwritten`,
    );
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(`'${folder}' cannot be written: ${String(error)}`);
  }
}

/** The file of a queue while it is written, one message a line. */
export class MessageFile {
  private readonly handle: number;
  private readonly hash = createHash('sha256');
  private readonly name: string;
  private readonly part: string;
  private written = 0;
  private isOpen = true;

  constructor(
    private readonly folder: string,
    private readonly queue: string,
  ) {
    this.name = messageFileOf(queue);
    this.part = join(folder, `${this.name}${PART}`);
    this.handle = this.writing(() => openSync(this.part, 'wx', MODE));
  }

  /** How many messages it has. */
  get count(): number {
    return this.written;
  }

  /**
   * Adds a message.
   * @throws UserError when it cannot be written
   */
  add(message: StoredMessage): void {
    const line = Buffer.from(`${messageLine(message)}\n`);
    this.writing(() => {
      for (let from = 0; from < line.length;) from += writeSync(this.handle, line, from);
    });
    this.hash.update(line);
    this.written += 1;
  }

  /**
   * Ends it, on the disk.
   * @throws UserError when it cannot be written
   */
  keep(): StoredQueue {
    this.writing(() => {
      fsyncSync(this.handle);
      this.close();
      renameSync(this.part, join(this.folder, this.name));
    });
    return { queue: this.queue, file: this.name, count: this.written, sha256: this.hash.digest('hex') };
  }

  /** Removes it. */
  discard(): void {
    this.close();
    rmSync(this.part, { force: true });
  }

  private close(): void {
    if (this.isOpen) closeSync(this.handle);
    this.isOpen = false;
  }

  private writing<T>(work: () => T): T {
    return writing(join(this.folder, this.name), work);
  }
}

/** @throws UserError that names the file when the system does not write it */
function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UserError(
      `'${path}' cannot be written: ${(error as Error).message}; messages that are not in '${MESSAGE_MANIFEST}' stay on the broker`,
    );
  }
}

/**
 * Writes what a folder holds, on the disk when it returns.
 * @throws UserError when it cannot be written
 */
export function writeMessageManifest(folder: string, vhost: string, queues: readonly StoredQueue[]): void {
  const manifest: MessageManifest = { format: MESSAGE_FORMAT, vhost, queues };
  const path = join(folder, MESSAGE_MANIFEST);
  writing(path, () => {
    writeSynced(`${path}${PART}`, `${printableJson(manifest)}\n`, MODE);
    renameSync(`${path}${PART}`, path);
    syncFolder(folder);
  });
}

/**
 * Reads what a folder holds, and verifies it: each file has the content and the count that were written.
 * @throws UserError when there are no messages, or they are not as they were written
 */
export async function readMessageFolder(folder: string): Promise<MessageManifest> {
  const path = join(folder, MESSAGE_MANIFEST);
  if (!existsSync(path))
    throw new UserError(`'${folder}' holds no messages; give a folder that 'rabbitmq-cdk backup-messages' has written`);
  const manifest = readMessageManifest(readFileSync(path, 'utf8'));
  if (typeof manifest === 'string') throw new UserError(`'${path}': ${manifest}`);
  for (const { file, sha256, count } of manifest.queues) {
    const at = join(folder, file);
    if (!existsSync(at)) throw new UserError(`'${folder}' is not whole: '${file}' is missing`);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(at)) hash.update(chunk as Buffer);
    if (hash.digest('hex') !== sha256) throw new UserError(`'${at}' is not what was written: its SHA-256 is another`);
    let lines = 0;
    for await (const message of storedMessages(folder, file)) lines += message === undefined ? 0 : 1;
    if (lines !== count) throw new UserError(`'${at}' holds ${lines} messages, and '${path}' says ${count}`);
  }
  return manifest;
}

/**
 * The messages of a file, in order.
 * @throws UserError when a line is no message
 */
export async function* storedMessages(folder: string, file: string): AsyncGenerator<StoredMessage> {
  const at = join(folder, file);
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(at), crlfDelay: Infinity })) {
    number += 1;
    try {
      yield readMessageLine(line);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new UserError(`'${at}', line ${number}: ${error.message}`);
    }
  }
}
