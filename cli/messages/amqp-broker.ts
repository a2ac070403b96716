import { connect, type ChannelModel } from 'amqplib';
import { UserError } from '../program/user-error';

/** Where a virtual host answers by AMQP, and as whom to log in. */
export interface AmqpBroker {
  /** `amqps://rabbitmq.example.com:5671`, without credentials. */
  readonly url: string;
  readonly hostname: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly vhost: string;
  readonly username: string;
  readonly password: string;
}

const CONNECT_MILLISECONDS = 15_000;

/**
 * Where a virtual host answers by its URL. User and password come from the URL, or from RABBITMQ_USERNAME and RABBITMQ_PASSWORD.
 * @throws UserError when it is no AMQP URL; it says nothing of what was given, which may hold a password
 */
export function amqpBroker(target: string, env: Readonly<Record<string, string | undefined>>): AmqpBroker {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url === undefined || !['amqp:', 'amqps:'].includes(url.protocol) || url.hostname === '')
    throw new UserError(
      'the broker must be an AMQP URL, such as amqp://HOST:5672/VHOST or amqps://HOST:5671/VHOST; give its user and password in it, or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD',
    );
  const isTls = url.protocol === 'amqps:';
  const port = url.port === '' ? (isTls ? 5671 : 5672) : Number(url.port);
  try {
    const named = decodeURIComponent(url.pathname.slice(1));
    return {
      url: `${url.protocol}//${url.hostname}:${port}`,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      ...{ port, isTls, vhost: named === '' ? '/' : named },
      username: decodeURIComponent(url.username) || (env['RABBITMQ_USERNAME'] ?? 'guest'),
      password: decodeURIComponent(url.password) || (env['RABBITMQ_PASSWORD'] ?? 'guest'),
    };
  } catch {
    throw new UserError("a '%' in the URL of the broker must begin a code such as '%2F' for '/'");
  }
}

/**
 * Does something while connected to a virtual host.
 * @throws UserError when nothing answers, or the broker refuses
 */
export async function whileConnected<T>(
  broker: AmqpBroker,
  work: (connection: ChannelModel) => Promise<T>,
): Promise<T> {
  const connection = await connectTo(broker);
  try {
    return await work(connection);
  } finally {
    await connection.close().catch(() => undefined);
  }
}

async function connectTo(broker: AmqpBroker): Promise<ChannelModel> {
  const { isTls, hostname, port, vhost, username, password } = broker;
  const login = { protocol: isTls ? 'amqps' : 'amqp', hostname, port, vhost, username, password, heartbeat: 30 };
  try {
    const connection = await connect(login, {
      timeout: CONNECT_MILLISECONDS,
      ...(isTls ? { servername: hostname } : {}),
    });
    // What breaks a connection fails the request that is under way.
    connection.on('error', () => undefined);
    return connection;
  } catch (error) {
    throw new UserError(
      `the broker at ${broker.url} cannot be reached, or refuses the log-in to '${vhost}': ${whyOf(error)}`,
    );
  }
}

/** Why a broker did not do what was asked. */
export function whyOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message === '' ? String(code) : message;
}
