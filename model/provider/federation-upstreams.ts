import { blockOf } from './attributes';
import { named, namedId } from './named-object';
import { readSettings, renderSettings, type ParameterSetting } from './parameter-settings';
import { computed, first, type ResourceKind } from './resource-kind';

/** The settings of a federation upstream. */
export const federationUpstreamSettings: readonly ParameterSetting[] = [
  { attribute: 'uri', key: 'uri', type: 'string' },
  { attribute: 'prefetch_count', key: 'prefetch-count', type: 'number', default: 1000 },
  { attribute: 'reconnect_delay', key: 'reconnect-delay', type: 'number', default: 5, isAlwaysSent: true },
  { attribute: 'ack_mode', key: 'ack-mode', type: 'string', default: 'on-confirm' },
  { attribute: 'trust_user_id', key: 'trust-user-id', type: 'boolean', default: false, isAlwaysSent: true },
  { attribute: 'exchange', key: 'exchange', type: 'string' },
  { attribute: 'max_hops', key: 'max-hops', type: 'number', default: 1 },
  { attribute: 'expires', key: 'expires', type: 'number' },
  { attribute: 'message_ttl', key: 'message-ttl', type: 'number' },
  { attribute: 'queue', key: 'queue', type: 'string' },
];

type UpstreamLack =
  'queue-type' | 'resource-cleanup-mode' | 'channel-use-mode' | 'bind-nowait' | 'consumer-tag' | 'ha-policy';

/** `rabbitmq_federation_upstream`: a runtime parameter of the broker. */
export const federationUpstreamResource: ResourceKind<'parameters', UpstreamLack> = {
  type: 'rabbitmq_federation_upstream',
  block: 'definition',
  identity: ['vhost', 'name'],
  unused: { ...computed, component: 'computed: always federation-upstream' },
  lacks: {
    'queue-type': 'has no attribute for it',
    'resource-cleanup-mode': 'has no attribute for it',
    'channel-use-mode': 'has no attribute for it',
    'bind-nowait': 'has no attribute for it',
    'consumer-tag': 'has no attribute for it',
    'ha-policy': 'has no attribute for it',
  },
  render: ({ parameters }) => {
    const { name, vhost, value } = first(parameters);
    return {
      name,
      vhost,
      definition: renderSettings(federationUpstreamSettings, value),
    };
  },
  read: (attributes) => {
    const value = readSettings(federationUpstreamSettings, blockOf(attributes, 'definition'));
    return { parameters: [{ component: 'federation-upstream', ...named(attributes), value }] };
  },
  importId: namedId,
};
