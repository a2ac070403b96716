import { User } from '../../constructs/access/user';
import { QuorumQueue } from '../../constructs/topology/quorum-queue';
import { brokerFixture, synth } from '../harness';

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

  expect(() => synth(stack)).toThrow(
    /\[test\/one\] and \[test\/two\] declare the same queue 'orders' of virtual host 'shop'; declare it once[^]*the same user 'worker'/,
  );
});

test('lets a queue and an exchange, or queues of two virtual hosts, have one name', () => {
  const { stack, vhost } = brokerFixture();
  const other = brokerFixture();

  new QuorumQueue(stack, 'orders', { vhost });
  new QuorumQueue(other.stack, 'orders', { vhost: other.vhost });

  expect(() => synth(stack)).not.toThrow();
});
