import type { Listeners } from '../../model/server/listeners';

/** A port of the pods, under the name that Services, probes and policies know it by. */
export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly isTls: boolean;
}

/** The ports of the pods by who uses them. */
export interface PodListeners {
  /** AMQP first, with or without TLS, then streams. */
  readonly clients: readonly [Listener, ...Listener[]];
  readonly management: Listener;
  readonly metrics: Listener;
}

/**
 * Names a node's listeners.
 * @param isTls - whether management and metrics are served over TLS
 */
export function podListeners(listeners: Listeners, isTls: boolean): PodListeners {
  const clients = [
    listener('amqp', listeners.amqp, false),
    listener('amqps', listeners.amqps, true),
    listener('stream', listeners.stream, isTls && listeners.amqp === undefined),
  ].flat();
  const [first, ...others] = clients;
  if (first === undefined) throw new Error('a node without a listener for clients');
  return {
    clients: [first, ...others],
    management: {
      name: isTls ? 'management-tls' : 'management',
      port: listeners.management,
      isTls,
    },
    metrics: { name: isTls ? 'prometheus-tls' : 'prometheus', port: listeners.prometheus, isTls },
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
