import { request as http, type RequestOptions } from 'node:http';
import { request as https, type RequestOptions as TlsRequestOptions } from 'node:https';

/**
 * Whom to take for the server; of nothing, whoever an authority that Node.js trusts has signed under the name that is asked. And
 * the certificate to show it.
 */
export type Trust = Pick<TlsRequestOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized' | 'checkServerIdentity'>;

/** What to ask of a server, and how long to wait for all of its answer, in milliseconds. */
export interface Asked extends Pick<RequestOptions, 'method' | 'auth' | 'headers'> {
  readonly body?: string;
  readonly timeout: number;
}

/** What a server answered, whatever its status. */
export interface Answered {
  readonly status: number;
  /** The words beside the status: `Not Found`. */
  readonly reason: string;
  readonly text: string;
}

/**
 * Asks over HTTP or HTTPS, on a connection of its own: one that is kept fails when the server closes it meanwhile.
 * @throws Error when nothing answers in time, or it shows a certificate that is not trusted
 */
export function exchange(url: URL, { body, timeout, ...asked }: Asked, trust: Trust = {}): Promise<Answered> {
  const request = url.protocol === 'https:' ? https : http;
  const signal = AbortSignal.timeout(timeout);
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(signal.aborted ? new Error(`it did not answer within ${timeout / 1_000} s`, { cause: error }) : error);
    const sent = request(url, { ...asked, ...trust, agent: false, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', fail);
      response.on('end', () => {
        const { statusCode: status = 0, statusMessage: reason = '' } = response;
        resolve({ status, reason, text: Buffer.concat(chunks).toString() });
      });
    });
    sent.on('error', fail).end(body);
  });
}
