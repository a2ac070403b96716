import { path } from '../../host/management';
import type { Arguments } from './arguments';
import { declared } from './rabbitmq';
import type { ResourceType } from './resource';

/** The resources of the provider cyrilgdn/rabbitmq that are runtime parameters of RabbitMQ, made by the same requests. */
export const rabbitmqLinkTypes: Readonly<Record<string, ResourceType>> = {
  rabbitmq_shovel: declared((args) => {
    const info = args.block('info');
    const deleteAfter = info?.optionalString('source_delete_after');
    return {
      at: path`parameters/shovel/${args.string('vhost')}/${args.string('name')}`,
      body: {
        value: {
          'ack-mode': info?.optionalString('ack_mode'),
          'reconnect-delay': info?.optionalNumber('reconnect_delay'),
          ...end('src', 'source', info),
          'src-prefetch-count': info?.optionalNumber('source_prefetch_count'),
          'src-delete-after': /^\d+$/.test(deleteAfter ?? '') ? Number(deleteAfter) : deleteAfter,
          ...end('dest', 'destination', info),
          'dest-add-forward-headers': info?.boolean('destination_add_forward_headers', false),
          'dest-add-timestamp-header': info?.boolean('destination_add_timestamp_header', false),
        },
      },
    };
  }),

  rabbitmq_federation_upstream: declared((args) => {
    const definition = args.block('definition');
    return {
      at: path`parameters/federation-upstream/${args.string('vhost')}/${args.string('name')}`,
      body: {
        value: {
          uri: definition?.string('uri'),
          'prefetch-count': definition?.optionalNumber('prefetch_count'),
          'reconnect-delay': definition?.optionalNumber('reconnect_delay'),
          'ack-mode': definition?.optionalString('ack_mode'),
          'trust-user-id': definition?.boolean('trust_user_id', false),
          exchange: definition?.optionalString('exchange'),
          'max-hops': definition?.optionalNumber('max_hops'),
          expires: definition?.optionalNumber('expires'),
          'message-ttl': definition?.optionalNumber('message_ttl'),
          queue: definition?.optionalString('queue'),
        },
      },
    };
  }),
};

/** What a shovel's parameter says of one end; its keys have other words than the provider's arguments. */
function end(side: 'src' | 'dest', argument: 'source' | 'destination', info: Arguments | undefined) {
  const text = (name: string) => info?.optionalString(`${argument}_${name}`);
  return {
    [`${side}-uri`]: text('uri'),
    [`${side}-protocol`]: text('protocol'),
    [`${side}-queue`]: text('queue'),
    [`${side}-exchange`]: text('exchange'),
    [`${side}-exchange-key`]: text('exchange_key'),
    [`${side}-address`]: text('address'),
  };
}
