import { path, type Management } from '../host/management';
import { administrationOf, type StartedBroker } from './broker';
import { startBrokerContainer } from './broker-container';
import { chosenGeneration, type Generation } from './generation';
import { useGivenBroker } from './given-broker';
import { during } from './progress';
import { Unavailable } from './unavailable';

export type MetadataStore = 'mnesia' | 'khepri';

export interface BrokerOptions {
  /**
   * The generation of the server; a given broker is what it is.
   * @default - what the environment variable `LAB_SERVER` says
   */
  readonly server?: Generation;
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
 * (`http://user:password@host:15672`) or its AMQP URL (`amqp://user:password@host:5672`; the API is then looked for on port
 * 15672 of that host), with the credentials of an administrator. `RABBITMQ_AMQP_URL` says beside the former where it listens
 * for AMQP, when that is not the port that it says itself.
 * @throws Unavailable when there is no Docker engine or no image, or when the given broker is of another generation
 */
export async function startBroker({
  server = chosenGeneration(),
  plugins = [],
  metadataStore,
}: BrokerOptions = {}): Promise<StartedBroker> {
  const given = process.env['RABBITMQ_URL'];
  const amqp = process.env['RABBITMQ_AMQP_URL'];
  const broker = given
    ? await useGivenBroker({ url: new URL(given), amqp: amqp ? new URL(amqp) : undefined }, plugins, server)
    : await startBrokerContainer(plugins, server);
  try {
    if (metadataStore !== undefined) await requireMetadataStore(administrationOf(broker), metadataStore);
    return broker;
  } catch (error) {
    await broker.stop();
    throw error;
  }
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
