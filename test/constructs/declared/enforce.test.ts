import { TerraformStack } from 'cdktf';
import { acknowledge } from '../../../constructs/declared/acknowledge';
import { enforce } from '../../../constructs/declared/enforce';
import { ClassicQueue } from '../../../constructs/topology/queues/classic-queue';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { production, recommended } from '../../../rules/packs';
import type { Rule } from '../../../rules/rule';
import { brokerFixture, synth } from '../../harness';

describe('enforce', () => {
  test('lets pass what no broker refuses and no rule finds', () => {
    const { stack, vhost } = brokerFixture();
    new QuorumQueue(stack, 'orders', { vhost, maxLength: 1000, overflow: 'reject-publish' });

    enforce(recommended, stack);

    expect(synth(stack).resource['rabbitmq_queue']).toHaveProperty('orders');
  });

  test('fails with what the broker refuses and what breaks a rule, of all stacks at once', () => {
    const { stack, broker, vhost } = brokerFixture();
    const other = new TerraformStack(stack.node.root, 'other');
    new ClassicQueue(stack, 'unbounded', { vhost });
    new ClassicQueue(other, 'wrong', {
      vhost: Vhost.fromVhostName(other, 'vhost', broker, 'shop'),
      maxLength: 5,
      arguments: { 'x-max-priority': 256 },
    });

    enforce(recommended, stack, other);

    expect(() => synth(stack)).toThrow(
      /\[test\/unbounded\] topology\/queue-is-bounded: queue 'unbounded': it has no length limit; set/,
    );
    expect(() => synth(stack)).toThrow(
      /\[other\/wrong\] queue\/argument-value: queue 'wrong': 'x-max-priority' must be an integer from 0 to 255, got 256; correct it/,
    );
  });

  test('says nothing of stacks that are not held to it', () => {
    const { stack, vhost } = brokerFixture();
    const other = new TerraformStack(stack.node.root, 'other');
    new ClassicQueue(stack, 'unbounded', { vhost });

    enforce(production, other);

    expect(synth(stack).resource['rabbitmq_queue']).toHaveProperty('unbounded');
  });

  test('lets pass what is acknowledged, at the construct or around it', () => {
    const { stack, vhost } = brokerFixture();
    const audit = new ClassicQueue(stack, 'audit', { vhost });
    acknowledge(audit, 'topology/queue-is-bounded', 'kept a year by law');
    acknowledge(stack, 'topology/queue-is-replicated', 'one node is all there is');

    enforce(production, stack);

    expect(synth(stack).resource['rabbitmq_queue']).toHaveProperty('audit');
  });

  test('fails for an acknowledgement that nothing needs', () => {
    const { stack, vhost } = brokerFixture();
    const bounded = new QuorumQueue(stack, 'orders', { vhost, maxLength: 1000 });
    acknowledge(bounded, 'topology/queue-is-bounded', 'it was not, once');

    enforce(recommended, stack);

    expect(() => synth(stack)).toThrow("[test/orders] the acknowledgement of 'topology/queue-is-bounded' is unused");
  });

  test('tells of all stacks at once, also of those that are held to other rules', () => {
    const { stack, broker, vhost } = brokerFixture();
    const other = new TerraformStack(stack.node.root, 'other');
    new ClassicQueue(stack, 'unbounded', { vhost });
    new ClassicQueue(other, 'single', { vhost: Vhost.fromVhostName(other, 'vhost', broker, 'shop'), maxLength: 5 });

    enforce(recommended, stack);
    enforce(production, other);

    expect(() => synth(stack)).toThrow(
      /\[test\/unbounded\] topology\/queue-is-bounded[^]*\[other\/single\] topology\/queue-is-replicated/,
    );
  });

  test('lets a construct acknowledge a rule to which only other stacks are held', () => {
    const { stack, vhost } = brokerFixture();
    const priorities = new ClassicQueue(stack, 'priorities', { vhost, maxLength: 5, maxPriority: 3 });
    acknowledge(priorities, 'topology/queue-is-replicated', 'only a classic queue knows priorities');

    enforce(recommended, stack);

    expect(synth(stack).resource['rabbitmq_queue']).toHaveProperty('priorities');
  });
});

test.each([
  ['a number', () => 5, 'got 5'],
  ['null in a list', () => [null], 'got null'],
  ['what has no subject', () => [{ message: 'wrong', remedy: 'mend it' }], 'got an object'],
])('a rule that returns %s is told by its id, with what it must return', (_, check, got) => {
  const { stack } = brokerFixture();
  const rule = { id: 'own', demand: 'demands', because: 'of us', widespread: false, check } as unknown as Rule;

  enforce([rule], stack);

  expect(() => synth(stack)).toThrow(
    `[rule "own"] 'check' must return violations, each { subject: { object: { type, vhost, name }, at }, message, remedy }, ${got}`,
  );
});
