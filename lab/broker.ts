import { type Management, management } from '../host/management';

/** A running broker and an administrator of it. */
export interface Broker {
  /** `amqp://127.0.0.1:5672`, without credentials. */
  readonly amqpUrl: string;
  /** `http://127.0.0.1:15672`, without credentials. */
  readonly managementUrl: string;
  readonly username: string;
  readonly password: string;
  /** `4.0.5` */
  readonly serverVersion: string;
}

/** A broker that ends with its user. */
export interface StartedBroker extends Broker {
  /** The container it runs in; undefined when it is the given one. */
  readonly container: string | undefined;
  /** Removes the container; of a given broker, the administrator that was made for this use. */
  stop(): Promise<void>;
}

/** How long a broker may take for an answer: a virtual host that is made again was seen to take more than 30 s on a busy machine. */
const PATIENCE = 120_000;

/** The management API of a broker as its administrator. */
export function administrationOf(broker: Broker): Management {
  return management(broker.managementUrl, broker.username, broker.password, PATIENCE);
}

/** The AMQP URL of one virtual host, with the administrator's credentials. */
export function connectionUrl(
  { amqpUrl, username, password }: Pick<Broker, 'amqpUrl' | 'username' | 'password'>,
  vhost: string,
): string {
  const url = new URL(amqpUrl);
  [url.username, url.password, url.pathname] = [username, password, encodeURIComponent(vhost)];
  return url.href;
}
