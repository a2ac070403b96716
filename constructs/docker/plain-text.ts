import type { RabbitmqConf } from '../../model/server/rabbitmq-conf';
import { listenersOf } from '../../model/server/listeners';
import { isLoopback } from './loopback';
import type { NodePorts } from './node-ports';

/** How a node in a container can be reached. */
export interface Reach {
  /** The address of the host on which its ports are published. */
  readonly bindAddress: string;
  readonly ports: NodePorts;
  readonly conf: RabbitmqConf;
  readonly plugins: readonly string[];
}

/** What a node in a container serves without TLS to other machines, of that over which passwords travel. */
export function plainTextBeyondHost({ bindAddress, ports, conf, plugins }: Reach): string[] {
  if (isLoopback(bindAddress)) return [];
  const listeners = listenersOf(conf, plugins);
  const plain = {
    amqp: listeners.amqp !== undefined,
    stream: listeners.stream !== undefined && conf['stream.listeners.tcp'] !== 'none',
    management: conf['management.tcp.port'] !== undefined || conf['management.ssl.port'] === undefined,
  };
  return (['amqp', 'stream', 'management'] as const).filter((name) => plain[name] && ports[name] !== undefined);
}
