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
 * @throws Error when the file with the authorities cannot be read
 */
export function brokerApi(endpoint: BrokerEndpoint, timeout?: number): Management {
  const { url, username, password, ca, caFile, insecure = false, isTunnel = false } = endpoint;
  return management(url, username, password, timeout, {
    ca: ca ?? (caFile === undefined ? undefined : readFileSync(caFile)),
    rejectUnauthorized: !insecure,
    ...(isTunnel ? { checkServerIdentity: () => undefined } : {}),
  });
}
