/** Definitions as RabbitMQ 3.10 exports them, of what 4.x has otherwise or not at all. */
export function olderDefinitions(vhost: string, user: string) {
  const queue = (name: string, args: object = {}, properties: object = {}) => ({
    ...{ name, vhost, durable: true, auto_delete: false, arguments: args, ...properties },
  });
  const policy = (name: string, pattern: string, priority: number, definition: object, applyTo = 'queues') => ({
    ...{ vhost, name, pattern, 'apply-to': applyTo, definition, priority },
  });
  return {
    rabbit_version: '3.10.8',
    rabbitmq_version: '3.10.8',
    users: [
      {
        name: user,
        password_hash: 'mcJFsuw+lT7ODJRd0zNY5hKUPINKI4TESPOYQIcJGxjDHgHs',
        hashing_algorithm: 'rabbit_password_hashing_sha256',
        tags: ['management'],
        limits: {},
      },
    ],
    vhosts: [{ name: vhost }],
    permissions: [{ user, vhost, configure: '.*', write: '.*', read: '.*' }],
    exchanges: [
      { name: 'events', vhost, type: 'topic', durable: true, auto_delete: false, internal: false, arguments: {} },
    ],
    policies: [
      policy('ha-all', '^ha\\.', 0, { 'ha-mode': 'all', 'ha-sync-mode': 'automatic', 'max-length': 1000 }, 'all'),
      policy('ha-lazy', '^ha\\.lazy', 5, {
        'ha-mode': 'exactly',
        'ha-params': 2,
        'queue-mode': 'lazy',
        expires: 3600000,
      }),
      policy('locator', '^plain', 0, { 'queue-master-locator': 'min-masters', 'message-ttl': 60000 }),
      policy('classic-only', '^ha\\.limited', 7, { 'ha-mode': 'all', 'max-length': 10 }, 'classic_queues'),
      policy('quorum-first', '^ha\\.first', 9, { 'delivery-limit': 5, 'max-length': 7 }),
      policy('mirrors', '^mirror-only', 0, { 'ha-mode': 'all' }),
    ],
    queues: [
      queue('ha.orders', { 'x-queue-mode': 'lazy', 'x-message-ttl': 60000 }),
      queue('ha.lazy', { 'x-queue-version': 1 }),
      queue('ha.limited'),
      queue('ha.first'),
      queue('ha.auto', {}, { auto_delete: true }),
      queue('ha.transient', {}, { durable: false }),
      queue('mirror-only', { 'x-overflow': 'reject-publish' }),
      queue('plain', { 'x-queue-mode': 'lazy', 'x-queue-master-locator': 'min-masters' }),
      queue('plain.priority', { 'x-max-priority': 5 }),
      queue('quorum', { 'x-queue-type': 'quorum' }),
      queue('temporary', {}, { durable: false, auto_delete: true }),
      queue('amq.gen-Lb9', {}, { durable: false }),
    ],
    bindings: ['ha.orders', 'plain', 'amq.gen-Lb9'].map((destination) => ({
      ...{ source: 'events', vhost, destination, destination_type: 'queue', routing_key: '#', arguments: {} },
    })),
  };
}
