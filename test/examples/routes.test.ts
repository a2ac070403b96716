import type { Construct } from 'constructs';
import { KubernetesStack, SingleNodeStack, type IExchange, type IQueue, type User } from 'rabbitmq-cdk';
import { production, recommended } from 'rabbitmq-cdk/rules';
import 'rabbitmq-cdk/testing/jest';
import { Access } from '../../examples/access';
import { Audit } from '../../examples/audit';
import { BootDefinitions } from '../../examples/boot-definitions';
import { kubernetesCourse } from '../../examples/kubernetes-course';
import { Limits } from '../../examples/limits';
import { Logging } from '../../examples/logging';
import { Reliability } from '../../examples/reliability';
import { Spreading } from '../../examples/spreading';
import { Tasks } from '../../examples/tasks';
import { testApp } from '../harness';

const stack = new SingleNodeStack(testApp(), 'single-node', {
  plugins: [Audit, Reliability, Spreading].flatMap(({ plugins }) => plugins),
});

const queue = (scope: Construct, path: string) => part<IQueue>(scope, path);
const exchange = (scope: Construct, path: string) => part<IExchange>(scope, path);

function part<T>(scope: Construct, path: string): T {
  return path.split('/').reduce((at, id) => at.node.findChild(id) as Construct, scope) as unknown as T;
}

describe('logging', () => {
  const logging = new Logging(stack, 'logging', { broker: stack.broker });
  const to = (id: string) => exchange(logging, id);

  test.each([
    ['direct_logs', 'warning', ['warnings']],
    ['direct_logs', 'info', []],
    ['logs_direct', 'critical', ['errors_seen']],
    ['logs', '', ['log_archive']],
    ['topic_logs', 'kern.critical', ['critical_logs', 'kernel_logs']],
    ['topic_logs', 'cron.info', []],
    ['main_exchange', 'known', ['routed']],
    ['main_exchange', 'other', ['unrouted']],
    ['main', 'disk.error', ['error_alerts']],
  ])('%s takes %p to %p', (name, key, queues) => {
    expect(to(name)).toRoute(key, queues);
  });

  test('reports that are PDFs are routed by their headers', () => {
    const headers = { format: 'pdf', type: 'report' };
    expect(to('headers_logs')).toRoute('', ['pdf_reports'], { headers });
    expect(to('headers_logs')).toRoute('', [], { headers: { format: 'pdf' } });
  });

  test('what the main queue gives up is kept', () => {
    expect(queue(logging, 'main_queue')).toDeadLetterTo('dead_letters');
  });
});

describe('tasks', () => {
  const tasks = new Tasks(stack, 'tasks', { broker: stack.broker });

  test.each(['task_queue', 'task_queue_with_dlx', 'ttl_queue', 'limited_queue', 'quorum_queue'])(
    'what %s gives up is kept',
    (id) => {
      expect(queue(tasks, id)).toDeadLetterTo('dead_letters');
    },
  );

  test('a task that waits for its next try comes back', () => {
    expect(queue(tasks, 'task_retry')).toDeadLetterTo(queue(tasks, 'task_queue'), { reason: 'expired' });
  });
});

describe('reliability', () => {
  const reliability = new Reliability(stack, 'reliability', { broker: stack.broker });

  test('a payment that fails waits, and returns', () => {
    const payments = queue(reliability, 'payments/Queue');
    expect(payments).toDeadLetterTo('payments.retry.1', { key: 'payments' });
    expect(queue(reliability, 'payments/Waiting1')).toDeadLetterTo(payments);
  });

  test('a payment that failed three times more is parked', () => {
    expect(queue(reliability, 'payments/Queue')).toDeadLetterTo('payments.parked', { key: 'retry-3' });
  });
});

test('spreading takes a key to one of the queues, which it is is for the broker to choose', () => {
  const spreading = new Spreading(stack, 'spreading', { broker: stack.broker });
  const hash = exchange(spreading, 'hash_exchange');

  expect(queue(spreading, 'queue1')).toBeReachable({ from: hash });
  expect(() => expect(hash).toRoute('customer-5', ['queue1'])).toThrow(/queue 'queue2', .*one of several/);
  expect(exchange(spreading, 'recent_exchange')).toRoute('', ['late_reader']);
});

describe('access', () => {
  const access = new Access(stack, 'access', { broker: stack.broker });
  const orders = queue(access, 'prod-orders');
  const events = exchange(access, 'prod-events');

  test('in production orders come to the service, and everything to the audit', () => {
    expect(events).toRoute('order.created', [orders, 'audit']);
    expect(events).toRoute('user.created', ['audit']);
  });

  test('the service reads the orders, publishes events, and may do nothing else', () => {
    expect(part<User>(access, 'prod_user')).toGrantOnly({ read: [orders], write: [events] });
  });

  test('the development environment has its own orders', () => {
    expect(queue(access, 'dev-orders')).toBeReachable({ from: exchange(access, 'dev-events') });
  });
});

describe('audit', () => {
  const audit = new Audit(stack, 'audit', stack);

  test.each(['user.authentication.failure', 'permission.created', 'queue.deleted', 'parameter.cleared'])(
    'keeps %s',
    (event) => {
      expect(exchange(audit, 'broker_events')).toRoute(event, ['broker_audit']);
    },
  );

  test('does not keep parameters that are set, since they hold passwords', () => {
    expect(exchange(audit, 'broker_events')).toRoute('parameter.set', []);
  });

  test('the auditor reads the stream, and may do nothing else', () => {
    expect(part<User>(audit, 'auditor')).toGrantOnly({ read: [queue(audit, 'broker_audit')] });
  });
});

test('in limits the policy sets a bound, and the operator policy lowers what lies above its own', () => {
  const limits = new Limits(stack, 'limits', { broker: stack.broker });

  expect(queue(limits, 'limited-orders')).toHaveEffectivePolicy({ 'max-length': 1_000, overflow: 'reject-publish' });
  expect(queue(limits, 'app.orders')).toHaveEffectivePolicy({ 'max-length': 10_000, 'message-ttl': 3_600_000 });
});

describe('boot-definitions', () => {
  const byDefinitions = new SingleNodeStack(testApp(), 'by-definitions', {
    topologyBy: 'definitions',
    plugins: BootDefinitions.plugins,
  });
  const example = new BootDefinitions(byDefinitions, 'example', byDefinitions);

  test('the batch user writes to its exchange, and may do nothing else', () => {
    expect(part<User>(example, 'batch_user')).toGrantOnly({ write: [exchange(example, 'events')] });
  });

  test('is accepted by both generations of servers', () => {
    expect(byDefinitions).toBeAcceptedBy('4.0');
    expect(byDefinitions).toBeAcceptedBy('4.3');
  });
});

test('kubernetes-course passes the rules for production with a topology on it', () => {
  const kubernetes = new KubernetesStack(testApp(), 'kubernetes', kubernetesCourse);
  new Tasks(kubernetes, 'tasks', kubernetes);

  expect(kubernetes).toPassRules(production);
  expect(kubernetes).toBeAcceptedBy('4.3');
});

test('all examples pass the recommended rules and are accepted by both generations of servers', () => {
  expect(stack).toPassRules(recommended);
  expect(stack).toBeAcceptedBy('4.0');
  expect(stack).toBeAcceptedBy('4.3');
});
