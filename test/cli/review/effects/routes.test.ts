import { brokerChange } from '../../../../cli/review/broker-change';
import { readChanges } from '../../../../cli/review/change';
import { reviewRoutes } from '../../../../cli/review/effects/routes';
import { readPlan } from '../../../../cli/terraform/plan';
import { creates, deletes, keeps, updates, type ResourceChange } from '../smallest/smallest';

const version = { major: 4, minor: 3, patch: 6 };

function said(...changes: readonly ResourceChange[]): readonly string[] {
  const { resources } = readPlan(JSON.stringify({ format_version: '1.2', resource_changes: changes }), 'test');
  const findings = reviewRoutes(brokerChange(readChanges(resources), version));
  return findings.map(({ change, object, message }) => `${change} ${object.name}: ${message}`);
}

const exchange = (name: string, type: string) =>
  keeps('rabbitmq_exchange', { name, vhost: 'shop', settings: [{ type, durable: true, auto_delete: false }] }, name);
const queue = (name: string) =>
  keeps('rabbitmq_queue', { name, vhost: 'shop', settings: [{ durable: true, auto_delete: false }] }, name);
const binding = (source: string, destination: string, key: string, kind = 'queue') => ({
  ...{ vhost: 'shop', source, destination, destination_type: kind, routing_key: key },
});
const bound = (source: string, destination: string, key: string, kind?: string) =>
  keeps('rabbitmq_binding', binding(source, destination, key, kind), `${source}-${destination}-${key}`);

const shop = [exchange('events', 'topic'), queue('orders'), queue('billing')];

test('a binding that goes takes its messages from a queue', () => {
  const gone = deletes('rabbitmq_binding', binding('events', 'billing', 'order.created'));

  expect(said(...shop, bound('events', 'orders', 'order.*'), gone)).toEqual([
    "route/lost events: 'order.created' no longer reaches queue 'billing'",
  ]);
});

test('a binding that goes beside one that takes the same changes no route', () => {
  const gone = deletes('rabbitmq_binding', binding('events', 'billing', 'order.created'));

  expect(said(...shop, bound('events', 'billing', 'order.#'), gone)).toEqual([]);
});

test('a narrower binding says by examples what is lost', () => {
  const narrower = updates(
    'rabbitmq_binding',
    binding('events', 'billing', 'order.*'),
    binding('events', 'billing', 'order.paid'),
  );

  expect(said(...shop, bound('events', 'orders', 'order.created'), narrower)).toEqual([
    "route/lost events: 'order.created', 'order.example' no longer reach queue 'billing'",
  ]);
});

test('a binding between exchanges is followed from where messages are published', () => {
  const way = creates('rabbitmq_binding', binding('events', 'accounts', 'order.#', 'exchange'), 'way');

  expect(said(...shop, exchange('accounts', 'direct'), bound('accounts', 'billing', 'order.paid'), way)).toEqual([
    "route/gained events: 'order.paid' now reaches queue 'billing'",
  ]);
});

test('a new binding takes messages from the alternate exchange', () => {
  const policy = {
    ...{ name: 'rest', vhost: 'shop' },
    policy: [
      {
        ...{ pattern: '^events$', priority: 0, apply_to: 'exchanges' },
        definition: { 'alternate-exchange': 'unrouted' },
      },
    ],
  };
  const rest = [exchange('unrouted', 'fanout'), queue('lost'), bound('unrouted', 'lost', '')];
  const created = creates('rabbitmq_binding', binding('events', 'orders', 'order.paid'), 'new');

  expect(said(...shop, ...rest, keeps('rabbitmq_policy', policy), created)).toEqual([
    "route/taken events: 'order.paid' no longer reaches queue 'lost' by the alternate exchange: a binding takes it",
  ]);
});

test('what a created binding itself says, and a plan without bindings, is no finding', () => {
  expect(said(...shop, creates('rabbitmq_binding', binding('events', 'billing', 'k'), 'new'))).toEqual([]);
  expect(said(...shop, bound('events', 'billing', 'k'))).toEqual([]);
});
