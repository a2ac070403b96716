import { startBrokerContainer } from './broker-container';
import { useGivenBroker } from './given-broker';
import { type Management, management, path } from '../host/management';
import { during } from './progress';
import { Unavailable } from './unavailable';

/** A running broker and an administrator of it. */
export interface Broker {
  /** `amqp://127.0.0.1:5672`, without credentials. */
  readonly amqpUrl: string;
  /** `http://127.0.0.1:15672`, without credentials. */
  readonly managementUrl: string;
  /** `http://127.0.0.1:15692`; undefined when the broker does not serve metrics. */
  readonly prometheusUrl: string | undefined;
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

export type MetadataStore = 'mnesia' | 'khepri';

export interface BrokerOptions {
  /**
   * Plugins beside rabbitmq_management and rabbitmq_prometheus.
   * @default []
   */
  readonly plugins?: readonly string[];
  /**
   * Where the broker keeps its metadata.
   * @default - the server's own default: Mnesia up to 4.1, then Khepri
   */
  readonly metadataStore?: MetadataStore;
}

/**
 * Starts a broker, or uses the one that the environment variable `RABBITMQ_URL` gives: the URL of its management API
 * (`http://user:password@host:15672`) or its AMQP URL (`amqp://user:password@host`; the API is then looked for on port 15672
 * of that host), with the credentials of an administrator.
 * @throws Unavailable when there is no Docker engine or no image, or when the given broker lacks a plugin
 */
export async function startBroker({ plugins = [], metadataStore }: BrokerOptions = {}): Promise<StartedBroker> {
  const given = process.env['RABBITMQ_URL'];
  const broker = given ? await useGivenBroker(new URL(given), plugins) : await startBrokerContainer(plugins);
  try {
    if (metadataStore !== undefined) await requireMetadataStore(administrationOf(broker), metadataStore);
    return broker;
  } catch (error) {
    await broker.stop();
    throw error;
  }
}

/** The management API of a broker as its administrator. */
export function administrationOf(broker: Broker): Management {
  return management(broker.managementUrl, broker.username, broker.password);
}

/** The AMQP URL of one virtual host, with the administrator's credentials. */
export function connectionUrl({ amqpUrl, username, password }: Broker, vhost: string): string {
  const url = new URL(amqpUrl);
  [url.username, url.password, url.pathname] = [username, password, encodeURIComponent(vhost)];
  return url.href;
}

/** The store is a feature flag that can be enabled on a running server, and never disabled. */
async function requireMetadataStore(api: Management, store: MetadataStore): Promise<void> {
  const flags = await api.get<readonly { readonly name: string; readonly state: string }[]>('feature-flags');
  const isKhepri = flags.some(({ name, state }) => name === 'khepri_db' && state === 'enabled');
  if (store === 'mnesia' && isKhepri)
    throw new Unavailable('the broker keeps its metadata in Khepri and cannot go back');
  if (store === 'mnesia' || isKhepri) return;
  await during('moving the metadata to Khepri', () => api.put(path`feature-flags/${'khepri_db'}/enable`));
}
