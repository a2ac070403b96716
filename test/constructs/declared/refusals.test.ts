import { TerraformStack, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { declare } from '../../../constructs/declared/declaration';
import { acknowledge } from '../../../constructs/declared/acknowledge';
import { enforce } from '../../../constructs/declared/enforce';
import { BrokerPolicy } from '../../../constructs/topology/policies/broker-policy';
import { ClassicQueue } from '../../../constructs/topology/queues/classic-queue';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { TopicExchange } from '../../../constructs/topology/exchanges/topic-exchange';
import { Permissions } from '../../../constructs/access/permissions';
import { User } from '../../../constructs/access/user';
import { Vhost } from '../../../constructs/topology/vhost';
import { recommended } from '../../../rules/packs';
import { brokerFixture, synth } from '../../harness';

type Fixture = ReturnType<typeof brokerFixture>;

describe('what a broker refuses', () => {
  test.each<[string, (on: Fixture) => unknown, RegExp]>([
    [
      'a name that is the server’s own',
      ({ stack, vhost }) => new QuorumQueue(stack, 'q', { vhost, queueName: 'amq.q' }),
      /\[test\/q\] queue\/reserved-name: queue 'amq\.q'/,
    ],
    [
      'a pattern that is none',
      ({ stack, vhost }) => new BrokerPolicy(stack, 'p', { vhost, pattern: '(', applyTo: 'queues', maxLength: 1 }),
      /\[test\/p\] policy\/pattern: policy 'p'/,
    ],
    [
      'a key of policies that no server has any more',
      ({ stack, vhost }) =>
        new BrokerPolicy(stack, 'p', { vhost, pattern: '^a', applyTo: 'queues', definition: { 'ha-mode': 'all' } }),
      /\[test\/p\] policy\/[a-z-]+: policy 'p': 'ha-mode'/,
    ],
    [
      'a number that is written as a string',
      ({ stack, vhost }) => new ClassicQueue(stack, 'q', { vhost, arguments: { 'x-max-length': '10' } }),
      /\[test\/q\] queue\/argument-value: queue 'q': 'x-max-length' must be .*, got "10"/,
    ],
    [
      'an argument of another type of queue',
      ({ stack, vhost }) => new QuorumQueue(stack, 'q', { vhost, arguments: { 'x-max-priority': 5 } }),
      /\[test\/q\] queue\/argument-of-other-type: queue 'q'/,
    ],
    [
      'an exchange with a name that is the server’s own',
      ({ stack, vhost }) => new TopicExchange(stack, 'e', { vhost, exchangeName: 'amq.mine' }),
      /\[test\/e\] exchange\/reserved-name: exchange 'amq\.mine'/,
    ],
    [
      'a permission with a pattern that is none',
      ({ stack, broker, vhost }) =>
        new Permissions(stack, 'p', { user: new User(stack, 'u', { broker }), vhost, read: '[' }),
      /\[test\/p\] permission\/pattern: permission 'u'/,
    ],
  ])('is an error at synthesis, without any rules: %s', (_, declare, message) => {
    const fixture = brokerFixture();

    declare(fixture);

    expect(() => synth(fixture.stack)).toThrow(message);
  });

  test('is told once, of all stacks together, beside what breaks a rule', () => {
    const { stack, broker, vhost } = brokerFixture();
    const other = new TerraformStack(stack.node.root, 'other');
    new QuorumQueue(stack, 'one', { vhost, queueName: 'amq.one', maxLength: 1 });
    const there = Vhost.fromVhostName(other, 'vhost', broker, 'shop');
    new QuorumQueue(other, 'two', { vhost: there, queueName: 'amq.two', maxLength: 1 });
    new QuorumQueue(other, 'unbounded', { vhost: there });
    enforce(recommended, stack, other);

    const message = messageOf(() => synth(stack));

    expect(message.match(/\[\S+\] [a-z]+\/\S+/g)).toEqual([
      '[test/one] queue/reserved-name:',
      '[other/two] queue/reserved-name:',
      '[other/unbounded] topology/queue-is-bounded:',
    ]);
  });

  test('cannot be acknowledged', () => {
    const { stack, vhost } = brokerFixture();
    const queue = new QuorumQueue(stack, 'q', { vhost, queueName: 'amq.q' });
    acknowledge(queue, 'queue/name', 'it is meant so');

    expect(() => synth(stack)).toThrow('[test/q] queue/reserved-name');
  });

  test.each([
    ['4.2', true],
    ['4.3', false],
  ])('follows the version of the broker: %s', (serverVersion, isRefused) => {
    const { stack, vhost } = brokerFixture({ serverVersion });
    new BrokerPolicy(stack, 'p', {
      vhost,
      pattern: '^a',
      applyTo: 'quorum_queues',
      definition: { 'delayed-retry-min': 1000 },
    });

    expect(messageOf(() => synth(stack)).includes('[test/p] policy/')).toBe(isRefused);
  });

  test.each<[string, (stack: TerraformStack) => number, boolean]>([
    ['a value that is known', () => -1, true],
    ['a variable', (stack) => new TerraformVariable(stack, 'longest', { type: 'number' }).numberValue, false],
  ])('is said of what is known at synthesis: %s', (_, valueIn, isSaid) => {
    const { stack, broker, vhost } = brokerFixture();
    const queue = { name: 'q', vhost: vhost.vhostName, durable: true, auto_delete: false };
    const longest = valueIn(stack);

    declare(new Construct(stack, 'raw'), broker, () => ({
      queues: [{ ...queue, arguments: { 'x-max-length': longest } }],
    }));

    expect(messageOf(() => synth(stack)).includes('[test/raw] queue/argument-value')).toBe(isSaid);
  });

  test('is asked again when more is declared', () => {
    const { stack, vhost } = brokerFixture();
    synth(stack);
    new QuorumQueue(stack, 'q', { vhost, queueName: 'amq.q' });

    expect(() => synth(stack)).toThrow('[test/q] queue/reserved-name');
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
    return '';
  } catch (error) {
    return String(error);
  }
}
