import type { TerraformStack } from 'cdktf';
import { topologyOf } from '../../../../constructs/declared/declaration';
import { ClassicQueue } from '../../../../constructs/topology/queues/classic-queue';
import { FanoutExchange } from '../../../../constructs/topology/exchanges/fanout-exchange';
import { QuorumQueue } from '../../../../constructs/topology/queues/quorum-queue';
import { StreamQueue } from '../../../../constructs/topology/queues/stream-queue';
import { Vhost } from '../../../../constructs/topology/vhost';
import { Duration } from '../../../../model/units/duration';
import { Size } from '../../../../model/units/size';
import { brokerFixture, resourceOf, resourcesOf } from '../../../harness';

describe('a queue with all defaults', () => {
  test.each([
    ['quorum', QuorumQueue],
    ['classic', ClassicQueue],
    ['stream', StreamQueue],
  ] as const)('of type %s is durable and says its type, so that no plan replaces it', (type, Kind) => {
    const { stack, vhost } = brokerFixture();

    const queue = new Kind(stack, 'orders', { vhost });

    expect(resourceOf(stack, queue)).toMatchObject({
      name: 'orders',
      vhost: 'shop',
      settings: { durable: true, auto_delete: false, arguments: { 'x-queue-type': type } },
      depends_on: ['rabbitmq_vhost.vhost'],
    });
    expect(resourcesOf(stack, 'rabbitmq_policy')).toEqual({});
  });
});

describe('a setting that a policy can carry', () => {
  test('goes to a policy that lists the queue, made before the queue', () => {
    const { stack, vhost } = brokerFixture();
    const dlx = new FanoutExchange(stack, 'dlx', { vhost });

    const queue = new QuorumQueue(stack, 'task.email', {
      vhost,
      messageTtl: Duration.minutes(1),
      expires: Duration.hours(1),
      maxLength: 100,
      maxLengthBytes: Size.mebibytes(1),
      overflow: 'reject-publish',
      deadLetterExchange: dlx,
      deadLetterRoutingKey: 'dead',
      deadLetterStrategy: 'at-least-once',
      deliveryLimit: 3,
      targetGroupSize: 3,
      queueLeaderLocator: 'balanced',
    });

    expect(onlyPolicy(stack)).toMatchObject({
      name: expect.stringMatching(/^quorum_queues-[0-9a-f]{8}$/),
      vhost: 'shop',
      policy: {
        pattern: '^(task\\.email)$',
        apply_to: 'quorum_queues',
        priority: 100,
        definition: {
          'message-ttl': '60000',
          expires: '3600000',
          'max-length': '100',
          'max-length-bytes': '1048576',
          overflow: 'reject-publish',
          'dead-letter-exchange': 'dlx',
          'dead-letter-routing-key': 'dead',
          'dead-letter-strategy': 'at-least-once',
          'delivery-limit': '3',
          'target-group-size': '3',
          'queue-leader-locator': 'balanced',
        },
      },
    });
    expect(resourceOf(stack, queue)['depends_on']).toEqual([
      'rabbitmq_vhost.vhost',
      expect.stringMatching(/^terraform_data\.vhost_Policies_InPlace_/),
    ]);
    expect(resourceOf(stack, queue)['settings']).toEqual({
      durable: true,
      auto_delete: false,
      arguments: { 'x-queue-type': 'quorum' },
    });
  });

  test('of a stream is written in RabbitMQ units', () => {
    const { stack, vhost } = brokerFixture();

    new StreamQueue(stack, 'log', {
      vhost,
      maxAge: Duration.days(7),
      streamMaxSegmentSizeBytes: Size.mebibytes(100),
      streamFilterSizeBytes: Size.bytes(32),
      initialClusterSize: 3,
    });

    expect(onlyPolicy(stack)['policy']).toMatchObject({
      apply_to: 'streams',
      definition: {
        'max-age': '7D',
        'stream-max-segment-size-bytes': '104857600',
        'stream-filter-size-bytes': '32',
        'initial-cluster-size': '3',
      },
    });
  });

  test('stays an argument when it is given as one', () => {
    const { stack, vhost } = brokerFixture();

    const queue = new QuorumQueue(stack, 'orders', { vhost, arguments: { 'x-message-ttl': 60_000 } });

    expect(resourceOf(stack, queue)['settings']).toEqual({
      durable: true,
      auto_delete: false,
      arguments_json: '{"x-message-ttl":60000,"x-queue-type":"quorum"}',
    });
    expect(resourcesOf(stack, 'rabbitmq_policy')).toEqual({});
  });
});

describe('a setting that no policy can carry', () => {
  test('is an argument, as JSON when it is no string', () => {
    const { stack, vhost } = brokerFixture();

    const quorum = new QuorumQueue(stack, 'quorum', { vhost, initialGroupSize: 3, singleActiveConsumer: true });
    const classic = new ClassicQueue(stack, 'classic', { vhost, maxPriority: 10, autoDelete: true });

    expect(resourceOf(stack, quorum)['settings']).toMatchObject({
      arguments_json: '{"x-queue-type":"quorum","x-quorum-initial-group-size":3,"x-single-active-consumer":true}',
    });
    expect(resourceOf(stack, classic)['settings']).toMatchObject({
      auto_delete: true,
      arguments_json: '{"x-max-priority":10,"x-queue-type":"classic"}',
    });
  });
});

describe('the removal policy', () => {
  test('protects a queue unless the queue, its virtual host or its broker says destroy', () => {
    const { stack, broker } = brokerFixture({ removalPolicy: 'protect' });
    const vhost = new Vhost(stack, 'kept', { broker });
    const scratch = new Vhost(stack, 'scratch', { broker, removalPolicy: 'destroy' });

    const queues = {
      kept: new QuorumQueue(stack, 'orders', { vhost }),
      let: new QuorumQueue(stack, 'cache', { vhost, removalPolicy: 'destroy' }),
      scratch: new QuorumQueue(stack, 'temp', { vhost: scratch }),
    };

    expect(resourceOf(stack, queues.kept)['lifecycle']).toEqual({ prevent_destroy: true });
    expect(resourceOf(stack, queues.let)['lifecycle']).toBeUndefined();
    expect(resourceOf(stack, queues.scratch)['lifecycle']).toBeUndefined();
    expect(resourceOf(stack, vhost)['lifecycle']).toEqual({ prevent_destroy: true });
  });
});

describe('an imported queue', () => {
  test('makes no resource, and is part of the topology as something that exists', () => {
    const { stack, vhost } = brokerFixture();

    QuorumQueue.fromQueueName(stack, 'legacy', vhost, 'legacy.in');

    expect(resourcesOf(stack, 'rabbitmq_queue')).toEqual({});
    expect(topologyOf(stack).queues).toEqual([
      {
        name: 'legacy.in',
        vhost: 'shop',
        durable: true,
        auto_delete: false,
        arguments: { 'x-queue-type': 'quorum' },
        imported: true,
        declaredAt: 'test/legacy',
      },
    ]);
  });
});

describe('fails when', () => {
  test('several props are malformed, and names all of them with path, prop, value and remedy', () => {
    const { stack, vhost } = brokerFixture();

    const declare = () =>
      new QuorumQueue(stack, 'orders', {
        vhost,
        queueName: 'a@b',
        maxLength: -1,
        deliveryLimit: 1.5,
        initialGroupSize: 0,
      });

    expect(declare).toThrow(
      [
        `[test/orders] 'queueName' must not contain '@', got 'a@b': the provider creates the object and then cannot read it back; use another character, or declare it through boot definitions ('topologyBy' of the broker)`,
        `[test/orders] 'maxLength' must be an integer of at least 0, got -1`,
        `[test/orders] 'deliveryLimit' must be an integer, got 1.5`,
        `[test/orders] 'initialGroupSize' must be a whole number, 1 or more, got 0`,
      ].join('\n'),
    );
  });

  test.each([
    [{ deadLetterRoutingKey: '42' }, /'deadLetterRoutingKey' must not look like a number in a policy, got '42'/],
    [{ queueName: '' }, /'queueName' must not be empty/],
    [{ queueName: 'x'.repeat(256) }, /'queueName' must be at most 255 bytes, got 256/],
    [{ queueName: 'a\ud800b' }, /'queueName' must not contain half of a surrogate pair, got "a\\ud800b"/],
    [{ queueName: '..' }, /'queueName' must not be '\.' or '\.\.', got '\.\.': HTTP drops such a step of a path/],
    [{ queueName: 'cafe\u0301' }, /'queueName' must be in Unicode's normal form C .*; write "caf\u00e9", or/],
    [{ queueName: '\ufefforders' }, /not begin with a byte order mark, .*; write "orders", or/],
    [{ queueName: 'a\nb' }, /'queueName' must not contain line breaks, got "a\\nb"/],
    [{ expires: Duration.milliseconds(0) }, /'expires' must be an integer of at least 1 in milliseconds, got 0ms/],
    [{ arguments: { 'x-queue-type': 'classic' } }, /use the construct of that type/],
    [{ maxLength: 1, arguments: { 'x-max-length': 2 } }, /'arguments' must not hold 'x-max-length'/],
    [{ singleActiveConsumer: true, arguments: { 'x-single-active-consumer': true } }, /which another prop sets/],
  ])('it is given %p', (props, message) => {
    const { stack, vhost } = brokerFixture();

    expect(() => new QuorumQueue(stack, 'orders', { vhost, ...props })).toThrow(message);
  });

  test('its dead letter exchange is in another virtual host', () => {
    const { stack, broker, vhost } = brokerFixture();
    const other = new Vhost(stack, 'other', { broker });
    const dlx = new FanoutExchange(stack, 'dlx', { vhost: other });

    expect(() => new QuorumQueue(stack, 'orders', { vhost, deadLetterExchange: dlx })).toThrow(
      /'deadLetterExchange' must be in virtual host 'shop' of the same broker, got 'dlx' of 'other'/,
    );
  });

  test.each([0, 256, 1.5])('a classic queue has a highest priority of %p', (maxPriority) => {
    const { stack, vhost } = brokerFixture();

    expect(() => new ClassicQueue(stack, 'orders', { vhost, maxPriority })).toThrow(
      /'maxPriority' must be .* from 1 to 255/,
    );
  });

  test('a stream has a filter or segments of a size that RabbitMQ refuses', () => {
    const { stack, vhost } = brokerFixture();

    const declare = () =>
      new StreamQueue(stack, 'log', {
        vhost,
        maxAge: Duration.milliseconds(1),
        streamFilterSizeBytes: Size.bytes(8),
        streamMaxSegmentSizeBytes: Size.gibibytes(4),
      });

    expect(declare).toThrow(/'maxAge'[^]*'streamMaxSegmentSizeBytes'[^]*'streamFilterSizeBytes'/);
  });
});

function onlyPolicy(stack: TerraformStack): Readonly<Record<string, unknown>> {
  const [policy = {}, ...others] = Object.values(resourcesOf(stack, 'rabbitmq_policy'));
  expect(others).toEqual([]);
  return policy;
}
