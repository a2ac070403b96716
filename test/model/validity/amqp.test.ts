import { binding, exchange, queue, saidOf, saidOverAmqp } from './fixture';

// A topology of ours has no exclusive queues: they belong to a connection.
const exclusive = { exclusive: true };

describe('what an application declares over AMQP', () => {
  test('may be an exclusive queue of classic type only', () => {
    const classic = { queues: [{ ...queue({}), ...exclusive }] };
    const quorum = { queues: [{ ...queue({ 'x-queue-type': 'quorum' }), ...exclusive }] };

    expect(saidOverAmqp(classic)).toEqual([]);
    expect(saidOverAmqp(quorum)).toEqual(['refused queue/property-of-type']);
  });

  test('may be a transient queue from 4.3 on when it is exclusive', () => {
    const transient = (rest: object) => ({ queues: [queue({}, { durable: false, ...rest })] });

    expect(saidOverAmqp(transient({}), '4.3')).toEqual(['refused queue/transient']);
    expect(saidOverAmqp(transient(exclusive), '4.3')).toEqual([]);
  });

  test('may be left to the broker to name, for classic queues only', () => {
    expect(saidOverAmqp({ queues: [queue({}, { name: '' })] })).toEqual([]);
    expect(saidOverAmqp({ queues: [queue({ 'x-queue-type': 'stream' }, { name: '' })] })).toEqual([
      'refused queue/server-named',
    ]);
  });

  test('may have null for arguments that the broker does not know', () => {
    expect(saidOverAmqp({ queues: [queue({ 'x-unknown': null })] })).toEqual(['hazard queue/unknown-argument']);
    expect(saidOverAmqp({ queues: [queue({ 'x-expires': null })] })).toEqual(['refused queue/argument-value']);
    expect(saidOverAmqp({ exchanges: [exchange('e', 'topic', { 'x-unknown': null })] })).not.toContainEqual(
      expect.stringMatching(/^refused/),
    );
    expect(saidOverAmqp({ exchanges: [exchange('e', 'topic', { 'alternate-exchange': null })] })).toContain(
      'refused exchange/argument-value',
    );
  });

  test('has no name or key of more than 255 bytes, which HTTP takes for exchanges and bindings', () => {
    const long = 'ü'.repeat(128);
    const named = { exchanges: [exchange(long, 'topic')] };
    const bound = { queues: [queue({})], bindings: [binding('amq.topic', 'q', long)] };

    expect(saidOf(named)).toContain('hazard exchange/name-length');
    expect(saidOverAmqp(named)).toContain('refused exchange/name-length');
    expect(saidOf(bound)).toEqual(['hazard binding/routing-key-length']);
    expect(saidOverAmqp(bound)).toEqual(['refused binding/routing-key-length']);
  });
});
