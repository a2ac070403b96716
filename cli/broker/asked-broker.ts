import { ManagementError, type Management } from '../../host/management';
import { UserError } from '../program/user-error';
import { brokerApi, type BrokerEndpoint } from './broker-endpoint';

/** An export of many thousand objects takes its time. */
const REQUEST_MILLISECONDS = 60_000;

/** A broker whose faults are told to who called the command. */
export type AskedBroker = Pick<Management, 'get' | 'getText'>;

/**
 * Asks a broker; each request fails with a UserError that says what to do when it does not answer, or refuses.
 * @throws UserError when the file with the authorities to trust cannot be read
 */
export function askedBroker(endpoint: BrokerEndpoint): AskedBroker {
  const api = brokerApi(endpoint, REQUEST_MILLISECONDS);
  const explained = async <T>(asked: string, answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      throw new UserError(brokerFault(endpoint, `GET /api/${asked}`, error));
    }
  };
  return {
    get: (path) => explained(path, api.get(path)),
    getText: (path) => explained(path, api.getText(path)),
  };
}

/** What to tell of a request that failed. */
export function brokerFault({ url }: BrokerEndpoint, request: string, error: unknown): string {
  if (!(error instanceof ManagementError)) return `the broker at ${url} cannot be reached: ${(error as Error).message}`;
  const { status, reason } = error;
  const why = status >= 400 && hints[status] === undefined && reason !== '' ? `: ${reason}` : (hints[status] ?? '');
  return `the broker at ${url} answers ${status} to ${request}${why}`;
}

const hints: Readonly<Record<number, string>> = {
  401: `: give an administrator's name and password, in the URL or as RABBITMQ_USERNAME and RABBITMQ_PASSWORD`,
  403: `: the user needs the tag 'administrator'`,
};
