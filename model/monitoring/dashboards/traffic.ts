import { chosen, graph, mayBeEmpty, number, rateBy, sumBy, table, type Dashboard } from './panel';

const perBroker = '{{broker}}';

/** How the brokers are, at a glance. */
export const overview: Dashboard = {
  title: 'RabbitMQ: overview',
  description: 'How the brokers are, at a glance: what fires, what comes in and goes out, what they run short of.',
  rows: [
    {
      title: 'Now',
      panels: [
        number('Nodes', 'short', sumBy('broker', 'up', { job: 'rabbitmq' })),
        number('Ready messages', 'short', sumBy('broker', 'rabbitmq_queue_messages_ready')),
        number('Unacknowledged messages', 'short', sumBy('broker', 'rabbitmq_queue_messages_unacked')),
        number('Queues', 'short', sumBy('broker', 'rabbitmq_queues')),
        number('Consumers', 'short', sumBy('broker', 'rabbitmq_consumers')),
        number('Connections', 'short', sumBy('broker', 'rabbitmq_connections')),
        mayBeEmpty(table('Alerts', chosen('ALERTS', { alertstate: 'firing' })), 'no alert fires'),
        table('Versions', `count by (broker, rabbitmq_version, erlang_version) (${chosen('rabbitmq_build_info')})`),
      ],
    },
    {
      title: 'Messages',
      panels: [
        graph('Received', 'cps', [rateBy('broker', 'rabbitmq_global_messages_received_total'), perBroker]),
        graph('Routed', 'cps', [rateBy('broker', 'rabbitmq_global_messages_routed_total'), perBroker]),
        graph('Confirmed', 'cps', [rateBy('broker', 'rabbitmq_global_messages_confirmed_total'), perBroker]),
        graph(
          'Unroutable',
          'cps',
          [rateBy('broker', 'rabbitmq_global_messages_unroutable_dropped_total'), `dropped, ${perBroker}`],
          [rateBy('broker', 'rabbitmq_global_messages_unroutable_returned_total'), `returned, ${perBroker}`],
        ),
        graph('Delivered', 'cps', [rateBy('broker', 'rabbitmq_global_messages_delivered_total'), perBroker]),
        graph('Acknowledged', 'cps', [rateBy('broker', 'rabbitmq_global_messages_acknowledged_total'), perBroker]),
        graph('Redelivered', 'cps', [rateBy('broker', 'rabbitmq_global_messages_redelivered_total'), perBroker]),
        graph('Ready', 'short', [sumBy('broker', 'rabbitmq_queue_messages_ready'), perBroker]),
      ],
    },
  ],
};

/** Who is connected, and how steadily. */
export const connections: Dashboard = {
  title: 'RabbitMQ: connections and channels',
  description:
    'Who is connected, and how steadily. Connections that come and go all the time cost more than messages do.',
  rows: [
    {
      title: 'Connections',
      panels: [
        graph('Connections', 'short', [sumBy('broker, instance', 'rabbitmq_connections'), '{{instance}}']),
        graph('Opened', 'cps', [rateBy('broker, instance', 'rabbitmq_connections_opened_total'), '{{instance}}']),
        graph('Closed', 'cps', [rateBy('broker, instance', 'rabbitmq_connections_closed_total'), '{{instance}}']),
        graph(
          'Bytes',
          'Bps',
          [rateBy('broker', 'rabbitmq_connection_incoming_bytes_total'), `in, ${perBroker}`],
          [rateBy('broker', 'rabbitmq_connection_outgoing_bytes_total'), `out, ${perBroker}`],
        ),
        graph('Publishers', 'short', [sumBy('broker, protocol', 'rabbitmq_global_publishers'), '{{protocol}}']),
        graph('Consumers', 'short', [sumBy('broker, protocol', 'rabbitmq_global_consumers'), '{{protocol}}']),
        graph('Refused logins', 'cps', [
          rateBy('broker, protocol', 'rabbitmq_auth_attempts_failed_total'),
          '{{protocol}}',
        ]),
        mayBeEmpty(
          graph('Sessions of the load balancer', 'short', [
            sumBy('broker, proxy', 'haproxy_backend_current_sessions'),
            '{{proxy}}',
          ]),
          'the broker has no HAProxy that is scraped',
        ),
      ],
    },
    {
      title: 'Channels',
      panels: [
        graph('Channels', 'short', [sumBy('broker, instance', 'rabbitmq_channels'), '{{instance}}']),
        graph('Opened', 'cps', [rateBy('broker, instance', 'rabbitmq_channels_opened_total'), '{{instance}}']),
        graph('Closed', 'cps', [rateBy('broker, instance', 'rabbitmq_channels_closed_total'), '{{instance}}']),
      ],
    },
  ],
};

/** What moves messages from broker to broker. */
export const links: Dashboard = {
  title: 'RabbitMQ: shovels and federation',
  description:
    'What moves messages from broker to broker. The plugins rabbitmq_shovel_prometheus and rabbitmq_federation_prometheus tell of it.',
  rows: [
    {
      title: 'Links',
      panels: [
        mayBeEmpty(
          graph('Shovels', 'short', [sumBy('broker, status', 'rabbitmq_shovel_dynamic'), '{{broker}} {{status}}']),
          'the broker has no shovel',
        ),
        mayBeEmpty(
          graph('Federation links', 'short', [
            sumBy('broker, status', 'rabbitmq_federation_links'),
            '{{broker}} {{status}}',
          ]),
          'the broker has no federation link',
        ),
      ],
    },
  ],
};
