import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrokerEndpoint } from '../../../cli/broker/broker-endpoint';

/** What is answered by path, without its query; a path that is missing is 404, and one that is undefined is 401. */
export type Answers = Readonly<Record<string, unknown>>;

/** A server in the place of a broker's HTTP API, which answers what a test says. */
export interface AnsweringBroker {
  readonly endpoint: BrokerEndpoint;
  answer(answers: Answers): void;
  stop(): Promise<void>;
}

/** Starts a server that answers with JSON. */
export async function startAnsweringBroker(): Promise<AnsweringBroker> {
  let answers: Answers = {};
  const server = createServer(({ url = '' }, response) => {
    const path = url.replace('/api/', '').replace(/\?.*/, '');
    const answer = answers[path];
    response.statusCode = answer !== undefined ? 200 : path in answers ? 401 : 404;
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: { url: `http://127.0.0.1:${port}`, username: 'guest', password: 'guest' },
    answer: (told) => void (answers = told),
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
