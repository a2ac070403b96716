import { writeFileSync } from 'node:fs';

/**
 * Writes a definitions file of queues of every type, each with a binding, and two hundred policies: half of them on a
 * prefix of names, half on a pattern that is searched for.
 */
export function writeDefinitions(file: string, queues: number): void {
  const numbers = Array.from({ length: queues }, (_, number) => number);
  const name = (number: number) => `team-${number % 25}.orders.${number}`;
  const definitions = {
    users: [{ name: 'app', tags: [] }],
    vhosts: [{ name: '/' }],
    permissions: [{ user: 'app', vhost: '/', configure: '', write: '^events$', read: '^team-.*' }],
    exchanges: [
      { name: 'events', vhost: '/', type: 'topic', durable: true, auto_delete: false, internal: false, arguments: {} },
    ],
    queues: numbers.map((number) => ({
      name: name(number),
      vhost: '/',
      durable: true,
      auto_delete: false,
      arguments: { 'x-queue-type': ['quorum', 'classic', 'stream'][number % 3] },
    })),
    bindings: numbers.map((number) => ({
      source: 'events',
      vhost: '/',
      destination: name(number),
      destination_type: 'queue',
      routing_key: `order.${number}.*`,
      arguments: {},
    })),
    policies: Array.from({ length: 200 }, (_, number) => ({
      vhost: '/',
      name: `policy-${number}`,
      pattern:
        number % 2 === 0 ? `^team-${number % 25}\\.orders\\.${number}` : `\\.(orders|payments)\\.[0-9]*${number}$`,
      'apply-to': 'queues',
      definition: { 'max-length-bytes': 1_000_000 + number },
      priority: number,
    })),
  };
  writeFileSync(file, JSON.stringify(definitions, null, 2));
}
