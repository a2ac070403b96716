import { indexTopology } from '../../../model/analysis/topology-index';
import { detailsOf, type Details } from '../../../model/diagram/details';
import { diagramOf } from '../../../model/diagram/diagram';
import type { Finding } from '../../../model/finding';
import { Router } from '../../../model/routing/router';
import type { Topology } from '../../../model/topology/topology';
import { sketched, type Sketch } from '../routing/topology';

/** What is known of each exchange and queue, by its name. */
function known(sketch: Sketch, more: Partial<Topology> = {}, findings: readonly Finding[] = []) {
  const index = indexTopology({ ...sketched(sketch), ...more }, { major: 4, minor: 3, patch: 0 });
  const diagram = diagramOf(new Router(index), '/');
  const details = detailsOf(diagram, index, findings);
  return new Map(diagram.nodes.map(({ id, name }) => [name, details[id] as Details]));
}

const limit = {
  ...{ vhost: '/', name: 'limit', pattern: '^orders$', priority: 7, 'apply-to': 'queues' as const },
  definition: { 'max-length': 100 },
};

test('a queue tells its settings in the end, and what each comes from', () => {
  const orders = known({ queues: { orders: { 'x-max-length': 500 } }, policies: [limit] }).get('orders');

  expect(orders?.about).toEqual(['durable', 'argument x-max-length: 500']);
  expect(orders?.settings).toEqual(['max-length: 100 (by policy, which counts over 500)']);
  expect(orders?.policy[0]).toBe("policy 'limit' (priority 7, queues, pattern '^orders$')");
});

test('a queue that no policy matches says so', () => {
  const orders = known({ queues: { other: {} }, policies: [limit] }).get('other');

  expect(orders?.settings).toEqual([]);
  expect(orders?.policy[0]).toBe('no policy applies');
});

test('what is referred to and not there is said to be lost', () => {
  const missing = known({ queues: { q: { 'x-dead-letter-exchange': 'nowhere' } } }).get('nowhere');

  expect(missing).toEqual({
    about: ['it is not declared: what leads here is lost'],
    ...{ settings: [], policy: [], permissions: [], findings: [] },
  });
});

test('permissions are those whose patterns match the name, and an empty pattern matches no name', () => {
  const row = (user: string, configure: string, write: string, read: string) => ({
    ...{ user, vhost: '/', configure, write, read },
  });
  const orders = known(
    { queues: { orders: {} } },
    {
      permissions: [
        row('all', '.*', '.*', '.*'),
        row('reader', '', '', '^orders$'),
        row('nobody', '', '', ''),
        { ...row('elsewhere', '.*', '.*', '.*'), vhost: 'other' },
      ],
    },
  ).get('orders');

  expect(orders?.permissions).toEqual(['all: configure, write, read', 'reader: read']);
});

test('findings stand at the object that they are about, of its kind and virtual host', () => {
  const finding = (type: string, vhost: string): Finding =>
    ({
      ...{ kind: 'hazard', rule: `topology/of-${type}`, at: 'x', message: 'message', remedy: 'remedy' },
      object: { type, vhost, name: 'orders' },
    }) as never;
  const orders = known({ queues: { orders: {} } }, {}, [
    finding('queue', '/'),
    finding('exchange', '/'),
    finding('queue', 'other'),
  ]).get('orders');

  expect(orders?.findings).toEqual(['hazard topology/of-queue: message; remedy']);
});
