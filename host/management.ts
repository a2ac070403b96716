import { exchange, type Trust } from './http';

/** The management HTTP API of one broker, as one of its users. Paths start below `/api/`; make them with {@link path}. */
export interface Management {
  /** What a path holds; the caller knows its shape from the API's reference. */
  get<T>(path: string): Promise<T>;
  /** The answer as the broker wrote it, which must be JSON: values of JavaScript lose digits, and tell no float. */
  getText(path: string): Promise<string>;
  put(path: string, body?: unknown): Promise<void>;
  /** Posts a request and returns the answer; undefined when it is empty. */
  post<T>(path: string, body?: unknown): Promise<T | undefined>;
  /** Posts JSON as it is written, for which {@link Management.getText} has its reason. */
  postText(path: string, text: string): Promise<void>;
  delete(path: string): Promise<void>;
}

/** What the API refused, with the broker's reason and without credentials. */
export class ManagementError extends Error {
  constructor(
    method: string,
    path: string,
    /** The HTTP status: 404 when there is no such object. */
    readonly status: number,
    /** What the broker says: `bad_request: …` */
    readonly reason: string,
    /** What the answer holds; undefined when it is no JSON. */
    readonly body?: unknown,
  ) {
    super(`${method} /api/${path} gives ${status}: ${reason}`);
    this.name = 'ManagementError';
  }
}

/**
 * A client of the management HTTP API.
 * @param url - where it answers: `http://127.0.0.1:15672`
 * @param timeout - how long one request may take, in milliseconds
 * @param trust - whom to take for the broker, over HTTPS
 * @see https://www.rabbitmq.com/docs/http-api-reference
 */
export function management(
  url: string,
  username: string,
  password: string,
  timeout = 30_000,
  trust: Trust = {},
): Management {
  const base = url.replace(/\/+$/, '');

  const request = async (method: string, path: string, body?: string): Promise<string> => {
    const asked = {
      method,
      auth: `${username}:${password}`,
      headers: { 'content-type': 'application/json' },
      body,
      timeout,
    };
    const answered = await exchange(new URL(`${base}/api/${path}`), asked, trust).catch((error: Error) => {
      throw new Error(`${method} ${base}/api/${path}: ${error.message || String(error)}`, { cause: error });
    });
    const { status, reason, text } = answered;
    if (status < 200 || status > 299)
      throw new ManagementError(method, path, status, reasonOf(text) || reason, read(text));
    return text;
  };

  const readJson = async (path: string): Promise<{ readonly text: string; readonly body: unknown }> => {
    const text = await request('GET', path);
    const body = read(text);
    if (body === undefined)
      throw new Error(`GET ${base}/api/${path}: the answer is no JSON, so that no management API answers there`);
    return { text, body };
  };

  return {
    get: async <T>(path: string) => (await readJson(path)).body as T,
    getText: async (path) => (await readJson(path)).text,
    put: async (path, body = {}) => void (await request('PUT', path, JSON.stringify(body))),
    post: async <T>(path: string, body: unknown = {}) =>
      read(await request('POST', path, JSON.stringify(body))) as T | undefined,
    postText: async (path, text) => void (await request('POST', path, text)),
    delete: async (path) => void (await request('DELETE', path)),
  };
}

/** A path with its values escaped: ``path`queues/${vhost}/${queue}` ``. */
export function path(segments: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: segments }, ...values.map(encodeURIComponent));
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The broker answers faults with `{"error": …, "reason": …}`; a proxy before it with anything. */
function reasonOf(text: string): string {
  const body = read(text);
  if (typeof body !== 'object' || body === null) return text.slice(0, 200);
  const { error, reason } = body as { readonly error?: unknown; readonly reason?: unknown };
  return [error, reason].filter(Boolean).join(': ');
}
