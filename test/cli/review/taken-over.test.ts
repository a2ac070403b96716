import { isThereAlready } from '../../../cli/review/taken-over';
import { liveBroker } from './live-broker';
import { deletes, keeps, toldBeside, toldOf, updates } from './smallest/smallest';

describe('what is taken over', () => {
  const before = { name: 'shop', description: 'all', tracing: false };
  const after = { ...before, default_queue_type: 'quorum' };

  test('is not told to change where the provider sends what the broker has', () => {
    const live = { vhosts: [{ name: 'shop', default_queue_type: 'quorum' as const }] };

    expect(toldBeside(live, updates('rabbitmq_vhost', before, after))).toEqual([]);
  });

  test('is told to change where the broker has another default queue type, and queues that were declared without one', () => {
    const queue = { name: 'mail', vhost: 'shop', durable: true, auto_delete: false, arguments: {} };
    const live = { vhosts: [{ name: 'shop', default_queue_type: 'classic' as const }], queues: [queue] };

    expect(toldBeside(live, updates('rabbitmq_vhost', before, after))).toEqual([
      'availability vhost/default-queue-type-changed',
      'online vhost/updated',
    ]);
  });

  test('is told to change where a queue of the type before stays, whose application may declare it without a type, and where none does not', () => {
    const declared = { name: 'mail', vhost: 'shop', durable: true, auto_delete: false };
    const queue = { ...declared, arguments: { 'x-queue-type': 'classic' } };
    const live = { vhosts: [{ name: 'shop', default_queue_type: 'classic' as const }], queues: [queue] };
    const resource = {
      ...{ name: 'mail', vhost: 'shop' },
      settings: [{ durable: true, auto_delete: false, arguments_json: '{"x-queue-type":"classic"}' }],
    };
    const changed = updates('rabbitmq_vhost', before, after);

    expect(toldBeside(live, changed, keeps('rabbitmq_queue', resource))).toEqual([
      'availability vhost/default-queue-type-changed',
      'online vhost/updated',
    ]);
    expect(toldBeside(live, changed, deletes('rabbitmq_queue', resource))).not.toContain(
      'availability vhost/default-queue-type-changed',
    );
  });

  test.each(['quorum', 'classic'])('is no loss where the broker cannot be asked and %s is sent', (type) => {
    expect(toldOf(updates('rabbitmq_vhost', before, { ...before, default_queue_type: type }))).toEqual([
      'online vhost/default-queue-type-unknown',
      'online vhost/updated',
    ]);
  });

  test.each([
    ['has it', {}, true],
    ['has it with other arguments', { arguments: { 'x-match': 'any' } }, false],
    ['has it with another key', { routing_key: 'b' }, false],
    ['has it in another virtual host', { vhost: 'other' }, false],
  ])('a binding is there already when the broker %s: %o', (_, other, expected) => {
    const binding = {
      ...{ vhost: 'shop', source: 'a', destination: 'b', destination_type: 'queue' as const },
      ...{ routing_key: '', arguments: { 'x-match': 'all', n: 1 } },
    };
    const live = liveBroker({ bindings: [{ ...binding, ...other }] }).get('rabbitmq');

    expect(isThereAlready(binding, live)).toBe(expected);
  });
});
