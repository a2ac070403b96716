/** Where clients connect to a broker, as they need to know it. */
export interface ClientAccess {
  /** By the protocol's URL: `amqps://HOST:PORT`, `rabbitmq-stream://HOST:PORT`; of a protocol the first is preferred. */
  readonly urls: readonly string[];
  /** Whether an authority signed its certificates that machines do not trust by themselves. */
  readonly hasOwnAuthority: boolean;
  /** Whether clients over TLS must show a certificate. */
  readonly verifiesClients: boolean;
}

/** A place where clients connect, in its parts. */
export interface ClientUrl {
  readonly scheme: ClientScheme;
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

/** The scheme of a client's URL, which says the protocol and whether it is spoken over TLS. */
export type ClientScheme =
  'amqp' | 'amqps' | 'rabbitmq-stream' | 'rabbitmq-stream+tls' | 'mqtt' | 'mqtts' | 'stomp' | 'stomp+ssl';

/** The schemes of the protocols, as clients' libraries write them, with the ports that RabbitMQ has for them. */
const SCHEMES: Readonly<Record<ClientScheme, { readonly port: number; readonly isTls: boolean }>> = {
  amqp: { port: 5672, isTls: false },
  amqps: { port: 5671, isTls: true },
  'rabbitmq-stream': { port: 5552, isTls: false },
  'rabbitmq-stream+tls': { port: 5551, isTls: true },
  mqtt: { port: 1883, isTls: false },
  mqtts: { port: 8883, isTls: true },
  stomp: { port: 61613, isTls: false },
  'stomp+ssl': { port: 61614, isTls: true },
};

/** All of them. */
export const clientSchemes = Object.keys(SCHEMES) as readonly ClientScheme[];

/**
 * Takes a client's URL apart.
 * @returns undefined when it is no SCHEME://HOST or SCHEME://HOST:PORT of a known scheme
 */
export function clientUrl(url: string): ClientUrl | undefined {
  const [, scheme = '', host = '', port] =
    /^([a-z+-]+):\/\/(\[[\da-fA-F:.]+\]|[^/:@?#\s[\]]+)(?::(\d{1,5}))?\/?$/.exec(url) ?? [];
  if (!isClientScheme(scheme) || host === '') return undefined;
  const { port: usual, isTls } = SCHEMES[scheme];
  const number = port === undefined ? usual : Number(port);
  return number < 1 || number > 65_535 ? undefined : { scheme, host, port: number, isTls };
}

function isClientScheme(scheme: string): scheme is ClientScheme {
  return Object.hasOwn(SCHEMES, scheme);
}

/** Who connects, to which virtual host. */
export interface Login {
  readonly userName: string;
  readonly vhostName: string;
}

/**
 * The name by which a user logs in. MQTT has no word for virtual hosts, so that the name says it.
 * @see https://www.rabbitmq.com/docs/mqtt#virtual-hosts
 */
export function loginName({ scheme }: Pick<ClientUrl, 'scheme'>, { userName, vhostName }: Login): string {
  return scheme.startsWith('mqtt') ? `${vhostName}:${userName}` : userName;
}

/**
 * The URI by which a user connects to a virtual host.
 * @param password - as it stands in a URI, where it is to be in it
 * @see https://www.rabbitmq.com/docs/uri-spec
 */
export function loginUri(at: ClientUrl, login: Login, password?: string): string {
  const user = encodeURIComponent(loginName(at, login));
  const path = at.scheme.startsWith('mqtt') ? '' : `/${encodeURIComponent(login.vhostName)}`;
  return `${at.scheme}://${user}${password === undefined ? '' : `:${password}`}@${at.host}:${at.port}${path}`;
}
