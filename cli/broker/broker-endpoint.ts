import { readFileSync } from 'node:fs';
import { management, type Management } from '../../host/management';

/** Where a broker's HTTP API answers, as whom to ask, and whom to take for it. */
export interface BrokerEndpoint {
  /** `https://127.0.0.1:15671`, without credentials. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /**
   * The authorities to trust, in PEM.
   * @default - those of `caFile`
   */
  readonly ca?: string;
  /**
   * The file in PEM with the authorities to trust.
   * @default - those that Node.js trusts
   */
  readonly caFile?: string;
  /**
   * The file in PEM with the certificate to show.
   * @default - none
   */
  readonly clientCertificateFile?: string;
  /**
   * The file in PEM with its key.
   * @default - none
   */
  readonly clientKeyFile?: string;
  /**
   * Whether to trust whoever answers.
   * @default false
   */
  readonly insecure?: boolean;
  /**
   * Whether the way there says already who answers, so that its certificate may have any name that `ca` signed.
   * @default false
   */
  readonly isTunnel?: boolean;
}

/**
 * The HTTP API of a broker, as every command asks it.
 * @param timeout - how long one request may take, in milliseconds
 * @throws Error when a file of certificates cannot be read
 */
export function brokerApi(endpoint: BrokerEndpoint, timeout?: number): Management {
  const { url, username, password, ca, caFile, insecure = false, isTunnel = false } = endpoint;
  const content = (file: string | undefined) => (file === undefined ? undefined : readFileSync(file));
  return management(url, username, password, timeout, {
    ca: ca ?? content(caFile),
    cert: content(endpoint.clientCertificateFile),
    key: content(endpoint.clientKeyFile),
    rejectUnauthorized: !insecure,
    ...(isTunnel ? { checkServerIdentity: () => undefined } : {}),
  });
}
