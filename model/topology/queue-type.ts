import { isAtLeast, type ServerVersion } from '../server/server-version';
import type { Json, QueueType } from './topology';
import { ownValue } from '../own-value';

/** What decides the type of a queue. */
export interface TypedQueue {
  readonly durable: boolean;
  readonly auto_delete: boolean;
  /**
   * Whether it belongs to one connection.
   * @default false
   */
  readonly exclusive?: boolean;
  readonly arguments: Readonly<Record<string, Json>>;
}

/**
 * The type that the broker gives a queue: what `x-queue-type` says, or else the virtual host's default, which counts only
 * for queues that are durable, and neither deleted automatically nor exclusive; other queues without a type are classic.
 * What names the default, as `undefined` does, gets it whatever the queue is.
 * @param defaultType - the default of the virtual host; what is no type stands for the node's own, which is classic
 * @returns undefined when `x-queue-type` names no type of the server itself
 * @see https://www.rabbitmq.com/docs/vhosts#default-queue-type
 */
export function queueTypeOf(queue: TypedQueue, defaultType: unknown, version: ServerVersion): QueueType | undefined {
  const otherwise = isQueueType(defaultType) ? defaultType : 'classic';
  const written = ownValue(queue.arguments, 'x-queue-type');
  if (written === undefined) {
    return queue.durable && !queue.auto_delete && queue.exclusive !== true ? otherwise : 'classic';
  }
  if (written === 'undefined' || (written === '' && isEmptyDefault(version))) return otherwise;
  return isQueueType(written) ? written : undefined;
}

/** Whether an empty `x-queue-type` stands for the default: older servers refuse it. */
function isEmptyDefault(version: ServerVersion): boolean {
  return isAtLeast(version, '4.2.8', '4.3.2');
}

/** Whether a value names one of the server's types of queues. */
export function isQueueType(value: unknown): value is QueueType {
  return value === 'classic' || value === 'quorum' || value === 'stream';
}
