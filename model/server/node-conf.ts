import type { RabbitmqConf } from './rabbitmq-conf';
import { Size } from '../units/size';

/** The least memory in which a node with management and metrics boots and still has room for messages. */
export const LEAST_MEMORY = Size.mebibytes(256);

/** The part of the memory that a node counts on above which it blocks publishers. */
const WATERMARK = 0.6;

/**
 * The settings of a node that lives in a container of a given memory limit. The server must not believe that it has the
 * whole machine: it counts on the limit less a fifth (at most 2 GiB), which is left to the Erlang runtime, page cache
 * and plugins, blocks publishers at 60 % of that, and also when the disk has less room than the memory limit, as paging
 * out needs.
 * @see https://www.rabbitmq.com/docs/memory
 * @see https://www.rabbitmq.com/docs/disk-alarms
 */
export function nodeConf(memory: Size): RabbitmqConf {
  return {
    total_memory_available_override_value: countedOn(memory),
    'vm_memory_high_watermark.relative': WATERMARK,
    'disk_free_limit.absolute': memory,
    'log.console': true,
  };
}

/** How much a node in a container of a given memory limit may hold before it blocks publishers. */
export function memoryWatermark(memory: Size): Size {
  return Size.bytes(Math.floor(countedOn(memory).toBytes() * WATERMARK));
}

function countedOn(memory: Size): Size {
  const headroom = Math.min(Math.floor(memory.toBytes() / 5), Size.gibibytes(2).toBytes());
  return Size.bytes(memory.toBytes() - headroom);
}
