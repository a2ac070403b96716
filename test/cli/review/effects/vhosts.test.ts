import type { LiveBroker } from '../../../../cli/broker/live-broker';
import { toldBeside, toldOf, updates } from '../smallest/smallest';

const queue = { vhost: 'shop', durable: true, auto_delete: false, arguments: {} };

function limited(key: 'max_connections' | 'max_queues', before: string | undefined, after: string) {
  return updates('rabbitmq_vhost', { name: 'shop', [key]: before }, { name: 'shop', [key]: after });
}

describe('a lower limit of a virtual host', () => {
  test.each([
    ['that nobody could count against', 'max_connections', '10', undefined, 'availability'],
    ['below the connections that are there', 'max_connections', '10', 11, 'availability'],
    ['above the connections that are there', 'max_connections', '10', 10, 'online'],
    ['that lets nobody connect', 'max_connections', '0', 0, 'availability'],
    ['below the queues that are there', 'max_queues', '1', undefined, 'availability'],
    ['above the queues that are there', 'max_queues', '2', undefined, 'online'],
  ] as const)('%s costs what it must', (_, key, after, connections, effect) => {
    const queues = ['orders', 'emails'].map((name) => ({ ...queue, name }));
    const said: Partial<LiveBroker> = { queues, connections: () => connections };

    expect(toldBeside(said, limited(key, undefined, after))).toEqual([`${effect} vhost/updated`]);
  });

  test('costs availability where the broker was not asked, and a higher one nothing', () => {
    expect(toldOf(limited('max_queues', '20', '10'))).toEqual(['availability vhost/updated']);
    expect(toldOf(limited('max_queues', '10', '20'))).toEqual(['online vhost/updated']);
  });
});
