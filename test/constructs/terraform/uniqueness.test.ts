import { User } from '../../../constructs/access/user';
import { GlobalParameter } from '../../../constructs/broker/global-parameter';
import { OperatorPolicy } from '../../../constructs/topology/policies/operator-policy';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { Vhost } from '../../../constructs/topology/vhost';
import { Duration } from '../../../model/units/duration';
import { SingleNodeStack } from '../../../stacks/single-node';
import { brokerFixture, synth, testApp } from '../../harness';

test('fails when two ids become one address in Terraform', () => {
  const { stack, vhost } = brokerFixture();

  new QuorumQueue(stack, 'task.email', { vhost });
  new QuorumQueue(stack, 'taskemail', { vhost });

  expect(() => synth(stack)).toThrow(
    "[test/task.email] and [test/taskemail] would both be 'rabbitmq_queue.taskemail' in Terraform",
  );
});

test('fails when one object is declared twice', () => {
  const { stack, broker, vhost } = brokerFixture();

  new QuorumQueue(stack, 'one', { vhost, queueName: 'orders' });
  new QuorumQueue(stack, 'two', { vhost, queueName: 'orders' });
  new User(stack, 'worker', { broker });
  new User(stack, 'operator', { broker, userName: 'worker' });
  for (const id of ['ceiling', 'roof'])
    new OperatorPolicy(stack, id, { vhost, policyName: 'limit', pattern: '', applyTo: 'queues', maxLength: 1 });

  expect(() => synth(stack)).toThrow(
    /\[test\/one\] and \[test\/two\] declare the same queue 'orders' of virtual host 'shop'; declare it once[^]*the same user 'worker'[^]*\[test\/ceiling\] and \[test\/roof\] declare the same operator policy 'limit'/,
  );
});

test('fails when one object is declared twice in boot definitions', () => {
  const stack = new SingleNodeStack(testApp(), 'boot', { topologyBy: 'definitions' });
  const { broker } = stack;
  const vhost = new Vhost(stack, 'shop', { broker });

  new QuorumQueue(stack, 'one', { vhost, queueName: 'orders', messageTtl: Duration.hours(1) });
  new QuorumQueue(stack, 'two', { vhost, queueName: 'orders' });
  new User(stack, 'operator', { broker, userName: 'admin' });
  new GlobalParameter(stack, 'note', { broker, value: 1 });
  new GlobalParameter(stack, 'remark', { broker, parameterName: 'note', value: 2 });
  QuorumQueue.fromQueueName(stack, 'three', vhost, 'orders');

  const { message } = faultOf(() => synth(stack));
  expect(message).toContain(
    "[boot/one] and [boot/two] declare the same queue 'orders' of virtual host 'shop'; declare it",
  );
  expect(message).toMatch(/\[boot\/broker\S*\] and \[boot\/operator\] declare the same user 'admin'/);
  expect(message).toContain("[boot/note] and [boot/remark] declare the same global parameter 'note'");
  expect(message.match(/declare the same/g)).toHaveLength(3);
});

test('lets a queue and an exchange, or queues of two virtual hosts, have one name', () => {
  const { stack, vhost } = brokerFixture();
  const other = brokerFixture();

  new QuorumQueue(stack, 'orders', { vhost });
  new QuorumQueue(other.stack, 'orders', { vhost: other.vhost });

  expect(() => synth(stack)).not.toThrow();
});

function faultOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}
