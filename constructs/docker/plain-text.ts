import type { NodePlan } from '../../model/server/node-plan';
import { isLoopback } from '../../model/loopback';
import type { NodePorts } from './node-ports';

/** How a node in a container can be reached. */
export interface Reach {
  /** The address of the host on which its ports are published. */
  readonly bindAddress: string;
  readonly ports: NodePorts;
  readonly node: NodePlan;
}

/** What a node in a container serves without TLS to other machines, of that over which passwords travel. */
export function plainTextBeyondHost({ bindAddress, ports, node: { listeners, encrypted } }: Reach): string[] {
  if (isLoopback(bindAddress)) return [];
  const plain = {
    amqp: listeners.amqp !== undefined,
    stream: listeners.stream !== undefined && !encrypted.stream,
    management: !encrypted.management,
  };
  return (['amqp', 'stream', 'management'] as const).filter((name) => plain[name] && ports[name] !== undefined);
}
