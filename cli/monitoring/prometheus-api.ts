import { exchange } from '../../host/http';
import { UserError } from '../program/user-error';

/** A series as Prometheus answers. */
export interface FoundSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

/** The time that a query is about, in seconds since 1970. */
export interface QueryRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** How long an answer may take, in milliseconds. */
const PATIENCE = 60_000;

/** The HTTP API of a Prometheus, or of what answers as one does. */
export class PrometheusApi {
  readonly #base: URL;

  /**
   * @param url - where it answers, below a path too; with the user and password, where it asks for them
   * @throws UserError when it is no such URL; it says nothing of what was given, which may hold a password
   */
  constructor(url: string) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new UserError(`'--prometheus' must be the http or https URL of a Prometheus: http://HOST:9090`);
    this.#base = new URL(url);
  }

  /**
   * The series of a query, now or over a time.
   * @throws UserError when it does not answer, or refuses the query
   */
  async query(expr: string, range?: QueryRange): Promise<readonly FoundSeries[]> {
    const { origin, pathname, username, password } = this.#base;
    const where = `${origin}${pathname.replace(/\/+$/, '')}`;
    const url = new URL(`${where}/api/v1/${range === undefined ? 'query' : 'query_range'}`);
    const asked = { query: expr, ...(range === undefined ? {} : numbersAsText(range)) };
    const auth = username === '' ? undefined : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    const answered = await exchange(url, {
      method: 'POST',
      auth,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(asked).toString(),
      timeout: PATIENCE,
    }).catch((error: Error) => {
      throw new UserError(`cannot ask Prometheus at ${where}: ${error.message || String(error)}`);
    });
    const body = answerOf(answered.text);
    if (body?.data?.result === undefined)
      throw new UserError(
        `Prometheus at ${where} answers ${answered.status} ${body?.error ?? answered.reason} to the query ${expr}`,
      );
    return body.data.result;
  }
}

interface Answer {
  readonly data?: { readonly result?: readonly FoundSeries[] };
  readonly error?: string;
}

function answerOf(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

function numbersAsText(range: QueryRange): Record<string, string> {
  return Object.fromEntries(Object.entries(range).map(([name, value]) => [name, String(value)]));
}
