import { thresholds } from '../alerts/thresholds';
import { above, graph, limitOf, mayBeEmpty, rateBy, sumBy, type Dashboard, type PanelFacts } from './panel';

const perBroker = '{{broker}}';
const perNode = '{{instance}}';

const churn = (what: string): PanelFacts => ({
  unit: 'ops',
  description: `${what} of a client for each message cost the broker more than the messages: let it keep one open.`,
  dashboards: ['nodes'],
  alerts: ['HighConnectionChurn'],
});

/** Who is connected, and how steadily. */
export const connections: Dashboard = {
  title: 'RabbitMQ: connections and channels',
  description:
    'Who is connected, and how steadily. Connections that come and go all the time cost more than messages do.',
  rows: [
    {
      title: 'Connections',
      panels: [
        graph(
          'Connections',
          {
            unit: 'count:connections',
            description: 'Of each node. A steady rise: a client opens connections and does not close them.',
            limits: [limitOf('ConnectionsHigh')],
            dashboards: ['nodes'],
            alerts: ['ConnectionsHigh', 'FileDescriptorsNearLimit'],
          },
          [sumBy('broker, instance', 'rabbitmq_connections'), perNode],
        ),
        graph('Opened', churn('Connections'), [
          rateBy('broker, instance', 'rabbitmq_connections_opened_total'),
          perNode,
        ]),
        graph('Closed', churn('Connections'), [
          rateBy('broker, instance', 'rabbitmq_connections_closed_total'),
          perNode,
        ]),
        graph(
          'Bytes',
          {
            unit: 'Bps',
            description: 'What clients send and get. Much of it with few messages: the messages are large.',
            dashboards: ['overview', 'nodes'],
          },
          [rateBy('broker', 'rabbitmq_connection_incoming_bytes_total'), `in, ${perBroker}`],
          [rateBy('broker', 'rabbitmq_connection_outgoing_bytes_total'), `out, ${perBroker}`],
        ),
        graph(
          'Publishers',
          {
            unit: 'count:publishers',
            description: 'Channels that have published. A fall to none: publishers are gone; see their logs.',
            dashboards: ['overview'],
          },
          [sumBy('broker, protocol', 'rabbitmq_global_publishers'), '{{protocol}}'],
        ),
        graph(
          'Consumers',
          {
            unit: 'count:consumers',
            description: 'A fall: applications are gone, and their queues grow; see which queues lack one.',
            dashboards: ['queues', 'declared'],
            alerts: ['NoConsumers', 'DeclaredConsumerMissing', 'FewerConsumersThanDeclared'],
          },
          [sumBy('broker, protocol', 'rabbitmq_global_consumers'), '{{protocol}}'],
        ),
        graph(
          'Refused logins',
          {
            unit: 'ops',
            description:
              'The log of the node has user and address. A steady rate: a client has an old password. The line is what the alert allows.',
            // The alert counts within five minutes.
            limits: [above(Number((thresholds.AuthenticationFailures / 300).toFixed(3)), 'warning')],
            dashboards: ['overview'],
            alerts: ['AuthenticationFailures'],
          },
          [rateBy('broker, protocol', 'rabbitmq_auth_attempts_failed_total'), '{{protocol}}'],
        ),
        mayBeEmpty(
          graph(
            'Sessions of the load balancer',
            {
              unit: 'count:sessions',
              description: 'None of a proxy while clients want to connect: no node passes its health check.',
              dashboards: ['nodes'],
              alerts: ['LoadBalancerWithoutNodes'],
            },
            [sumBy('broker, proxy', 'haproxy_backend_current_sessions'), '{{proxy}}'],
          ),
          'the broker has no HAProxy that is scraped',
        ),
      ],
    },
    {
      title: 'Channels',
      panels: [
        graph(
          'Channels',
          {
            unit: 'count:channels',
            description: 'A steady rise with as many connections: a client opens channels and does not close them.',
            dashboards: ['nodes'],
            alerts: ['ErlangProcessesNearLimit'],
          },
          [sumBy('broker, instance', 'rabbitmq_channels'), perNode],
        ),
        graph('Opened', churn('Channels'), [rateBy('broker, instance', 'rabbitmq_channels_opened_total'), perNode]),
        graph('Closed', churn('Channels'), [rateBy('broker, instance', 'rabbitmq_channels_closed_total'), perNode]),
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
          graph(
            'Shovels',
            {
              unit: 'count:shovels',
              description: 'One that is not `running` moves nothing: the log of its node says why.',
              dashboards: ['overview'],
              alerts: ['ShovelDown'],
            },
            [sumBy('broker, status', 'rabbitmq_shovel_dynamic'), '{{broker}} {{status}}'],
          ),
          'the broker has no shovel',
        ),
        mayBeEmpty(
          graph(
            'Federation links',
            {
              unit: 'count:links',
              description: 'One that is not `running` brings nothing from its upstream: see whether that answers.',
              dashboards: ['overview'],
              alerts: ['FederationLinkDown'],
            },
            [sumBy('broker, status', 'rabbitmq_federation_links'), '{{broker}} {{status}}'],
          ),
          'the broker has no federation link',
        ),
      ],
    },
  ],
};
