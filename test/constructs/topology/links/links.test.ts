import { TerraformVariable } from 'cdktf';
import { AmqpUri } from '../../../../constructs/access/amqp-uri';
import { Password } from '../../../../constructs/access/password';
import { topologyOf } from '../../../../constructs/declared/declaration';
import { BrokerPolicy } from '../../../../constructs/topology/policies/broker-policy';
import { FederationUpstream } from '../../../../constructs/topology/links/federation-upstream';
import { QuorumQueue } from '../../../../constructs/topology/queues/quorum-queue';
import { Shovel } from '../../../../constructs/topology/links/shovel';
import { Duration } from '../../../../model/units/duration';
import { brokerFixture, resourceOf, resourcesOf } from '../../../harness';

const local = AmqpUri.local();

describe('the URI of a broker', () => {
  test('comes from a sensitive variable, and is withheld from the topology', () => {
    const { stack, vhost } = brokerFixture();
    const uri = AmqpUri.fromVariable(new TerraformVariable(stack, 'west', { sensitive: true }));

    const upstream = new FederationUpstream(stack, 'upstream', { vhost, uri });

    expect(resourceOf(stack, upstream)).toMatchObject({ definition: { uri: '${var.west}' } });
    expect(topologyOf(upstream).parameters[0]?.value).toEqual({ uri: 'amqp://withheld' });
  });

  test('is made of its parts and a password that only Terraform knows', () => {
    const { stack, vhost } = brokerFixture();
    const password = Password.fromVariable(new TerraformVariable(stack, 'pw', { sensitive: true }));
    const uri = AmqpUri.of({ host: 'west', port: 5679, userName: 'a/b', password, vhostName: '/', tls: true });

    const upstream = new FederationUpstream(stack, 'upstream', { vhost, uri });

    // What is special in the password is escaped, when Terraform knows it.
    expect(resourceOf(stack, upstream)).toMatchObject({
      definition: { uri: 'amqps://a%2Fb:${replace(urlencode(var.pw), "+", "%20")}@west:5679/%2F' },
    });
  });

  test('fails when the variable is not sensitive', () => {
    const { stack } = brokerFixture();

    expect(() => AmqpUri.fromVariable(new TerraformVariable(stack, 'west', {}))).toThrow(/'sensitive: true'/);
  });
});

test('a policy federates after its upstream is there', () => {
  const { stack, vhost } = brokerFixture();
  const federationUpstream = new FederationUpstream(stack, 'west', { vhost, uri: local });

  const policy = new BrokerPolicy(stack, 'federated', {
    vhost,
    pattern: '^federated\\.',
    applyTo: 'exchanges',
    federationUpstream,
  });

  expect(resourceOf(stack, policy)).toMatchObject({
    policy: { definition: { 'federation-upstream': 'west' } },
    depends_on: ['rabbitmq_vhost.vhost', 'rabbitmq_federation_upstream.west'],
  });
});

describe('a shovel', () => {
  test('moves from a queue to a queue, which are there before it', () => {
    const { stack, vhost } = brokerFixture();
    const queue = new QuorumQueue(stack, 'orders', { vhost });

    const shovel = new Shovel(stack, 'mover', {
      vhost,
      source: { uri: local, queue, deleteAfter: 'queue-length' },
      destination: { uri: local, queue: 'elsewhere' },
      reconnectDelay: Duration.seconds(5),
    });

    expect(resourceOf(stack, shovel)).toMatchObject({
      name: 'mover',
      info: {
        ack_mode: 'on-confirm',
        reconnect_delay: 5,
        source_protocol: 'amqp091',
        source_queue: 'orders',
        source_delete_after: 'queue-length',
        destination_queue: 'elsewhere',
      },
      depends_on: ['rabbitmq_vhost.vhost', 'rabbitmq_queue.orders'],
    });
  });

  test('speaks AMQP 1.0 where an end is an address', () => {
    const { stack, vhost } = brokerFixture();
    const password = Password.fromVariable(new TerraformVariable(stack, 'pw', { sensitive: true }));
    const west = AmqpUri.of({ host: 'west', userName: 'mover', password, vhostName: 'shop' });

    const shovel = new Shovel(stack, 'mover', {
      vhost,
      source: { uri: west, address: '/queues/orders' },
      destination: { uri: local, exchange: 'events', routingKey: 'order.moved' },
    });

    expect(resourceOf(stack, shovel)['info']).toMatchObject({
      // A path would be refused by the client of that protocol.
      source_uri: 'amqp://mover:${replace(urlencode(var.pw), "+", "%20")}@west?hostname=vhost%3Ashop',
      source_protocol: 'amqp10',
      source_address: '/queues/orders',
      destination_protocol: 'amqp091',
      destination_exchange: 'events',
      destination_exchange_key: 'order.moved',
    });
  });

  test('fails when an address is to be reached from inside the node', () => {
    const { stack, vhost } = brokerFixture();

    expect(
      () =>
        new Shovel(stack, 'mover', {
          vhost,
          source: { uri: local, queue: 'a' },
          destination: { uri: local, address: '/' },
        }),
    ).toThrow(/'destination.address' is of AMQP 1.0, which AmqpUri.local does not support/);
  });

  test('fails when its ends are none or too many, and names all faults', () => {
    const { stack, vhost } = brokerFixture();

    const declare = () =>
      new Shovel(stack, 'mover', {
        vhost,
        source: { uri: local, routingKey: 'k', prefetchCount: 0 },
        destination: { uri: local, queue: 'a', exchange: 'b' },
        reconnectDelay: Duration.milliseconds(1),
      });

    expect(declare).toThrow(
      [
        "'source' must have exactly one of 'queue', 'exchange' and 'address', got none",
        "'source.routingKey' requires 'source.exchange'; set both or neither",
        "'destination' must have at most one of 'queue', 'exchange' and 'address', got 'queue' and 'exchange'",
        "'source.prefetchCount' must be a whole number, 1 or more, got 0",
        "'reconnectDelay' must be whole seconds, got 1ms",
      ]
        .map((fault) => `[test/mover] ${fault}`)
        .join('\n'),
    );
    expect(resourcesOf(stack, 'rabbitmq_shovel')).toEqual({});
  });
});
