import { creates, deletes, forgets, replaces, foundIn, foundInPlan, updates, type Smallest } from './smallest';

/** The smallest plans for what is told of nodes, of what is about them, and of Terraform's own objects. */
export const smallestOfHosts: readonly Smallest[] = [
  ['online node/created', () => foundIn(creates('docker_container', node))],
  ['online node/updated', () => foundIn(updates('docker_container', node, { ...node, memory: 512 }))],
  ['availability node/replaced', () => foundIn(replaces('docker_container', node))],
  ['availability node/deleted', () => foundIn(deletes('docker_container', node))],
  [
    'online node/completed',
    () => foundIn({ ...replaces('docker_container', node), action_reason: 'replace_because_tainted' }),
  ],
  [
    'availability node/administrator-password',
    () => foundIn(updates('docker_container', node, { ...node, env: ['RABBITMQ_DEFAULT_PASS=two'] })),
  ],
  [
    'availability node/impossible-upgrade',
    () =>
      foundIn(
        replaces('docker_image', { name: 'rabbitmq:4.0-management' }, { name: 'rabbitmq:4.3-management' }),
        replaces('docker_container', node),
      ),
  ],
  ['availability balancer/replaced', () => foundIn(replaces('docker_container', balancer))],
  [
    'online balancer/completed',
    () => foundIn({ ...replaces('docker_container', balancer), action_reason: 'replace_because_tainted' }),
  ],
  ['availability balancer/deleted', () => foundIn(deletes('docker_container', balancer))],
  ['data volume/replaced', () => foundIn(replaces('docker_volume', { name: 'data' }))],
  ['data volume/deleted', () => foundIn(deletes('docker_volume', { name: 'data' }))],
  ['online stateful-set/created', () => foundIn(creates('kubernetes_stateful_set_v1', set(3)))],
  ['online stateful-set/updated', () => foundIn(updates('kubernetes_stateful_set_v1', set(3), set(5)))],
  ['availability stateful-set/replaced', () => foundIn(replaces('kubernetes_stateful_set_v1', set(3)))],
  ['availability stateful-set/deleted', () => foundIn(deletes('kubernetes_stateful_set_v1', set(3)))],

  ['online resource/created', () => foundIn(creates('docker_network', { name: 'n' }))],
  ['online resource/updated', () => foundIn(updates('docker_network', { name: 'n' }, { name: 'n', labels: ['l'] }))],
  ['online resource/replaced', () => foundIn(replaces('docker_network', { name: 'n' }))],
  ['online resource/deleted', () => foundIn(deletes('docker_network', { name: 'n' }))],
  ['online resource/forgotten', () => foundIn(forgets('docker_network', { name: 'n' }))],
  [
    'online drift/gone',
    () => {
      const gone = { name: 'n' };
      const resource_drift = [deletes('docker_network', gone)];
      return foundInPlan({ resource_changes: [creates('docker_network', gone)], resource_drift });
    },
  ],
  ['online output/changed', () => foundInPlan({ output_changes: { url: { actions: ['update'] } } })],

  ['data definitions/unknown', () => foundIn(updates('kubernetes_secret_v1', definitions({}), {}))],
  [
    'online definitions/not-changed',
    () => foundIn(imports({ queues: [queue] }, { queues: [{ ...queue, auto_delete: true }] })),
  ],
  ['availability definitions/refused', () => foundIn(imports({}, { queues: [{ ...queue, name: 'amq.mine' }] }))],
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
