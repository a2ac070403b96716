import type { QueueType } from '../topology/topology';

/** What the server makes of a key in the definition of a policy. */
export interface PolicyKey {
  /** The types of queues on which the key acts. */
  readonly queues: readonly QueueType[];
  /** Whether it acts on exchanges. */
  readonly exchanges: boolean;
  /** The types of queues to which a policy does not apply at all because it holds this key. */
  readonly disables: readonly QueueType[];
  /** How a policy's value and an operator policy's become one; absent: operator policies can't hold the key. */
  readonly operator?: OperatorMerge;
  /** What counts when a queue has the key as an argument too; absent: there is no such argument, or only the policy counts. */
  readonly versusArgument?: Partial<Readonly<Record<QueueType, 'lower' | 'argument' | 'delivery-limit'>>>;
}

/** `lower` and `higher` of the two; the operator's; `delivery-limit`: the lower, where negative is no limit; none: the server fails. */
export type OperatorMerge = 'lower' | 'higher' | 'operator' | 'delivery-limit' | 'fails';

const all: readonly QueueType[] = ['classic', 'quorum', 'stream'];
const lower = { classic: 'lower', quorum: 'lower' } as const;
const argument = { classic: 'argument', quorum: 'argument' } as const;

/**
 * The keys that RabbitMQ 4.0 to 4.2 and its own plugins know, from the sources: `rabbit_policies` and the
 * `unsupported_policies` of each queue type, all tried on a broker.
 * @see https://www.rabbitmq.com/docs/policies#working-with-policies
 */
export const policyKeys: Readonly<Record<string, PolicyKey>> = {
  'message-ttl': { ...queues('classic', 'quorum'), operator: 'lower', versusArgument: lower },
  expires: { ...queues('classic', 'quorum'), operator: 'lower', versusArgument: lower },
  'max-length': { ...queues('classic', 'quorum'), operator: 'lower', versusArgument: lower },
  'max-length-bytes': { ...queues(...all), operator: 'lower', versusArgument: lower },
  'max-in-memory-length': { ...queues('quorum'), operator: 'lower' },
  'max-in-memory-bytes': { ...queues('quorum'), operator: 'lower' },
  overflow: { ...queues('classic', 'quorum'), operator: 'operator', versusArgument: { classic: 'argument' } },
  'delivery-limit': { ...queues('quorum'), operator: 'delivery-limit', versusArgument: { quorum: 'delivery-limit' } },
  'dead-letter-exchange': { ...queues('classic', 'quorum'), versusArgument: argument },
  'dead-letter-routing-key': { ...queues('classic', 'quorum'), versusArgument: argument },
  'dead-letter-strategy': { ...queues('quorum'), versusArgument: { quorum: 'argument' } },
  'queue-mode': queues('classic'),
  'queue-version': { ...queues('classic'), disables: [], operator: 'operator' },
  'queue-leader-locator': queues(...all),
  'queue-master-locator': { ...queues('classic'), operator: 'fails' },
  'target-group-size': { ...queues('quorum'), operator: 'higher' },
  'max-age': queues('stream'),
  'stream-max-segment-size-bytes': queues('stream'),
  'stream-filter-size-bytes': { ...queues('stream'), disables: [] },
  'initial-cluster-size': queues('stream'),
  'consumer-timeout': { ...queues(...all), versusArgument: { classic: 'lower', quorum: 'lower', stream: 'lower' } },
  'alternate-exchange': { queues: [], exchanges: true, disables: [] },
  'federation-upstream': federation(),
  'federation-upstream-set': federation(),
  'federation-upstream-pattern': federation(),
};

/** The key, unless the server itself does not know it: it may be another plugin's. */
export function policyKey(name: string): PolicyKey | undefined {
  return Object.hasOwn(policyKeys, name) ? policyKeys[name] : undefined;
}

/** Those keys that keep a policy from applying to queues of a type. */
export function disablingKeys(definition: object, type: QueueType): string[] {
  return Object.keys(definition).filter((key) => policyKey(key)?.disables.includes(type));
}

function queues(...types: readonly QueueType[]): PolicyKey {
  return { queues: types, exchanges: false, disables: all.filter((type) => !types.includes(type)) };
}

function federation(): PolicyKey {
  return { queues: ['classic', 'quorum'], exchanges: true, disables: [] };
}
