import { blockOf } from './attributes';
import { named, namedId } from './named-object';
import { readSettings, renderSettings, type ParameterSetting } from './parameter-settings';
import { computed, first, type ResourceKind } from './resource-kind';

/** The settings of a dynamic shovel; the first names of the last three are deprecated, and yet sent. */
export const shovelSettings: readonly ParameterSetting[] = [
  { attribute: 'ack_mode', key: 'ack-mode', type: 'string', default: 'on-confirm' },
  { attribute: 'reconnect_delay', key: 'reconnect-delay', type: 'number', default: 1 },
  { attribute: 'source_uri', key: 'src-uri', type: 'string' },
  { attribute: 'source_protocol', key: 'src-protocol', type: 'string', default: 'amqp091' },
  { attribute: 'source_queue', key: 'src-queue', type: 'string' },
  { attribute: 'source_exchange', key: 'src-exchange', type: 'string' },
  { attribute: 'source_exchange_key', key: 'src-exchange-key', type: 'string' },
  { attribute: 'source_address', key: 'src-address', type: 'string' },
  { attribute: 'source_prefetch_count', key: 'src-prefetch-count', type: 'number' },
  { attribute: 'source_delete_after', key: 'src-delete-after', type: 'string-or-number' },
  { attribute: 'destination_uri', key: 'dest-uri', type: 'string' },
  { attribute: 'destination_protocol', key: 'dest-protocol', type: 'string', default: 'amqp091' },
  { attribute: 'destination_queue', key: 'dest-queue', type: 'string' },
  { attribute: 'destination_exchange', key: 'dest-exchange', type: 'string' },
  { attribute: 'destination_exchange_key', key: 'dest-exchange-key', type: 'string' },
  { attribute: 'destination_address', key: 'dest-address', type: 'string' },
  { attribute: 'destination_add_forward_headers', key: 'dest-add-forward-headers', type: 'boolean' },
  { attribute: 'destination_add_timestamp_header', key: 'dest-add-timestamp-header', type: 'boolean' },
  { attribute: 'destination_properties', key: 'dest-properties', type: 'map' },
  { attribute: 'destination_application_properties', key: 'dest-application-properties', type: 'map' },
  { attribute: 'destination_publish_properties', key: 'dest-publish-properties', type: 'map' },
  { attribute: 'destination_queue_arguments', key: 'dest-queue-args', type: 'map' },
  { attribute: 'add_forward_headers', key: 'add-forward-headers', type: 'boolean' },
  { attribute: 'prefetch_count', key: 'prefetch-count', type: 'number' },
  { attribute: 'delete_after', key: 'delete-after', type: 'string-or-number' },
];

type ShovelLack =
  'src-predeclared' | 'dest-predeclared' | 'src-queue-args' | 'src-consumer-args' | 'dest-message-annotations';

/** `rabbitmq_shovel`: a dynamic shovel, a runtime parameter of the broker. */
export const shovelResource: ResourceKind<'parameters', ShovelLack> = {
  type: 'rabbitmq_shovel',
  block: 'info',
  identity: ['vhost', 'name'],
  unused: computed,
  lacks: {
    'src-predeclared': 'has no attribute for it',
    'dest-predeclared': 'has no attribute for it',
    'src-queue-args': 'has no attribute for it',
    'src-consumer-args': 'has no attribute for it',
    'dest-message-annotations': 'has no attribute for it',
  },
  render: ({ parameters }) => {
    const { name, vhost, value } = first(parameters);
    return { name, vhost, info: renderSettings(shovelSettings, value) };
  },
  read: (attributes) => {
    const value = readSettings(shovelSettings, blockOf(attributes, 'info'));
    return { parameters: [{ component: 'shovel', ...named(attributes), value }] };
  },
  importId: namedId,
};
