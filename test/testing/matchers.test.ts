import {
  Binding,
  ClassicQueue,
  ConsistentHashExchange,
  DirectExchange,
  FanoutExchange,
  HeadersExchange,
  OperatorPolicy,
  QuorumQueue,
  TopicExchange,
  User,
  defaultExchange,
} from 'rabbitmq-cdk';
import { recommended } from 'rabbitmq-cdk/rules';
import 'rabbitmq-cdk/testing/jest';
import { brokerFixture } from '../harness';

const { stack, broker, vhost } = brokerFixture();
const unroutable = new FanoutExchange(stack, 'unroutable', { vhost });
const events = new TopicExchange(stack, 'events', { vhost, alternateExchange: unroutable });
const lost = new QuorumQueue(stack, 'lost', { vhost, maxLength: 10 });
lost.bindTo(unroutable);
const rejected = new DirectExchange(stack, 'rejected', { vhost });
const failed = new QuorumQueue(stack, 'failed', { vhost, maxLength: 100 });
failed.bindTo(rejected, 'billing');
const billing = new QuorumQueue(stack, 'billing', {
  vhost,
  maxLength: 1_000,
  deadLetterExchange: rejected,
  deadLetterRoutingKey: 'billing',
});
billing.bindTo(events, 'order.*');
const audit = new QuorumQueue(stack, 'audit', { vhost, maxLength: 1_000, deadLetterExchange: rejected });
audit.bindTo(events, '#');
const forgotten = new QuorumQueue(stack, 'forgotten', { vhost });
const reports = new HeadersExchange(stack, 'reports', { vhost });
const pdfs = new QuorumQueue(stack, 'pdfs', { vhost, maxLength: 10 });
new Binding(stack, 'pdfs-of-reports', { source: reports, destination: pdfs, headers: { format: 'pdf' } });
const worker = new User(stack, 'worker', { broker });
billing.grants.consume(worker);
events.grants.publish(worker);

describe('toRoute', () => {
  test('holds when a message comes to exactly the queues, in any order', () => {
    expect(events).toRoute('order.created', [audit, billing]);
    expect(events).toRoute('user.created', [audit]);
    expect(events).toRoute('user.created', 'audit');
  });

  test('follows headers', () => {
    expect(reports).toRoute('', [pdfs], { headers: { format: 'pdf' } });
    expect(reports).toRoute('', [], { headers: { format: 'csv' } });
  });

  test('behind .not holds when a message comes to none of the queues, and with an empty list, to some', () => {
    expect(events).not.toRoute('user.created', [billing, lost]);
    expect(() => expect(events).not.toRoute('user.created', [billing, audit])).toThrow(/must come to none of/);
    expect(events).not.toRoute('user.created', []);
    expect(() => expect(reports).not.toRoute('', [])).toThrow(/must come to a queue/);
  });

  test('shows what is missing, what is too much, and the way that the message took', () => {
    expect(() => expect(events).toRoute('user.created', [billing])).toThrow(
      `the message 'user.created' to exchange 'events' must come to exactly 'billing'
  it does not come to 'billing':
    exchange 'events' → queue 'billing': the binding 'order.*' does not take 'user.created': word 1 is 'user', and it takes 'order'
  it also comes to 'audit'
its way:
  exchange 'events' → queue 'audit', by the binding '#'`,
    );
  });

  test('tells a queue that may be chosen from one that is always', () => {
    const { stack: other, vhost: host } = brokerFixture();
    const shards = new ConsistentHashExchange(other, 'shards', { vhost: host });
    const one = new QuorumQueue(other, 'one', { vhost: host });
    one.bindTo(shards, '1');
    expect(shards).toRoute('k', [one]);
    new QuorumQueue(other, 'two', { vhost: host }).bindTo(shards, '1');

    expect(() => expect(shards).toRoute('k', [one])).toThrow(
      `it does not come to 'one' whatever is chosen:
    exchange 'shards' → queue 'one', by the binding '1'; it chooses one of several
  it also comes to 'two'`,
    );
  });

  test('says where a message comes that should come nowhere', () => {
    expect(() => expect(events).toRoute('user.created', [])).toThrow(/must come to no queue\n {2}it comes to 'audit'/);
  });

  test('says what it is for when it is asked of something else', () => {
    expect(() => expect(billing).toRoute('order.created', [billing])).toThrow(
      /toRoute is for an exchange, got another object; for example expect\(events\)\.toRoute/,
    );
  });
});

describe('toDeadLetterTo', () => {
  test('holds when every dead letter comes to the queue', () => {
    expect(billing).toDeadLetterTo(failed);
    expect(billing).toDeadLetterTo(failed, { reason: 'delivery_limit' });
  });

  test('needs the routing key where the queue keeps it', () => {
    expect(audit).toDeadLetterTo(failed, { key: 'billing' });
    expect(audit).not.toDeadLetterTo(failed, { key: 'shipping' });
    expect(() => expect(audit).toDeadLetterTo(failed))
      .toThrow(`what queue 'audit' dead-letters must come to queue 'failed'
  queue 'audit', rejected or too many in the queue or delivered too often → exchange 'rejected' → 'failed'
    exchange 'rejected' → queue 'failed', by the binding 'billing'; perhaps
    it keeps the routing key of the message, which is not known here: give 'key'`);
  });

  test('names the nearest binding of the dead-letter exchange', () => {
    expect(() => expect(audit).toDeadLetterTo(failed, { key: 'bill', reason: 'rejected' })).toThrow(
      `  queue 'audit', rejected → exchange 'rejected' with 'bill': no queue gets it
    exchange 'rejected' → queue 'failed': the binding 'billing' takes that very key, not 'bill'`,
    );
  });

  test('says that a queue without a dead-letter exchange drops its messages', () => {
    expect(() => expect(forgotten).toDeadLetterTo(failed)).toThrow(
      "queue 'forgotten', rejected or delivered too often: dropped, it has no dead-letter exchange",
    );
    expect(() => expect(forgotten).toDeadLetterTo(failed, { reason: 'maxlen' })).toThrow(
      'its settings never dead-letter a message as maxlen',
    );
  });

  test('knows that any message may bring a time to live of its own', () => {
    expect(billing).toDeadLetterTo(failed, { reason: 'expired' });
  });
});

describe('toBeReachable', () => {
  test('follows bindings, alternate exchanges and dead letters', () => {
    expect(billing).toBeReachable();
    expect(lost).toBeReachable();
    expect(failed).toBeReachable({ from: events });
    expect(pdfs).not.toBeReachable({ from: events });
    expect(forgotten).not.toBeReachable();
  });

  test('says what leads to a queue that is not reached', () => {
    expect(() => expect(forgotten).toBeReachable()).toThrow('no binding leads to it');
    expect(() => expect(pdfs).toBeReachable({ from: 'events' })).toThrow(
      "it is bound to 'reports', which no message to 'events' reaches",
    );
  });
});

describe('toGrantOnly', () => {
  test('holds for exactly what a user may use', () => {
    expect(worker).toGrantOnly({ read: [billing], write: [events] });
  });

  test('shows what a user may do besides, and what it may not', () => {
    expect(() => expect(worker).toGrantOnly({ read: [audit], write: [events] })).toThrow(
      `user 'worker' must be granted only what is expected
  it may also read 'billing' in virtual host 'shop'
  it may not read 'audit' in virtual host 'shop'
its permissions:
  in virtual host 'shop': configure '^$', write '^(events)$', read '^(billing)$'`,
    );
  });

  test('names some of many', () => {
    const { stack: other, broker: owner, vhost: host } = brokerFixture();
    const operator = new User(other, 'operator', { broker: owner });
    for (let number = 10; number < 30; number += 1) new ClassicQueue(other, `q${number}`, { vhost: host });
    host.grants.administer(operator);

    expect(() => expect(operator).toGrantOnly({})).toThrow(
      /it may also read 'q18' in virtual host 'shop'\n {2}it may also read 18 others\nits permissions:/,
    );
  });

  test('finds names that nobody declared, and knows the default exchange', () => {
    const { stack: other, broker: owner, vhost: host } = brokerFixture();
    const operator = new User(other, 'operator', { broker: owner });
    const sender = new User(other, 'sender', { broker: owner });
    const queue = new QuorumQueue(other, 'queue', { vhost: host });
    host.grants.administer(operator);
    queue.grants.publish(sender);

    expect(() => expect(operator).toGrantOnly({ read: [queue] })).toThrow(/may also write names that are not declared/);
    expect(sender).toGrantOnly({ write: [defaultExchange(host)] });
  });
});

describe('toHaveEffectivePolicy', () => {
  test('holds for settings that the broker applies, whatever it applies besides', () => {
    expect(billing).toHaveEffectivePolicy({ 'max-length': 1_000 });
    expect(billing).toHaveEffectivePolicy({ 'max-length': expect.any(Number), 'dead-letter-exchange': 'rejected' });
    expect(billing).not.toHaveEffectivePolicy({ 'max-length': 2 });
  });

  test('shows what differs and which policies were considered', () => {
    expect(() => expect(billing).toHaveEffectivePolicy({ 'max-length': 2, overflow: 'reject-publish' })).toThrow(
      /max-length: expected 2, got 1000\n {2}overflow: expected "reject-publish", got nothing\n {2}.*'quorum_queues-[0-9a-f]{8}'/,
    );
  });

  test('counts operator policies', () => {
    const { stack: other, vhost: host } = brokerFixture();
    const queue = new QuorumQueue(other, 'queue', { vhost: host, maxLength: 1_000 });
    new OperatorPolicy(other, 'limits', { vhost: host, pattern: '.*', applyTo: 'queues', maxLength: 10 });

    expect(queue).toHaveEffectivePolicy({ 'max-length': 10 });
  });
});

test('toPassRules asks what enforce asks, and shows what breaks', () => {
  expect(() => expect(stack).toPassRules(recommended)).toThrow(/topology\/queue-is-bounded: queue 'forgotten'/);
  expect(stack).not.toPassRules(recommended);
  expect(stack).toPassRules([]);
});

test('toBeAcceptedBy asks what a broker of another version refuses', () => {
  const { stack: other, vhost: host } = brokerFixture({ serverVersion: '4.2' });
  new QuorumQueue(other, 'queue', { vhost: host });
  expect(other).toBeAcceptedBy('4.3');
  new ClassicQueue(other, 'placed', { vhost: host, arguments: { 'x-queue-master-locator': 'min-masters' } });

  expect(other).toBeAcceptedBy('4.2');
  expect(other).not.toBeAcceptedBy('4.3');
  expect(() => expect(other).toBeAcceptedBy('4.3')).toThrow(
    /RabbitMQ 4\.3 must accept what 'test' declares\n.*'placed'/,
  );
  expect(() => expect(other).toBeAcceptedBy('4')).toThrow(/'version' must be one such as '4\.3', got "4"/);
});
