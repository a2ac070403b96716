import { exchange } from '../../host/http';

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
export async function ask(access: HttpApiAccess, path: string): Promise<Answer> {
  const { url, username, password, ca, isTunnel } = access;
  const asked = { auth: `${username}:${password}`, timeout: 15_000 };
  const trust = { ca, ...(isTunnel === true ? { checkServerIdentity: () => undefined } : {}) };
  const { status, text } = await exchange(new URL(`${url}/api/${path}`), asked, trust);
  return { status, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
