import { creates, deletes, forgets, replaces, toldOf, toldOfPlan, updates, type Smallest } from './smallest';

/** The smallest plans for what is told of nodes, of what is about them, and of Terraform's own objects. */
export const smallestOfHosts: readonly Smallest[] = [
  ['online node/created', () => toldOf(creates('docker_container', node))],
  ['online node/updated', () => toldOf(updates('docker_container', node, { ...node, memory: 512 }))],
  ['availability node/replaced', () => toldOf(replaces('docker_container', node))],
  ['availability node/deleted', () => toldOf(deletes('docker_container', node))],
  [
    'online node/completed',
    () => toldOf({ ...replaces('docker_container', node), action_reason: 'replace_because_tainted' }),
  ],
  [
    'availability node/administrator-password',
    () => toldOf(updates('docker_container', node, { ...node, env: ['RABBITMQ_DEFAULT_PASS=two'] })),
  ],
  [
    'availability node/impossible-upgrade',
    () =>
      toldOf(
        replaces('docker_image', { name: 'rabbitmq:4.0-management' }, { name: 'rabbitmq:4.3-management' }),
        replaces('docker_container', node),
      ),
  ],
  ['availability balancer/replaced', () => toldOf(replaces('docker_container', balancer))],
  [
    'online balancer/completed',
    () => toldOf({ ...replaces('docker_container', balancer), action_reason: 'replace_because_tainted' }),
  ],
  ['availability balancer/deleted', () => toldOf(deletes('docker_container', balancer))],
  ['data volume/replaced', () => toldOf(replaces('docker_volume', { name: 'data' }))],
  ['data volume/deleted', () => toldOf(deletes('docker_volume', { name: 'data' }))],
  ['online stateful-set/created', () => toldOf(creates('kubernetes_stateful_set_v1', set(3)))],
  ['online stateful-set/updated', () => toldOf(updates('kubernetes_stateful_set_v1', set(3), set(5)))],
  ['availability stateful-set/replaced', () => toldOf(replaces('kubernetes_stateful_set_v1', set(3)))],
  ['availability stateful-set/deleted', () => toldOf(deletes('kubernetes_stateful_set_v1', set(3)))],

  ['online resource/created', () => toldOf(creates('docker_network', { name: 'n' }))],
  ['online resource/updated', () => toldOf(updates('docker_network', { name: 'n' }, { name: 'n', labels: ['l'] }))],
  ['online resource/replaced', () => toldOf(replaces('docker_network', { name: 'n' }))],
  ['online resource/deleted', () => toldOf(deletes('docker_network', { name: 'n' }))],
  ['online resource/forgotten', () => toldOf(forgets('docker_network', { name: 'n' }))],
  [
    'online drift/gone',
    () => {
      const gone = { name: 'n' };
      const resource_drift = [deletes('docker_network', gone)];
      return toldOfPlan({ resource_changes: [creates('docker_network', gone)], resource_drift });
    },
  ],
  ['online output/changed', () => toldOfPlan({ output_changes: { url: { actions: ['update'] } } })],

  ['data definitions/unknown', () => toldOf(updates('kubernetes_secret_v1', definitions({}), {}))],
  [
    'online definitions/not-changed',
    () => toldOf(imports({ queues: [queue] }, { queues: [{ ...queue, auto_delete: true }] })),
  ],
  ['availability definitions/refused', () => toldOf(imports({}, { queues: [{ ...queue, name: 'amq.mine' }] }))],
];

const node = { name: 'rabbit', env: ['RABBITMQ_DEFAULT_PASS=one'] };

const balancer = { name: 'balancer', upload: [{ file: '/usr/local/etc/haproxy/haproxy.cfg' }] };

const queue = { name: 'q', vhost: 'shop', durable: true, auto_delete: false, arguments: {} };

function set(replicas: number) {
  return { metadata: [{ name: 'rabbit' }], spec: [{ replicas }] };
}

function imports(before: object, after: object) {
  return updates('kubernetes_secret_v1', definitions(before), definitions(after));
}

function definitions(content: object) {
  return { data: { 'definitions.json': JSON.stringify({ vhosts: [{ name: 'shop' }], ...content }) } };
}
