import { connect } from 'node:tls';
import type { BrokerEndpoint } from '../broker/broker-endpoint';
import type { ExpiringCertificate } from './expiring-certificate';

/** So much time is left to renew a certificate, in milliseconds: a month, as the broker's own check counts it. */
const SOON = 30 * 24 * 3_600_000;

/** How long a listener may take to show its certificate, in milliseconds. */
const PATIENCE = 5_000;

/**
 * The certificates of HTTPS listeners that expire within a month. The broker's own check leaves them out (seen on 4.0.5), so
 * they are asked for as a client sees them: of the management API where it is reached, and of metrics on the same host, where
 * the port of the API shows that ports are the broker's own.
 */
export async function expiringHttps(
  { url }: BrokerEndpoint,
  listeners: readonly Omit<ExpiringCertificate, 'notAfter'>[],
): Promise<readonly ExpiringCertificate[]> {
  const { protocol, hostname, port = '' } = new URL(url);
  if (protocol !== 'https:') return [];
  const own = listeners.find((one) => one.protocol === 'https' && String(one.port) === port);
  const metrics = own === undefined ? [] : listeners.filter((one) => one.protocol === 'https/prometheus');
  const asked = [
    { node: own?.node ?? hostname, protocol: 'https', port: Number(port || 443) },
    ...metrics.filter(({ node }) => node === own?.node),
  ];
  const found = await Promise.all(
    asked.map(async (listener) => ({ ...listener, notAfter: await notAfter(hostname, listener.port) })),
  );
  return found.flatMap(({ notAfter: end, ...listener }) =>
    end === undefined || end.getTime() - Date.now() > SOON ? [] : [{ ...listener, notAfter: end.toISOString() }],
  );
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
