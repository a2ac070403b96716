import type { NodePlan } from '../../model/server/node-plan';

/** A port of the pods, under the name that Services, probes and policies know it by. */
export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly isTls: boolean;
}

/** The ports of the pods by who uses them. */
export interface PodListeners {
  /** AMQP first, with or without TLS, then streams; none where a fault is to be reported. */
  readonly clients: readonly Listener[];
  readonly management: Listener;
  readonly metrics: Listener;
}

/** Names a node's listeners. */
export function podListeners({ listeners, encrypted }: Pick<NodePlan, 'listeners' | 'encrypted'>): PodListeners {
  return {
    clients: [
      listener('amqp', listeners.amqp, false),
      listener('amqps', listeners.amqps, true),
      listener('stream', listeners.stream, encrypted.stream),
    ].flat(),
    management: {
      name: encrypted.management ? 'management-tls' : 'management',
      port: listeners.management,
      isTls: encrypted.management,
    },
    metrics: {
      name: encrypted.prometheus ? 'prometheus-tls' : 'prometheus',
      port: listeners.prometheus,
      isTls: encrypted.prometheus,
    },
  };
}

/** What nodes use among themselves: names, distribution, the command line's connections, replication of streams. */
export const peerPorts = [
  { name: 'epmd', from: 4369, to: 4369 },
  { name: 'cluster-rpc', from: 25672, to: 25672 },
  { name: 'cli', from: 35672, to: 35682 },
  { name: 'stream-repl', from: 6000, to: 6500 },
] as const;

function listener(name: string, port: number | undefined, isTls: boolean): Listener[] {
  return port === undefined ? [] : [{ name, port, isTls }];
}
