import { TerraformStack } from 'cdktf';
import {
  ClassicQueue,
  Duration,
  HeadersExchange,
  QuorumQueue,
  SingleNodeStack,
  TopicExchange,
  User,
} from 'rabbitmq-cdk';
import 'rabbitmq-cdk/testing/jest';
import { synthesized } from 'rabbitmq-cdk/testing';
import { brokerFixture, testApp } from '../harness';

test('a stack is a table of its topology, and what else it has', () => {
  const { stack, broker, vhost } = brokerFixture();
  const events = new TopicExchange(stack, 'events', { vhost });
  const orders = new QuorumQueue(stack, 'orders', { vhost, maxLength: 1_000, messageTtl: Duration.minutes(5) });
  orders.bindTo(events, 'order.#');
  orders.grants.consume(new User(stack, 'worker', { broker }));

  expect(synthesized(stack)).toMatchSnapshot();
});

test('forty queues are forty lines', () => {
  const { stack, vhost } = brokerFixture();
  for (let i = 10; i < 50; i += 1) new QuorumQueue(stack, `orders-${i}`, { vhost, maxLength: i });

  const { text } = synthesized(stack);

  expect(text.split('\n').filter((line) => line.startsWith('queue'))).toHaveLength(40);
  expect(text.split('\n').length).toBeLessThan(80);
});

test('what replaces a queue, and what type a header has, is in its line', () => {
  const { stack, vhost } = brokerFixture();
  const pdfs = new ClassicQueue(stack, 'pdfs', { vhost, maxPriority: 5, singleActiveConsumer: true, maxLength: 9 });
  const reports = new HeadersExchange(stack, 'reports', { vhost });
  pdfs.addBinding(reports, { headers: { pages: '3', tier: 3, format: 'pdf', note: 'a  b', flag: true } });

  const lines = synthesized(stack).text.split('\n');

  expect(lines.filter((line) => /^(?:queue|binding)/.test(line))).toEqual([
    'queue  shop: pdfs        classic  max-length=9  arguments x-max-priority=5  x-single-active-consumer=true',
    'binding  shop: reports     → queue pdfs  flag=true  format=pdf  note="a  b"  pages="3"  tier=3  x-match=all',
  ]);
});

test('what a machine, a version of a provider or a digest says is no part of it', () => {
  const stack = new SingleNodeStack(testApp(), 'single-node', {});

  const { text } = synthesized(stack);

  expect(text).not.toContain(process.cwd());
  expect(text).not.toMatch(/[0-9a-f]{32}/);
  expect(text).not.toMatch(/version: [0-9]/);
  expect(text).not.toMatch(/_[0-9A-F]{8}\b/);
  expect(text).toContain('docker_container');
});

test('a stack is the same text whatever the order of its declarations', () => {
  const texts = [['a', 'b'] as const, ['b', 'a'] as const].map((ids) => {
    const { stack, vhost } = brokerFixture();
    for (const id of ids) new QuorumQueue(stack, id, { vhost, maxLength: 5 });
    return synthesized(stack).text;
  });

  expect(texts[0]).toBe(texts[1]);
});

test('a secret that stands in clear is masked', () => {
  const stack = new TerraformStack(testApp(), 'test');
  stack.addOverride('resource.example_login.admin', { username: 'admin', password: 'hunter2', token: '${var.token}' });

  const { text } = synthesized(stack);

  expect(text).not.toContain('hunter2');
  expect(text).toContain('password: <secret>');
  expect(text).toContain('${var.token}');
});
