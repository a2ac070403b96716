import { isAtLeast, type ServerVersion } from './server-version';

/**
 * What a server does of a deprecated feature: `permitted_by_default` logs a warning, `denied_by_default` refuses it unless
 * rabbitmq.conf permits it, `removed` has it no more.
 */
export type DeprecationPhase = 'permitted_by_default' | 'denied_by_default' | 'removed';

/** A deprecated feature, and what becomes of those who use it. */
export interface DeprecatedFeature {
  /** Its phases, each with the first series in which it is in that. */
  readonly phases: readonly (readonly [series: string, DeprecationPhase])[];
  /** What happens where it is no longer permitted, as a clause. */
  readonly then: string;
  /** What to use instead. */
  readonly instead: string;
}

/**
 * The deprecated features of servers of RabbitMQ 4. From the `rabbit_deprecated_feature` attributes of the sources at the
 * last tags of 4.0, 4.1, 4.2 and 4.3, and compared with `GET /api/deprecated-features` of live servers by a test.
 * @see https://www.rabbitmq.com/docs/deprecated-features
 */
export const deprecatedFeatures: Readonly<Record<string, DeprecatedFeature>> = {
  amqp_address_v1: {
    phases: [
      ['4.0', 'permitted_by_default'],
      ['4.3', 'denied_by_default'],
    ],
    then: 'AMQP 1.0 clients that address version 1 are refused',
    instead: "use addresses of version 2: '/queues/NAME', '/exchanges/NAME/KEY'",
  },
  amqp_filter_set_bug: {
    phases: [
      ['4.1', 'permitted_by_default'],
      ['4.3', 'denied_by_default'],
    ],
    then: 'AMQP 1.0 filters that are not described types are refused',
    instead: 'use a client that sends filters as AMQP 1.0 describes them',
  },
  classic_queue_mirroring: {
    phases: [['4.0', 'removed']],
    then: 'classic queues lose their mirrors',
    instead: 'use quorum queues',
  },
  global_qos: {
    phases: [
      ['4.0', 'permitted_by_default'],
      ['4.3', 'denied_by_default'],
    ],
    then: 'the prefetch count is taken for that of each consumer',
    instead: "call basic.qos without 'global', or limit each consumer",
  },
  management_metrics_collection: {
    phases: [['4.0', 'permitted_by_default']],
    then: 'the management API counts no messages',
    instead: 'use Prometheus',
  },
  queue_master_locator: {
    phases: [
      ['4.0', 'permitted_by_default'],
      ['4.3', 'denied_by_default'],
    ],
    then: 'queues and policies that name it are refused',
    instead: "use 'queue-leader-locator'",
  },
  ram_node_type: {
    phases: [
      ['4.0', 'permitted_by_default'],
      ['4.3', 'removed'],
    ],
    then: 'there are disc nodes only, and Khepri cannot be enabled',
    instead: "turn it into a disc node: 'rabbitmqctl change_cluster_node_type disc', while it is stopped",
  },
  transient_nonexcl_queues: {
    phases: [
      ['4.0', 'permitted_by_default'],
      ['4.3', 'denied_by_default'],
    ],
    then: 'declaring such a queue is refused',
    instead: "declare it durable, with 'x-expires' if it may go, or exclusive",
  },
};

/**
 * The phase of a deprecated feature in a version.
 * @returns undefined when that version does not know it, as far as is known here
 */
export function deprecationPhase(feature: string, version: ServerVersion): DeprecationPhase | undefined {
  if (!Object.hasOwn(deprecatedFeatures, feature)) return undefined;
  return deprecatedFeatures[feature]?.phases.findLast(([series]) => isAtLeast(version, series))?.[1];
}
