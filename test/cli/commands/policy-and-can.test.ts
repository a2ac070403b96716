import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canCommand } from '../../../cli/commands/can';
import { policyCommand } from '../../../cli/commands/policy';
import { catchPrinted, ran } from '../printed';
import { jsonOutputOf } from '../json-output';

const definitions = {
  users: [{ name: 'app', tags: '' }],
  vhosts: [{ name: '/', metadata: { default_queue_type: 'quorum' } }],
  permissions: [{ user: 'app', vhost: '/', configure: '', write: '^(events|a(?=b))$', read: '^q$' }],
  topic_permissions: [{ user: 'app', vhost: '/', exchange: 'events', write: '^order\\.', read: '' }],
  exchanges: [{ name: 'events', vhost: '/', type: 'topic', durable: true, auto_delete: false, internal: false }],
  queues: [{ name: 'q', vhost: '/', arguments: { 'x-max-length': 3 } }],
  policies: [
    {
      vhost: '/',
      name: 'limits',
      pattern: '^q',
      'apply-to': 'quorum_queues',
      definition: { 'max-length': 5 },
      priority: 1,
    },
    { vhost: '/', name: 'one', pattern: '^ev', 'apply-to': 'all', definition: { 'max-length': 5 } },
    { vhost: '/', name: 'two', pattern: '^ev', 'apply-to': 'all', definition: { 'max-length': 6 } },
  ],
  parameters: [
    {
      component: 'operator_policy',
      vhost: '/',
      name: 'cap',
      value: { pattern: '', 'apply-to': 'all', definition: { 'max-length': 4 }, priority: 0 },
    },
  ],
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-'));
  writeFileSync(join(folder, 'definitions.json'), JSON.stringify(definitions));
});
afterAll(() => rmSync(folder, { recursive: true }));

const printed = catchPrinted();
const cli = (command: string, ...words: readonly string[]) =>
  ran(printed, [command, '--definitions', join(folder, 'definitions.json'), '--vhost', '/', ...words], {
    policy: { summary: '', load: () => policyCommand },
    can: { summary: '', load: () => canCommand },
  });

describe('rabbitmq-cdk policy', () => {
  test('names the policies of a queue, and what they come to', async () => {
    const { code, output } = await cli('policy', '--queue', 'q', '--format', 'json');

    expect(jsonOutputOf('policy', output)).toEqual({
      policy: 'limits',
      operatorPolicy: 'cap',
      definition: { 'max-length': 4 },
    });
    expect(code).toBe(0);
  });

  test('explains to people what governs in the end', async () => {
    const { output } = await cli('policy', '--queue', 'q');

    expect(output).toBe(
      [
        "policy: limits (priority 1, quorum_queues, pattern '^q')",
        "operator policy: cap (priority 0, all, pattern '')",
        'definition:',
        '  max-length: 4',
        'because:',
        "  policy 'limits' (priority 1) applies",
        "  operator policy 'cap' (priority 0) applies",
        'in the end, with the arguments of this quorum queue:',
        '  max-length: 3 (by argument, which counts over 4)',
        '',
      ].join('\n'),
    );
  });

  test('says so when it is not defined which one applies', async () => {
    const { code, output, errors } = await cli('policy', '--exchange', 'events', '--format', 'json');

    expect(jsonOutputOf('policy', output)).toEqual({
      policy: null,
      operatorPolicy: 'cap',
      definition: { 'max-length': 4 },
    });
    expect(errors).toMatch(/match with the same priority/);
    expect(code).toBe(1);
  });

  test.each([
    ['an undeclared queue', ['--queue', 'nope'], /queue 'nope' is not declared in virtual host '\/'/],
    ['an undeclared exchange', ['--exchange', 'nope'], /exchange 'nope' is not declared in virtual host '\/'/],
    ['neither queue nor exchange', [], /give one of '--queue' and '--exchange'/],
    ['a version that is none', ['--queue', 'q', '--server-version', 'x'], /give a version such as 4.3 or 4.0.5/],
    ['both', ['--queue', 'q', '--exchange', 'events'], /give one of '--queue' and '--exchange'/],
    [
      'an undeclared virtual host',
      ['--vhost', 'nope', '--exchange', 'amq.topic'],
      /virtual host 'nope' is not declared/,
    ],
  ])('fails when it is asked about %s', async (_, words, message) => {
    const { code, errors } = await cli('policy', ...words);

    expect(errors).toMatch(message);
    expect(code).toBe(1);
  });
});

describe('rabbitmq-cdk can', () => {
  test.each<[string, readonly string[], boolean]>([
    [
      'publish with a key that the topic permission allows',
      ['publish', '--exchange', 'events', '--key', 'order.x'],
      true,
    ],
    ['publish with another', ['publish', '--exchange', 'events', '--key', 'x'], false],
    ['publish to the default exchange', ['publish', '--exchange', '', '--key', 'q'], false],
    ['publish to a queue', ['publish', '--queue', 'q'], false],
    ['consume', ['consume', '--queue', 'q'], true],
    ['get', ['get', '--queue', 'other'], false],
    ['purge', ['purge', '--queue', 'q'], true],
    ['declare', ['declare', '--queue', 'q'], false],
    ['delete', ['delete', '--exchange', 'events'], false],
    ['bind', ['bind', '--queue', 'q', '--exchange', 'events', '--key', '#'], false],
  ])('tells whether a user may %s', async (_, [action = '', ...object], allowed) => {
    const { code, output } = await cli('can', '--user', 'app', '--action', action, ...object, '--format', 'json');

    expect(jsonOutputOf('can', output)).toEqual({ allowed, needs: expect.any(Array), because: expect.any(String) });
    expect(code).toBe(allowed ? 0 : 2);
  });

  test('says what it takes', async () => {
    const { output } = await cli(
      'can',
      '--user',
      'app',
      '--action',
      'publish',
      '--exchange',
      'events',
      '--key',
      'x',
      '--format',
      'json',
    );

    expect(JSON.parse(output)).toEqual({
      allowed: false,
      needs: [
        { permission: 'write', kind: 'exchange', name: 'events' },
        { permission: 'write', kind: 'topic', name: 'events', routingKey: 'x' },
      ],
      because: "'^order\\.' (write topic) does not match routing key 'x' of exchange 'events'",
    });
  });

  test('refuses a user without permissions', async () => {
    const { code, output } = await cli('can', '--user', 'who', '--action', 'get', '--queue', 'q');

    expect(output).toBe("not allowed: user 'who' has no permissions in virtual host '/'\n  needs read on queue 'q'\n");
    expect(code).toBe(2);
  });

  test.each([
    ['to consume from an exchange', ['consume', '--exchange', 'events'], /to consume takes a queue; give '--queue'/],
    ['to bind nothing', ['bind'], /give '--exchange' and one of '--queue' and '--destination'/],
    ['to do what is no action', ['fly', '--queue', 'q'], /Allowed choices are publish/],
  ])('fails when it is asked %s', async (_, words, message) => {
    const { code, errors } = await cli('can', '--user', 'app', '--action', ...words);

    expect(errors).toMatch(message);
    expect(code).toBe(1);
  });
});
