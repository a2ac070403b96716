import { brokerState } from '../../../cli/health/broker-state';
import { healthFindings } from '../../../cli/health/findings';
import { asText } from '../../../cli/health/report';
import { UserError } from '../../../cli/program/user-error';
import { startAnsweringBroker, type AnsweringBroker, type Answers } from './answering-broker';

const sound: Readonly<Record<string, unknown>> = {
  overview: { cluster_name: 'test', listeners: [], object_totals: { queues: 0 } },
  nodes: [{ name: 'rabbit@a', running: true }],
  queues: [],
  'feature-flags': [],
  shovels: [{ name: 'copy', vhost: '/', state: 'terminated', reason: 'amqp://u:hunter2@h refused' }],
  'federation-links': [{ upstream: 'eu', exchange: 'events', vhost: '/', status: 'error', error: { a: 1 } }],
  'deprecated-features/used': [{ name: 'global_qos' }],
  policies: [],
  'operator-policies': [],
};

let broker: AnsweringBroker;
let answers: Answers = sound;
beforeAll(async () => {
  broker = await startAnsweringBroker();
});
afterAll(() => broker.stop());

test('tells shovels, federation links and deprecated features, and no password', async () => {
  answers = sound;

  const text = await health();

  expect(text).toContain("shovel 'copy' in '/'");
  expect(text).toContain("federation link 'eu to events' in '/'");
  expect(text).toContain('global_qos');
  expect(text).not.toContain('hunter2');
});

test('says nothing of what a broker does not tell', async () => {
  const { overview, nodes, queues, 'feature-flags': flags } = sound;
  answers = { overview, nodes, queues, 'feature-flags': flags };

  expect(await health()).toContain('well: nodes');
});

test('tells a shovel of the configuration, which is in no virtual host', async () => {
  answers = { ...sound, shovels: [{ name: 'copy', type: 'static', state: 'terminated' }] };

  expect(await health()).toContain("shovel 'copy'");
  expect(await health()).not.toContain('undefined');
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

  expect(outcome).not.toContain('undefined');
  expect(outcome).toMatch(/^the broker at http:.* answers GET \/api\/[^\n]*$|^test: \d+ nodes?/);
});

async function health(): Promise<string> {
  broker.answer(answers);
  const state = await brokerState({ broker: broker.endpoint, nodes: [], remedy: 'give another password' });
  return asText(state, healthFindings(state));
}
