import { createHash } from 'node:crypto';
import { manifestFields } from '../json/manifest-fields';

/** What a folder of messages holds. */
export interface MessageManifest {
  readonly format: typeof MESSAGE_FORMAT;
  readonly vhost: string;
  readonly queues: readonly StoredQueue[];
}

/** The messages of a queue in a folder. */
export interface StoredQueue {
  readonly queue: string;
  /** One message a line. */
  readonly file: string;
  readonly count: number;
  readonly sha256: string;
}

/** The version of the layout of a folder of messages. */
export const MESSAGE_FORMAT = 'rabbitmq-cdk messages 1';

/** The file that says what the others hold. */
export const MESSAGE_MANIFEST = 'messages.json';

/** The name of a queue's file: what a file system takes of the name, and a hash that tells it from others. */
export function messageFileOf(queue: string): string {
  const plain = queue.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60);
  return `${plain}-${createHash('sha256').update(queue).digest('hex').slice(0, 8)}.jsonl`;
}

/**
 * Reads a manifest of messages.
 * @returns what is wrong with it, where it is none
 */
export function readMessageManifest(content: string): MessageManifest | string {
  const read = manifestFields(content, MESSAGE_FORMAT, 'messages');
  if (typeof read === 'string') return read;
  const { vhost, queues } = read as Partial<MessageManifest>;
  const isWhole =
    typeof vhost === 'string' &&
    Array.isArray(queues) &&
    queues.every(
      ({ queue, file, count, sha256 }: Partial<StoredQueue>) =>
        typeof queue === 'string' &&
        file === messageFileOf(queue) &&
        Number.isInteger(count) &&
        typeof sha256 === 'string',
    );
  return isWhole ? (read as MessageManifest) : 'a part of it is missing';
}
