import { listenersOf } from './listeners';
import type { RabbitmqConf } from './rabbitmq-conf';

/**
 * What is wrong with a node's listeners: no client could connect, or two want one port, with which it does not boot.
 * @see https://www.rabbitmq.com/docs/networking#ports
 */
export function listenerFaults(conf: RabbitmqConf, plugins: readonly string[]): string[] {
  const { amqp, amqps } = listenersOf(conf, plugins);
  const all = [...RESERVED, ...amqpAndStreams(conf, plugins), ...web(conf)];
  return [
    ...(amqp === undefined && amqps === undefined
      ? [`'listeners.tcp' cannot be none without a key 'listeners.ssl.*': no client could connect; give 'tls'`]
      : []),
    ...all.flatMap((one, index) => {
      const other = all.slice(0, index).find((earlier) => earlier.port === one.port && overlap(earlier.host, one.host));
      return other === undefined
        ? []
        : [`${other.name} and ${one.name} must listen on different ports, both are ${one.port}`];
    }),
  ];
}

interface Listener {
  /** As it is told: the key in quotes, or the family that listens by default. */
  readonly name: string;
  /** Undefined is every address. */
  readonly host?: string | undefined;
  readonly port: number;
}

/** What listens beside the server's own listeners. */
const RESERVED: readonly Listener[] = [
  { name: 'epmd', port: 4369 },
  { name: 'the Erlang distribution', port: 25672 },
];

/** The families of AMQP and of streams, each with the port of a family that is not mentioned. */
function amqpAndStreams(conf: RabbitmqConf, plugins: readonly string[]): Listener[] {
  const streams = [['stream.listeners.tcp', 5552] as const, ['stream.listeners.ssl', undefined] as const];
  const families = [
    ['listeners.tcp', 5672] as const,
    ['listeners.ssl', undefined] as const,
    ...(plugins.includes('rabbitmq_stream') ? streams : []),
  ];
  const entries = Object.entries(conf).filter(([, value]) => value !== undefined);
  return families.flatMap(([family, byDefault]): Listener[] => {
    if (entries.some(([key, value]) => key === family && value === 'none')) return [];
    const given = entries.filter(([key]) => key.startsWith(`${family}.`));
    if (given.length === 0) return byDefault === undefined ? [] : [{ name: `'${family}'`, port: byDefault }];
    return given.map(([key, value]) => {
      const [, host, port] = /^(?:(.*):)?(\d+)$/.exec(String(value)) ?? [];
      return { name: `'${key}'`, host, port: Number(port) };
    });
  });
}

/** Management and metrics, whose plain listeners are there unless they have one over TLS alone. */
function web(conf: RabbitmqConf): Listener[] {
  return [['management', 15672] as const, ['prometheus', 15692] as const].flatMap(([plugin, byDefault]) => {
    const ssl = conf[`${plugin}.ssl.port`];
    const tcp = conf[`${plugin}.tcp.port`] ?? (ssl === undefined ? byDefault : undefined);
    return [
      ...(tcp === undefined ? [] : [{ name: `'${plugin}.tcp.port'`, host: conf[`${plugin}.tcp.ip`], port: tcp }]),
      ...(ssl === undefined ? [] : [{ name: `'${plugin}.ssl.port'`, port: ssl }]),
    ];
  });
}

function overlap(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}
