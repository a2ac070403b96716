import type { RabbitmqConf } from './rabbitmq-conf';

/** The ports inside a container on which a node listens; undefined where it does not. */
export interface Listeners {
  readonly amqp: number | undefined;
  readonly amqps: number | undefined;
  /** HTTP, or HTTPS when that is what the node serves. */
  readonly management: number;
  /** HTTP, or HTTPS when that is what the node serves. */
  readonly prometheus: number;
  /** The streams' own protocol; over TLS when that is what the node speaks. */
  readonly stream: number | undefined;
}

/** Whether what a node serves at one port is served over TLS. */
export interface EncryptedListeners {
  readonly management: boolean;
  readonly prometheus: boolean;
  readonly stream: boolean;
}

/**
 * The listeners that follow from a node's settings and plugins.
 * @see https://www.rabbitmq.com/docs/networking#ports
 */
export function listenersOf(conf: RabbitmqConf, plugins: readonly string[]): Listeners {
  return {
    amqp: conf['listeners.tcp'] === 'none' ? undefined : (firstPort(conf, 'listeners.tcp.') ?? 5672),
    amqps: firstPort(conf, 'listeners.ssl.'),
    // Once TLS is set up for one of these, the server opens the plain listener only when it is asked for by name.
    management: conf['management.tcp.port'] ?? conf['management.ssl.port'] ?? 15672,
    prometheus: conf['prometheus.tcp.port'] ?? conf['prometheus.ssl.port'] ?? 15692,
    stream: plugins.includes('rabbitmq_stream')
      ? (firstPort(conf, 'stream.listeners.tcp.') ?? firstPort(conf, 'stream.listeners.ssl.') ?? 5552)
      : undefined,
  };
}

/** Which of them are over TLS, by the settings. */
export function encryptedListeners(conf: RabbitmqConf): EncryptedListeners {
  return {
    management: conf['management.tcp.port'] === undefined && conf['management.ssl.port'] !== undefined,
    prometheus: conf['prometheus.tcp.port'] === undefined && conf['prometheus.ssl.port'] !== undefined,
    stream: conf['stream.listeners.tcp'] === 'none',
  };
}

/** The port of the first of a family of listeners, each `PORT` or `ADDRESS:PORT`. */
function firstPort(conf: RabbitmqConf, family: string): number | undefined {
  const listener = Object.entries(conf).find(([key]) => key.startsWith(family))?.[1];
  return listener === undefined ? undefined : Number(/\d+$/.exec(String(listener))?.[0]);
}
