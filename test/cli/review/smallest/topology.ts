import {
  creates,
  deletes,
  keeps,
  replaces,
  foundBeside,
  foundIn,
  updates,
  type ResourceChange,
  type Smallest,
} from './smallest';

/** The smallest plans for what is told of virtual hosts, queues, exchanges, bindings and policies. */
export const smallestOfTopology: readonly Smallest[] = [
  ['online vhost/created', () => foundIn(creates('rabbitmq_vhost', vhost))],
  ['data vhost/deleted', () => foundIn(deletes('rabbitmq_vhost', vhost))],
  ['data vhost/replaced', () => foundIn(replaces('rabbitmq_vhost', vhost, { name: 'store' }))],
  ['online vhost/updated', () => foundIn(updates('rabbitmq_vhost', vhost, { ...vhost, tracing: true }))],
  [
    'availability vhost/default-queue-type-changed',
    () =>
      foundIn(
        updates(
          'rabbitmq_vhost',
          { ...vhost, default_queue_type: 'classic' },
          { ...vhost, default_queue_type: 'quorum' },
        ),
      ),
  ],
  [
    'online vhost/default-queue-type-unknown',
    () => foundIn(updates('rabbitmq_vhost', vhost, { ...vhost, default_queue_type: 'quorum' })),
  ],

  ['online queue/created', () => foundIn(creates('rabbitmq_queue', queue))],
  ['data queue/deleted', () => foundIn(deletes('rabbitmq_queue', queue))],
  ['data queue/replaced', () => foundIn(replaces('rabbitmq_queue', queue))],
  ['data queue/settings-changed', () => foundIn(keeps('rabbitmq_queue', queue), lowers({ 'max-length': '5' }))],
  [
    'online queue/settings-unknown',
    () => foundIn(keeps('rabbitmq_queue', queue), rival, lowers({ 'max-length': '5' })),
  ],

  ['online exchange/created', () => foundIn(creates('rabbitmq_exchange', exchange))],
  ['availability exchange/deleted', () => foundIn(deletes('rabbitmq_exchange', exchange))],
  ['availability exchange/replaced', () => foundIn(replaces('rabbitmq_exchange', exchange))],
  [
    'online exchange/settings-changed',
    () => foundIn(keeps('rabbitmq_exchange', exchange), lowers({ 'alternate-exchange': 'other' })),
  ],
  [
    'online exchange/settings-unknown',
    () => foundIn(keeps('rabbitmq_exchange', exchange), rival, lowers({ 'alternate-exchange': 'other' })),
  ],

  ['online binding/created', () => foundIn(creates('rabbitmq_binding', binding))],
  ['data binding/deleted', () => foundIn(deletes('rabbitmq_binding', binding))],
  [
    'online vhost/tags-emptied',
    () => foundBeside({ tagsOf: () => ['payments'] }, updates('rabbitmq_vhost', vhost, { ...vhost, tracing: true })),
  ],
  [
    'online binding/undeclared',
    () => foundBeside({ bindings: [{ ...binding, arguments: {} }] }, keeps('rabbitmq_queue', queue)),
  ],
  [
    'online permissions/undeclared',
    () =>
      foundBeside(
        { permissions: [{ user: 'by hand', vhost: 'shop', configure: '', write: '.*', read: '' }] },
        keeps('rabbitmq_vhost', vhost),
      ),
  ],
  ['data binding/replaced', () => foundIn(replaces('rabbitmq_binding', binding, { ...binding, routing_key: 'other' }))],
  ['data binding/vanishes', () => foundIn(deletes('rabbitmq_queue', queue), keeps('rabbitmq_binding', binding))],
  [
    'data binding/vanishes-undeclared',
    () => foundBeside({ bindings: [{ ...binding, arguments: {} }] }, deletes('rabbitmq_queue', queue)),
  ],

  [
    'data route/lost',
    () => foundIn(events, other, keeps('rabbitmq_queue', queue), deletes('rabbitmq_binding', binding)),
  ],
  [
    'online route/taken',
    () =>
      foundIn(
        events,
        other,
        keeps('rabbitmq_queue', queue),
        keeps('rabbitmq_binding', { ...binding, source: 'other' }, 'rest'),
        keeps('rabbitmq_policy', {
          ...{ name: 'p', vhost: 'shop' },
          policy: [
            { pattern: '^events$', priority: 0, apply_to: 'all', definition: { 'alternate-exchange': 'other' } },
          ],
        }),
        creates('rabbitmq_binding', { ...binding, destination: 'another' }),
      ),
  ],
  [
    'online route/gained',
    () =>
      foundIn(
        events,
        other,
        keeps('rabbitmq_binding', { ...binding, source: 'other' }),
        creates('rabbitmq_binding', { ...binding, destination: 'other', destination_type: 'exchange' }, 'way'),
      ),
  ],

  ...(['policy', 'operator-policy'] as const).flatMap((kind): readonly Smallest[] => {
    const type = `rabbitmq_${kind.replace('-', '_')}`;
    const live = kind === 'policy' ? 'policies' : 'operatorPolicies';
    return [
      [`online ${kind}/created`, () => foundIn(creates(type, policy({ 'max-length': '5' })))],
      [`online ${kind}/updated`, () => foundIn(updates(type, policy({}), policy({ 'max-length': '5' })))],
      [`online ${kind}/replaced`, () => foundIn(replaces(type, policy({ 'max-length': '5' })))],
      [`online ${kind}/deleted`, () => foundIn(deletes(type, policy({ 'max-length': '5' })))],
      [`online ${kind}/undeclared`, () => foundBeside({ [live]: [undeclared] }, keeps('rabbitmq_queue', queue))],
    ];
  }),
];

const vhost = { name: 'shop' };

const queue = { name: 'it', vhost: 'shop', settings: [{ durable: true, auto_delete: false }] };

const exchange = { name: 'it', vhost: 'shop', settings: [{ type: 'direct', durable: true, auto_delete: false }] };

const binding = {
  ...{ vhost: 'shop', source: 'events', destination: 'it', destination_type: 'queue' as const, routing_key: 'k' },
};

const [events, other] = ['events', 'other'].map((name) => keeps('rabbitmq_exchange', { ...exchange, name }, name)) as [
  ResourceChange,
  ResourceChange,
];

const undeclared = {
  ...{ name: 'by hand', vhost: 'shop', pattern: '^it$', 'apply-to': 'all' as const, priority: 0 },
  definition: { 'max-length': 5 },
};

/** A policy for the queue and the exchange that are there. */
function policy(definition: object, name = 'p') {
  return { name, vhost: 'shop', policy: [{ pattern: '^it$', priority: 0, apply_to: 'all', definition }] };
}

/** Gives a policy that is there, and set nothing of importance, something to set. */
function lowers(definition: object) {
  return updates('rabbitmq_policy', policy({ expires: '5' }), policy({ expires: '5', ...definition }));
}

/** A policy of the same pattern and priority. */
const rival = keeps('rabbitmq_policy', policy({ expires: '6' }, 'rival'), 'rival');
