import { movedFrom } from '../../../constructs/terraform/moved-from';
import { FanoutExchange } from '../../../constructs/topology/exchanges/fanout-exchange';
import { QuorumQueue } from '../../../constructs/topology/queues/quorum-queue';
import { brokerFixture, synth } from '../../harness';

describe('a construct that got another id', () => {
  test('takes everything below it along, which keeps what it is on the broker', () => {
    const old = brokerFixture();
    const events = new FanoutExchange(old.stack, 'events', { vhost: old.vhost });
    new QuorumQueue(old.stack, 'orders', { vhost: old.vhost, maxLength: 9 }).bindTo(events, 'a', 'b');
    const before = addresses(synth(old.stack).resource);

    const { stack, vhost } = brokerFixture();
    const source = new FanoutExchange(stack, 'events', { vhost });
    const queue = new QuorumQueue(stack, 'incoming', { vhost, queueName: 'orders', maxLength: 9 });
    movedFrom(queue, 'orders');
    queue.bindTo(source, 'a', 'b');
    const { moved, resource } = synth(stack) as unknown as { moved: Move[]; resource: Resources };

    expect(moved).toHaveLength(3);
    expect(before).toEqual(expect.arrayContaining(moved.map(({ from }) => from)));
    expect(addresses(resource)).toEqual(expect.arrayContaining(moved.map(({ to }) => to)));
  });

  test('may come from below another', () => {
    const { stack, vhost } = brokerFixture();

    movedFrom(new QuorumQueue(stack, 'orders', { vhost }), 'tasks/orders');

    expect(synth(stack)['moved']).toEqual([
      { from: expect.stringMatching(/^rabbitmq_queue\.tasks_orders_/), to: 'rabbitmq_queue.orders' },
    ]);
  });

  test.each([
    ['orders', "'previousPath' must differ from the current path, got 'orders' for both"],
    ['', "'previousPath' must be construct ids joined by '/', such as 'shop/orders', got ''"],
  ])('is refused to come from %j', (previous, message) => {
    const { stack, vhost } = brokerFixture();
    const queue = new QuorumQueue(stack, 'orders', { vhost });

    expect(() => movedFrom(queue, previous)).toThrow(message);
  });
});

interface Move {
  readonly from: string;
  readonly to: string;
}

type Resources = Readonly<Record<string, object>>;

function addresses(resources: Resources): readonly string[] {
  return Object.entries(resources).flatMap(([type, byId]) => Object.keys(byId).map((id) => `${type}.${id}`));
}
