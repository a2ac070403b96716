import { fc } from '../../random';
import { checkContent } from '../../../cli/check/report';
import { toSarif } from '../../../cli/check/sarif';
import { toText } from '../../../cli/check/text';
import { UserError } from '../../../cli/program/user-error';
import { production } from '../../../rules/packs';

const version = { major: 4, minor: 2, patch: 0 };
const secret = 'hunter2';

const seedFile = {
  users: [
    { name: 'u', password_hash: `!${secret}`, hashing_algorithm: `${secret}A==`, tags: ['administrator'], limits: {} },
    { name: 'v', password: secret, password_hash: `${secret}A==`, tags: '' },
    { name: 'w', password_hash: `${secret}A`, tags: [] },
  ],
  vhosts: [{ name: '/', metadata: { default_queue_type: 'quorum' } }],
  permissions: [{ user: 'u', vhost: '/', configure: '.*', write: 'a|b', read: '(' }],
  topic_permissions: [{ user: 'u', vhost: '/', exchange: 'amq.topic', write: '', read: '' }],
  parameters: [
    { component: 'shovel', vhost: '/', name: 's', value: { 'src-uri': `amqp://u:${secret}@h`, 'src-queue': 'q' } },
    {
      component: 'federation-upstream',
      vhost: '/',
      name: 'f',
      value: { uri: [`amqp://u:${secret}@h`], 'ack-mode': `amqp://u:${secret}@h`, exchange: 7 },
    },
    {
      component: 'operator_policy',
      vhost: '/',
      name: 'o',
      value: { pattern: '.*', definition: { 'max-length': 5 }, priority: 0 },
    },
  ],
  global_parameters: [{ name: 'g', value: 1 }],
  policies: [{ name: 'p', vhost: '/', pattern: '^q', definition: { 'max-length': 5 }, priority: 0 }],
  queues: [{ name: 'q', vhost: '/', durable: true, auto_delete: false, arguments: { 'x-queue-type': 'quorum' } }],
  exchanges: [{ name: 'e', vhost: '/', type: 'topic', durable: true, auto_delete: false, arguments: {} }],
  bindings: [{ source: 'e', vhost: '/', destination: 'q', destination_type: 'queue', routing_key: '#', arguments: {} }],
};

/** A change of one value somewhere, to anything; or left out. */
const mutation = fc.record({ at: fc.nat(), to: fc.option(fc.jsonValue({ maxDepth: 2 }), { nil: undefined }) });

function mutated(content: unknown, { at, to }: { readonly at: number; readonly to: unknown }): unknown {
  const copy: unknown = structuredClone(content);
  const places: (() => void)[] = [];
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      places.push(() => {
        if (to === undefined) Reflect.deleteProperty(node, key);
        else Object.defineProperty(node, key, { value: to, enumerable: true, configurable: true, writable: true });
      });
      visit(value);
    }
  };
  visit(copy);
  places[at % Math.max(places.length, 1)]?.();
  return copy;
}

function checkAll(content: string): string {
  const report = checkContent(content, 'd.json', { version, rules: production });
  const sarif = toSarif([report], production);
  const texts = [toText(report, undefined), toText(report, { columns: 120, content })];
  return [...texts, JSON.stringify(report), JSON.stringify(sarif)].join('\n');
}

describe('check of anything', () => {
  test('ends with findings, and never tells a secret', () => {
    const files = fc
      .array(mutation, { minLength: 1, maxLength: 4 })
      .map((mutations) => mutations.reduce(mutated, seedFile as unknown));

    fc.assert(
      fc.property(files, (content) => {
        fc.pre(typeof content === 'object' && content !== null && !Array.isArray(content));
        expect(checkAll(JSON.stringify(content))).not.toContain(secret);
        expect(checkAll(JSON.stringify(content, null, 2))).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });

  test('that is broken off ends with a fault that can be mended', () => {
    const whole = JSON.stringify(seedFile);

    fc.assert(
      // An empty file is no broken one: the broker takes it.
      fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (length) => {
        expect(() => checkAll(whole.slice(0, length))).toThrow(UserError);
      }),
    );
  });

  test('that is nested deeply is no crash', () => {
    const depth = 9_000;
    const content = `{"queues": [{"name": "q", "vhost": "/", "arguments": {"x-a": ${'['.repeat(depth)}${']'.repeat(depth)}}}]}`;

    expect(checkAll(content)).toContain('queue/unknown-argument');
  });
});
