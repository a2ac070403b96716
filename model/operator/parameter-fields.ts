import type { Json } from '../topology/topology';
import type { OperatorKind, Spec } from './custom-resource';

/** How a runtime parameter of the broker is written as a kind of the operator. */
interface ParameterFields {
  readonly kind: OperatorKind;
  /** Its URIs, which stand in a Secret. */
  readonly uris: readonly { readonly key: string; readonly secretKey: string }[];
  /** Its other keys, and the fields that carry them. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The components of which the operator has a kind.
 * @see https://github.com/rabbitmq/messaging-topology-operator/tree/main/config/crd/bases
 */
export const parameterFields: Readonly<Record<string, ParameterFields>> = {
  'federation-upstream': {
    kind: 'Federation',
    uris: [{ key: 'uri', secretKey: 'uri' }],
    fields: {
      'ack-mode': 'ackMode',
      exchange: 'exchange',
      expires: 'expires',
      'max-hops': 'maxHops',
      'message-ttl': 'messageTTL',
      'prefetch-count': 'prefetch-count',
      queue: 'queue',
      'queue-type': 'queueType',
      'reconnect-delay': 'reconnectDelay',
      'resource-cleanup-mode': 'resourceCleanupMode',
      'trust-user-id': 'trustUserId',
    },
  },
  shovel: {
    kind: 'Shovel',
    uris: [
      { key: 'src-uri', secretKey: 'srcUri' },
      { key: 'dest-uri', secretKey: 'destUri' },
    ],
    fields: {
      'ack-mode': 'ackMode',
      'add-forward-headers': 'addForwardHeaders',
      'delete-after': 'deleteAfter',
      'dest-add-forward-headers': 'destAddForwardHeaders',
      'dest-add-timestamp-header': 'destAddTimestampHeader',
      'dest-address': 'destAddress',
      'dest-application-properties': 'destApplicationProperties',
      'dest-exchange': 'destExchange',
      'dest-exchange-key': 'destExchangeKey',
      'dest-message-annotations': 'destMessageAnnotations',
      'dest-properties': 'destProperties',
      'dest-protocol': 'destProtocol',
      'dest-publish-properties': 'destPublishProperties',
      'dest-queue': 'destQueue',
      'dest-queue-args': 'destQueueArgs',
      'prefetch-count': 'prefetchCount',
      'reconnect-delay': 'reconnectDelay',
      'src-address': 'srcAddress',
      'src-consumer-args': 'srcConsumerArgs',
      'src-delete-after': 'srcDeleteAfter',
      'src-exchange': 'srcExchange',
      'src-exchange-key': 'srcExchangeKey',
      'src-prefetch-count': 'srcPrefetchCount',
      'src-protocol': 'srcProtocol',
      'src-queue': 'srcQueue',
      'src-queue-args': 'srcQueueArgs',
    },
  },
};

/** Fields without those that say nothing: undefined, empty strings, lists and tables. */
export function omitEmpty(fields: Readonly<Record<string, Json | undefined>>): Spec {
  return Object.fromEntries(
    Object.entries(fields).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== '' && !isEmpty(entry[1]),
    ),
  );
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
