import { ManagementError } from '../../host/management';
import { brokerApi, type BrokerEndpoint } from '../broker/broker-endpoint';
import { UserError } from '../program/user-error';

/** How long one request may take. */
export const REQUEST_MILLISECONDS = 15_000;

/** What a broker answers, or why it does not, as an error for the user. */
export interface BrokerAnswers {
  /** @throws UserError when it does not answer, or refuses */
  get<T>(path: string): Promise<T>;
  /**
   * A list of objects.
   * @param keys - members of each that must be strings
   * @throws UserError when it is none
   */
  list<T>(path: string, ...keys: readonly string[]): Promise<readonly T[]>;
  /** As `list`, of what only some brokers tell, by their version or plugins: empty where they do not. */
  listIfKnown<T>(path: string, ...keys: readonly string[]): Promise<readonly T[]>;
  /** What only some users are told: undefined where the broker refuses this one. */
  getIfPermitted<T>(path: string): Promise<T | undefined>;
}

/**
 * A broker's answers to questions of its HTTP API.
 * @param remedy - what to do where its credentials are refused: a clause that says where they come from
 */
export function brokerAnswers(broker: BrokerEndpoint, remedy: string): BrokerAnswers {
  const api = brokerApi(broker, REQUEST_MILLISECONDS);
  /** @param absent - the statuses that say that there is nothing, or nothing for this user */
  const ask = async <T>(path: string, absent: readonly number[]): Promise<T | undefined> => {
    try {
      return await api.get<T>(path);
    } catch (error) {
      if (!(error instanceof ManagementError))
        throw new UserError(`the broker at ${broker.url} cannot be reached: ${(error as Error).message}`);
      const { status } = error;
      if (absent.includes(status)) return undefined;
      if (status === 401)
        throw new UserError(`the broker at ${broker.url} refuses user '${broker.username}' (401): ${remedy}`);
      const hint = status === 403 ? `: user '${broker.username}' needs the tag 'monitoring'; see docs/health.md` : '';
      throw new UserError(`the broker at ${broker.url} answers ${status} to GET /api/${path}${hint}`);
    }
  };
  const asList = <T>(path: string, answer: unknown, keys: readonly string[]): readonly T[] => {
    const isWhole = (one: unknown) => isObject(one) && keys.every((key) => typeof one[key] === 'string');
    if (Array.isArray(answer) && answer.every(isWhole)) return answer;
    throw new UserError(`the broker at ${broker.url} answers GET /api/${path} with no list of objects; ${NO_API}`);
  };
  return {
    get: async <T>(path: string) => (await ask<T>(path, [])) as T,
    list: async <T>(path: string, ...keys: readonly string[]) => asList<T>(path, await ask(path, []), keys),
    listIfKnown: async <T>(path: string, ...keys: readonly string[]) => {
      const answer = await ask(path, [404, 405]);
      return answer === undefined ? [] : asList<T>(path, answer, keys);
    },
    getIfPermitted: (path) => ask(path, [401, 403]),
  };
}

/** Whether an answer is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** What to do when something else than a broker answers. */
export const NO_API = 'give the URL of a management API of RabbitMQ';
