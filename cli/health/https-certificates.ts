import { connect } from 'node:tls';
import type { BrokerEndpoint } from '../broker/broker-endpoint';
import type { ExpiringCertificate } from './expiring-certificate';

/** So much time is left to renew a certificate, in milliseconds: a month, as the broker's own check counts it. */
const SOON = 30 * 24 * 3_600_000;

/** How long a listener may take to show its certificate, in milliseconds. */
const PATIENCE = 15_000;

/** A listener as the broker tells of it. */
type Listener = Pick<ExpiringCertificate, 'node' | 'protocol' | 'port'>;

/** Where one node of a broker is asked. */
export interface NodeEndpoint extends BrokerEndpoint {
  /**
   * Its name.
   * @default - that of the node whose listener has the port of `url`
   */
  readonly node?: string;
  /**
   * Where its metrics are: `https://127.0.0.1:15691/metrics`.
   * @default - on the host of `url`, at the port of their listener, where the port of `url` is the node's own
   */
  readonly metricsUrl?: string;
}

/**
 * The certificates of a node's HTTPS listeners, of the management API and of metrics, that expire within a month or have
 * expired. The broker's own check leaves these listeners out (seen on 4.0.5 and 4.3.6), so that they are asked as a client
 * sees them.
 */
export async function expiringHttps(
  { url, node, metricsUrl }: NodeEndpoint,
  listeners: readonly Listener[],
): Promise<readonly ExpiringCertificate[]> {
  const api = placeOf(url);
  const own = listeners.find(({ protocol, port }) => protocol === api.scheme && port === api.port);
  const name = node ?? own?.node;
  const ofNode = listeners.filter((listener) => listener.node === name && HTTPS.includes(listener.protocol));
  // Published ports are others than those of the listeners, and may be somebody else's there.
  const beside = (own === undefined ? [] : ofNode)
    .filter(({ protocol }) => protocol === 'https' || metricsUrl === undefined)
    .map(({ protocol, port }) => ({ protocol, host: api.host, port }));
  const given = [
    { protocol: 'https', ...api },
    ...(metricsUrl === undefined ? [] : [{ protocol: 'https/prometheus', ...placeOf(metricsUrl) }]),
  ].filter(({ scheme }) => scheme === 'https');
  const places = new Map([...beside, ...given].map((place) => [`${place.host} ${place.port}`, place]));
  const found = await Promise.all(
    [...places.values()].map(async ({ protocol, host, port }) => {
      const end = await notAfter(host, port);
      if (end === undefined || end.getTime() - Date.now() > SOON) return [];
      const [listener, ...others] = ofNode.filter((one) => one.protocol === protocol);
      const isKnown = listener !== undefined && others.length === 0;
      return [{ node: name ?? host, protocol, port: isKnown ? listener.port : port, notAfter: end.toISOString() }];
    }),
  );
  return found.flat();
}

/** The protocols that the broker's own check leaves out. */
const HTTPS: readonly string[] = ['https', 'https/prometheus'];

interface Place {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
}

function placeOf(url: string): Place {
  const { protocol, hostname, port } = new URL(url);
  const scheme = protocol.replace(':', '');
  return { scheme, host: hostname, port: Number(port || (scheme === 'https' ? 443 : 80)) };
}

/** When the certificate expires that is shown there; undefined where none is. */
function notAfter(hostname: string, port: number): Promise<Date | undefined> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    // Whoever it is, it is only looked at: nothing is sent.
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: PATIENCE }, () => {
      const { valid_to: end } = socket.getPeerCertificate();
      socket.destroy();
      resolve(end === undefined ? undefined : new Date(end));
    });
    socket
      .once('error', () => resolve(undefined))
      .once('timeout', () => {
        socket.destroy();
        resolve(undefined);
      });
  });
}
