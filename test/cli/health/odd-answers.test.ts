import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brokerState } from '../../../cli/health/broker-state';
import { healthFindings } from '../../../cli/health/findings';
import { asText } from '../../../cli/health/report';
import { UserError } from '../../../cli/program/user-error';

const sound: Readonly<Record<string, unknown>> = {
  overview: { cluster_name: 'test', listeners: [], object_totals: { queues: 0 } },
  nodes: [{ name: 'rabbit@a', running: true }],
  queues: [],
  'feature-flags': [],
  shovels: [{ name: 'copy', vhost: '/', state: 'terminated', reason: 'amqp://u:hunter2@h refused' }],
  'federation-links': [{ upstream: 'eu', exchange: 'events', vhost: '/', status: 'error', error: { a: 1 } }],
  'deprecated-features/used': [{ name: 'global_qos' }],
};

let server: Server;
let answers: Readonly<Record<string, unknown>> = sound;
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const answer = answers[url.replace('/api/', '').replace(/\?.*/, '')];
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('tells shovels, federation links and deprecated features, and no password', async () => {
  answers = sound;

  const text = await health();

  expect(text).toContain("shovel 'copy' in '/'");
  expect(text).toContain("federation link 'eu to events' in '/'");
  expect(text).toContain('global_qos');
  expect(text).not.toContain('hunter2');
});

test('says nothing of what a broker does not tell', async () => {
  answers = { ...sound, shovels: undefined, 'federation-links': undefined, 'deprecated-features/used': undefined };

  expect(await health()).toContain('well: nodes');
});

const odd = [null, 7, 'text', {}, [], [null], [[]], [7], [{}], { error: 'x' }];

test.each(
  Object.keys(sound).flatMap((path) =>
    odd.map((answer): [string, string, unknown] => [path, JSON.stringify(answer), answer]),
  ),
)('to GET /api/%s the answer %s ends in a state or one line', async (path, _, answer) => {
  answers = { ...sound, [path]: answer };

  const outcome = await health().catch((error: unknown) =>
    error instanceof UserError ? error.message : `a fault: ${String(error)}`,
  );

  expect(outcome).toMatch(/^the broker at http:.* answers GET \/api\/[^\n]*$|^test: \d+ nodes/);
});

async function health(): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const broker = { url: `http://127.0.0.1:${port}`, username: 'guest', password: 'guest' };
  const state = await brokerState({ broker, nodes: [], remedy: 'give another password' });
  return asText(state, healthFindings(state));
}
