import { request as http } from 'node:http';
import { request as https } from 'node:https';

/** Where a broker's HTTP API answers, and as whom to ask. */
export interface HttpApiAccess {
  /** `https://127.0.0.1:15671`, without credentials. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /**
   * The authorities to trust, in PEM.
   * @default - those that Node.js trusts
   */
  readonly ca?: string;
  /**
   * Whether the way there says already who answers, so that its certificate may have any name that `ca` signed.
   * @default false
   */
  readonly isTunnel?: boolean;
}

/** What the API answered. */
export interface Answer {
  /** The HTTP status: 503 is a check that does not pass. */
  readonly status: number;
  /** The parsed body; undefined when it is no JSON. */
  readonly body: unknown;
}

/**
 * Asks for one path below `/api/`.
 * @throws Error when nothing answers in time, or it shows a certificate that is not trusted
 */
export function ask({ url, username, password, ca, isTunnel }: HttpApiAccess, path: string): Promise<Answer> {
  const target = new URL(`${url}/api/${path}`);
  const request = target.protocol === 'https:' ? https : http;
  const options = {
    auth: `${username}:${password}`,
    ca,
    timeout: 15_000,
    ...(isTunnel === true ? { checkServerIdentity: () => undefined } : {}),
  };
  return new Promise((resolve, reject) => {
    const sent = request(target, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks)) }));
    });
    sent.on('timeout', () => sent.destroy(new Error('it did not answer within 15 s')));
    sent.on('error', reject).end();
  });
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
