import type { QueueDefinition, QueueType, VhostDefinition } from './topology';

/**
 * The type that the broker gives a queue: `x-queue-type`, or else the virtual host's default, which counts only for
 * queues that are durable and not deleted automatically.
 * @param vhost - the virtual host's own declaration, when there is one
 * @returns undefined when `x-queue-type` names no type of the server itself
 * @see https://www.rabbitmq.com/docs/vhosts#default-queue-type
 */
export function queueTypeOf(queue: QueueDefinition, vhost?: VhostDefinition): QueueType | undefined {
  const written = queue.arguments['x-queue-type'];
  // `undefined` and, from 4.2.8 on, the empty text stand for the default; before, the broker refuses the empty one.
  if (written !== undefined && written !== 'undefined' && written !== '')
    return isQueueType(written) ? written : undefined;
  const replicable = queue.durable && !queue.auto_delete;
  return (replicable ? vhost?.default_queue_type : undefined) ?? 'classic';
}

/** Whether a value names one of the server's types of queues. */
export function isQueueType(value: unknown): value is QueueType {
  return value === 'classic' || value === 'quorum' || value === 'stream';
}
