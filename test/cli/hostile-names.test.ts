import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { fc } from '../random';
import { canCommand } from '../../cli/commands/can';
import { policyCommand } from '../../cli/commands/policy';
import { healthFindings } from '../../cli/health/findings';
import type { BrokerState } from '../../cli/health/broker-state';
import { asJson as healthJson, asText as healthText } from '../../cli/health/report';
import { jsonReport } from '../../cli/deploy/report';
import type { CliCommand } from '../../cli/program/program';
import type { ReviewFinding } from '../../cli/review/finding';
import { asJson as reviewJson } from '../../cli/review/report/json';
import { asMarkdown } from '../../cli/review/report/markdown';
import { asText as reviewText } from '../../cli/review/report/text';
import type { StackReview } from '../../cli/review/stack-review';
import type { DiagramEdge, DiagramNode } from '../../model/diagram/diagram';

const steering = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u{feff}\u{e0000}-\u{e007f}]|^\s*::|##(?:\[|vso\[)/iu;

const lures = [
  ...['\x1b[2J', '\x9b2J', '\x7f', '\n', '\r\n', '\u2028', '\u2029', '\u202e', '\u{e0041}', '\ud800', '\0'],
  ...['\nverdict: no change\n', '\n::error::', '::warning::', '##[error]', '##vso[task.complete]'],
  ...['@team', '[text](https://evil.example)', 'https://evil.example', 'www.evil.example', '<img src=x>', '#1', 'GH-1'],
  ...['|', '`', '*x*', '~~x~~', '</details>', '<!--', '-->', '&lt;', '\\'],
];

/** A name that tries to steer who reads it, among letters. */
const hostileName = fc
  .array(fc.oneof(fc.constantFrom(...lures), fc.string({ unit: 'binary', maxLength: 5 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(''));

describe('a name that tries to steer who reads it', () => {
  test('is a name in a review as text: no line more, and none that steers', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const text = reviewText([reviewOf(name)], false);

        expect(text.split('\n')).toHaveLength(reviewText([reviewOf('orders')], false).split('\n').length);
        expectNothingSteers(text);
      }),
    );
  });

  test('is a name in a review as Markdown: no line more, no element, no link, nobody called', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const text = asMarkdown([reviewOf(name)]);

        expect(text.split('\n')).toHaveLength(asMarkdown([reviewOf('orders')]).split('\n').length);
        expectNothingSteers(text);
        const [drawing = ''] = /```mermaid\n.*?\n```\n/su.exec(text) ?? [];
        const own = text
          .replace(drawing, '')
          .replaceAll(/<!-- rabbitmq-cdk review -->|<details open>|<\/?(?:details|summary|code)>|^> /gm, '');
        expectOnlyLabels(drawing);
        expect(own).not.toMatch(/[<>@]|(?<!\\)\]\(|:\/\/|www\.|#1|GH-1/i);
      }),
    );
  });

  test.each([
    ['review', (name: string) => reviewJson([reviewOf(name)])],
    ['health', (name: string) => healthJson(brokerOf(name), healthFindings(brokerOf(name)))],
  ])('is the same name in the JSON of %s, which steers nothing', (_, json) => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const text = json(name);

        expectNothingSteers(text);
        expect(JSON.stringify(JSON.parse(text))).toContain(JSON.stringify(name).slice(1, -1));
      }),
    );
  });

  test('is the same name in the events of a deployment, one a line', async () => {
    await fc.assert(
      fc.asyncProperty(hostileName, async (name) => {
        const waitingFor = [{ object: name, action: 'create', seconds: 1 }];
        const text = await printedWhile(() => {
          jsonReport.message(name, name);
          jsonReport.progress(name, { done: 1, total: 2, waitingFor });
          jsonReport.done({ stack: name, outcome: 'refused', reasons: [name], done: 0, total: 0 });
        });

        const lines = text.trimEnd().split('\n');
        expectNothingSteers(text);
        expect(lines).toHaveLength(3);
        for (const line of lines) expect(JSON.parse(line)).toMatchObject({ stack: name });
      }),
    );
  });

  test('is a name in the health of a broker', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const text = healthText(brokerOf(name), healthFindings(brokerOf(name)));

        expect(text.split('\n')).toHaveLength(
          healthText(brokerOf('orders'), healthFindings(brokerOf('orders'))).split('\n').length,
        );
        expectNothingSteers(text);
      }),
    );
  });

  describe('in a definitions file', () => {
    let folder = '';
    beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'rabbitmq-cdk-'))));
    afterAll(() => rmSync(folder, { recursive: true }));

    test.each([
      ['can', canCommand, (name: string) => ['--user', name, '--action', 'consume', '--queue', name]],
      ['policy', policyCommand, (name: string) => ['--queue', name]],
    ] as const)('is a name for %s', async (_, command, words) => {
      const file = join(folder, 'definitions.json');
      const output = async (name: string): Promise<string> => {
        writeFileSync(file, JSON.stringify(definitionsOf(name)));
        return printedBy(command, ['--definitions', file, '--vhost', '/', ...words(name)]);
      };
      const lines = (await output('orders')).split('\n').length;

      await fc.assert(
        // A name that is no argument of a command line, or no text of a file, can't be asked about.
        fc.asyncProperty(
          hostileName.filter((name) => !name.startsWith('-') && !/\p{Cs}/u.test(name)),
          async (name) => {
            const text = await output(name);

            expect(text.split('\n')).toHaveLength(lines);
            expectNothingSteers(text);
          },
        ),
      );
    });
  });
});

function expectNothingSteers(text: string): void {
  expect(text.split('\n').filter((line) => steering.test(line))).toEqual([]);
}

async function printedBy(command: CliCommand, words: readonly string[]): Promise<string> {
  const program = new Command();
  command.register(program, () => undefined);
  return printedWhile(() => program.parseAsync([program.commands[0]?.name() ?? '', ...words], { from: 'user' }));
}

async function printedWhile(work: () => unknown): Promise<string> {
  let printed = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
  try {
    await work();
  } finally {
    write.mockRestore();
  }
  return printed;
}

/** A fence with a Mermaid diagram, in which names are labels of letters and characters by number. */
function expectOnlyLabels(drawing: string): void {
  const label = String.raw`"(?:[\p{L}\p{N} .,:/_-]|#\d+;|<br/>)*"`;
  const line = new RegExp(
    String.raw`^(?:\x60{3}(?:mermaid)?|flowchart LR| {2}(?:classDef|linkStyle) [\w:#, -]+| {2}q0(?:\[${label}\]:::changed| ==>\|${label}\| q0))?$`,
    'u',
  );
  expect(drawing).not.toBe('');
  expect(drawing.split('\n').filter((one) => !line.test(one))).toEqual([]);
}

function reviewOf(name: string): StackReview {
  const lost: ReviewFinding = {
    effect: 'data',
    change: 'queue/deleted',
    object: { type: 'queue', vhost: name, name },
    at: name,
    message: `is deleted, and binding '${name}' with it`,
    because: `max-length ${name} → 2`,
    remedy: `look at '${name}'`,
    now: { messages: 1, consumers: 0 },
  };
  const queue: DiagramNode = { id: 'q0', kind: 'queue', name, type: name };
  const way: DiagramEdge = {
    id: 'd0',
    source: 'q0',
    target: 'q0',
    kind: 'dead-letter',
    lines: [name],
    change: 'added',
  };
  return {
    stack: name,
    caveats: [{ kind: 'incomplete', message: name }],
    findings: [lost, { ...lost, effect: 'online', object: { ...lost.object, vhost: null } }],
    diagrams: [
      {
        diagram: { vhost: name, nodes: [{ ...queue, change: 'changed', settings: [name] }], edges: [way] },
        omitted: 0,
      },
    ],
    moved: [{ from: name, to: name }],
    imported: [{ id: name, to: name }],
    failure: name,
  };
}

function brokerOf(name: string): BrokerState {
  return {
    clusterName: name,
    nodes: [{ name, running: false, partitions: [name], being_drained: true, mem_alarm: true }],
    queues: [{ name, vhost: name, type: 'quorum', messages: 1_000, consumers: 0, members: [name], online: [] }],
    hiddenQueues: 0,
    listeners: [{ node: name, protocol: name, port: 5672 }],
    featureFlags: [{ name, state: 'disabled', stability: 'stable' }],
    shovels: [{ name, vhost: name, state: 'terminated', reason: name }],
    federationLinks: [{ name, vhost: name, state: 'error', reason: name }],
    deprecatedFeatures: [name],
    policies: [],
    operatorPolicies: [],
    expiring: [{ node: name, protocol: name, port: 5671, notAfter: name }],
  };
}

function definitionsOf(name: string): object {
  return {
    vhosts: [{ name: '/' }],
    users: [{ name, password_hash: '', tags: '' }],
    permissions: [{ user: name, vhost: '/', configure: '', write: '', read: '.*' }],
    queues: [{ name, vhost: '/', durable: true, auto_delete: false, arguments: {} }],
    policies: [
      {
        vhost: '/',
        name,
        pattern: '.*',
        'apply-to': 'all',
        definition: { 'max-length': 1, 'dead-letter-exchange': name },
        priority: 0,
      },
    ],
  };
}
