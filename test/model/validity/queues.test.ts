import { binding, queue, saidOf, saidOfFile } from './fixture';

describe('a queue', () => {
  test.each([
    [{ 'x-queue-type': 'quorum', 'x-delivery-limit': 5, 'x-max-length': 1000 }],
    [{ 'x-queue-type': 'classic', 'x-max-priority': 4, 'x-expires': 1 }],
    [{ 'x-queue-type': 'stream', 'x-max-age': '7D', 'x-max-length-bytes': 1e9 }],
    [{ 'x-queue-type': 'undefined', 'x-message-ttl': 0 }],
    [{ 'x-queue-type': 'quorum', 'x-dead-letter-exchange': '', 'x-overflow': 'reject-publish' }],
  ])('is accepted with %j', (args) => {
    expect(saidOf({ queues: [queue(args)] })).toEqual([]);
  });

  test.each([
    [{ 'x-queue-type': 'Quorum' }, 'refused queue/type'],
    [{ 'x-message-ttl': '60000' }, 'refused queue/argument-value'],
    [{ 'x-message-ttl': 315_360_000_001 }, 'refused queue/argument-value'],
    [{ 'x-expires': 0 }, 'refused queue/argument-value'],
    [{ 'x-queue-type': 'stream', 'x-max-age': '7d' }, 'refused queue/argument-value'],
    [{ 'x-queue-type': 'stream', 'x-message-ttl': 5 }, 'refused queue/argument-of-other-type'],
    [{ 'x-queue-type': 'quorum', 'x-max-priority': 5 }, 'refused queue/argument-of-other-type'],
    [{ 'x-delivery-limit': 5 }, 'refused queue/argument-of-other-type'],
    [{ 'x-dead-letter-routing-key': 'k' }, 'refused queue/routing-key-without-dead-letter-exchange'],
    [{ 'x-anything': null }, 'refused queue/argument-null'],
    [{ 'x-mesage-ttl': 5 }, 'hazard queue/unknown-argument'],
    [{ 'x-queue-type': 'quorum', 'x-delivery-limit': '20' }, 'hazard queue/argument-not-validated'],
    [{ 'x-consumer-timeout': 'x' }, 'hazard queue/argument-not-validated'],
    [{ 'x-queue-type': 'quorum', 'x-delivery-limit': -1 }, 'hazard queue/delivery-limit-grows-log'],
    [{ 'x-queue-type': 'quorum', 'x-overflow': 'reject-publish-dlx' }, 'hazard queue/overflow-of-other-type'],
    [{ 'x-queue-mode': 'lazy' }, 'deprecated queue/argument-without-effect'],
    [{ 'x-queue-master-locator': 'client-local' }, 'deprecated queue/master-locator'],
  ])('with %j is %s', (args, expected) => {
    expect(saidOf({ queues: [queue(args)] })).toEqual([expected]);
  });

  test.each([
    ['4.0.6', ['deprecated queue/transient', 'hazard queue/transient-bound']],
    ['4.0.7', ['deprecated queue/transient']],
    ['4.0', ['deprecated queue/transient']],
  ])('that is transient and bound keeps a node of %s with Khepri from its next boot: %j', (version, expected) => {
    const topology = { queues: [queue({}, { durable: false })], bindings: [binding('amq.direct', 'q')] };

    expect(saidOf(topology, version)).toEqual(expected);
    expect(saidOfFile(topology, version)).toEqual(expected);
  });

  test.each([
    [{ 'x-stream-filter-size-bytes': 16 }, '4.2.6', ['deprecated queue/argument-without-effect']],
    [{ 'x-stream-filter-size-bytes': 16 }, '4.2.7', ['refused queue/argument-of-other-type']],
    // 4.3.0 came before 4.2.7.
    [{ 'x-stream-filter-size-bytes': 16 }, '4.3.0', ['deprecated queue/argument-without-effect']],
    [{ 'x-stream-filter-size-bytes': 16 }, '4.3.1', ['refused queue/argument-of-other-type']],
    [{ 'x-consumer-timeout': 5 }, '4.2.9', []],
    [{ 'x-consumer-timeout': 5 }, '4.3.1', ['deprecated queue/argument-without-effect']],
    [{ 'x-consumer-timeout': 5 }, '4.3.2', ['refused queue/argument-of-other-type']],
    [{ 'x-delayed-retry-type': 'all' }, '4.2.9', ['hazard queue/unknown-argument']],
    [{ 'x-delayed-retry-type': 'all' }, '4.3.0', ['refused queue/argument-of-other-type']],
    [{ 'x-member-placement-tag': 'a' }, '4.3.5', ['hazard queue/unknown-argument']],
    [{ 'x-queue-master-locator': 'client-local' }, '4.3.0', ['refused queue/argument-denied']],
    [{ 'x-queue-mode': 'eager' }, '4.2.9', ['refused queue/argument-value']],
    [{ 'x-queue-mode': 'eager' }, '4.3.0', ['deprecated queue/argument-without-effect']],
    [{ 'x-queue-type': '' }, '4.2.7', ['refused queue/type']],
    [{ 'x-queue-type': '' }, '4.2.8', []],
    [{ 'x-queue-type': '' }, '4.3.1', ['refused queue/type']],
    [{ 'x-queue-type': '' }, '4.3.2', []],
    [{ 'x-queue-type': 'quorum', 'x-delivery-limit': -1 }, '4.1.4', ['hazard queue/delivery-limit-grows-log']],
    [{ 'x-queue-type': 'quorum', 'x-delivery-limit': -1 }, '4.1.5', []],
    [{ 'x-queue-type': 'quorum', 'x-delivery-limit': 1.5 }, '4.2.4', []],
    [{ 'x-queue-type': 'quorum', 'x-delivery-limit': 1.5 }, '4.2.5', ['hazard queue/argument-not-validated']],
  ])('with %j is, for %s, %j', (args, version, expected) => {
    expect(saidOf({ queues: [queue(args)] }, version)).toEqual(expected);
  });

  test('has the type of its virtual host by the words for it, even where that type is not possible', () => {
    const vhosts = [{ name: '/', default_queue_type: 'quorum' as const }];
    const saidOfType = (type: string) =>
      saidOf({ vhosts, queues: [queue({ 'x-queue-type': type }, { auto_delete: true })] }, '4.3.2');

    expect(saidOf({ vhosts, queues: [queue({}, { auto_delete: true })] }, '4.3.2')).toEqual([]);
    expect(saidOfType('undefined')).toEqual(['refused queue/property-of-type']);
    expect(saidOfType('')).toEqual(['refused queue/property-of-type']);
  });

  test.each([
    ['http', '4.2', ['deprecated queue/transient']],
    ['http', '4.3', ['refused queue/transient']],
    ['amqp', '4.3', []],
  ] as const)('that is durable and exclusive is, over %s for %s, %j', (channel, version, expected) => {
    const exclusive = { ...queue({}), exclusive: true };

    expect(saidOf({ queues: [exclusive] }, version, channel)).toEqual(expected);
  });

  test('is silently left out by an import where a deprecated feature is denied', () => {
    const located = queue({ 'x-queue-master-locator': 'client-local' });

    expect(saidOfFile({ queues: [located] }, '4.3.0')).toEqual(['hazard queue/silently-missing']);
  });

  test.each(['policies', 'operatorPolicies'] as const)('drops silently what %s tell it to refuse', (kind) => {
    const policy = {
      name: 'p',
      vhost: '/',
      pattern: '^q$',
      'apply-to': 'queues' as const,
      definition: { overflow: 'reject-publish-dlx', 'max-length': 5 },
      priority: 0,
    };
    const overflowing = { 'x-queue-type': 'quorum', 'x-overflow': 'reject-publish' };

    expect(saidOf({ [kind]: [policy], queues: [queue(overflowing)] })).toEqual(['hazard queue/overflow-of-other-type']);
    expect(saidOf({ [kind]: [policy], queues: [queue({ 'x-queue-type': 'classic' })] })).toEqual([]);
  });

  test.each([
    [{ durable: false }, 'classic', '4.2', ['deprecated queue/transient']],
    [{ durable: false }, 'classic', '4.3', ['refused queue/transient']],
    [{ durable: false }, 'quorum', '4.2', ['refused queue/property-of-type']],
    [{ auto_delete: true }, 'stream', '4.2', ['refused queue/property-of-type']],
    [{ auto_delete: true }, 'classic', '4.2', []],
  ])('with %j and type %s is, for %s, %j', (properties, type, version, expected) => {
    expect(saidOf({ queues: [queue({ 'x-queue-type': type }, properties)] }, version)).toEqual(expected);
  });

  test('is refused over HTTP when its name has more than 255 bytes, and taken by an import', () => {
    const long = queue({}, { name: 'ü'.repeat(128) });

    expect(saidOf({ queues: [long] })).toEqual(['refused queue/name-length']);
    expect(saidOfFile({ queues: [long] })).toEqual(['hazard queue/name-length']);
  });

  test('has a name: over HTTP it would have no address, and an import takes it for no client to say', () => {
    const nameless = queue({}, { name: '' });

    expect(saidOf({ queues: [nameless] })).toEqual(['refused queue/name']);
    expect(saidOfFile({ queues: [nameless] })).toEqual(['hazard queue/name']);
  });

  test('is silently left out by an import where HTTP refuses it', () => {
    const transient = queue({ 'x-queue-type': 'quorum' }, { durable: false });

    expect(saidOf({ queues: [transient] })).toEqual(['refused queue/property-of-type']);
    expect(saidOfFile({ queues: [transient] })).toEqual(['hazard queue/silently-missing']);
  });

  test('takes the type of its virtual host only where the virtual host may say it', () => {
    const untyped = queue({ 'x-delivery-limit': 5 });

    const inMetadata = saidOfFile({
      vhosts: [{ name: '/', metadata: { default_queue_type: 'quorum' } }],
      queues: [untyped],
    });
    const atTop = saidOfFile({ vhosts: [{ name: '/', default_queue_type: 'quorum' }], queues: [untyped] });

    expect(inMetadata).toEqual([]);
    expect(atTop).toEqual(['hazard vhost/default-queue-type-ignored', 'refused queue/argument-of-other-type']);
  });

  test('without a name is refused, for the broker would not survive it', () => {
    expect(saidOfFile({ queues: [{ vhost: '/' }] })).toEqual([
      'refused queue/name',
      'breaks queue/vhost-does-not-start',
    ]);
    expect(saidOfFile({ queues: [{ vhost: '/' }] }, '4.3.6')).toEqual(['refused queue/name']);
  });

  test('that says its type outside of the arguments is not of that type', () => {
    expect(saidOfFile({ queues: [{ ...queue({}), type: 'quorum' }] })).toEqual(['hazard queue/type-ignored']);
  });
});
