import { Duration } from '../../units/duration';
import { isAtLeast, type ServerVersion } from '../../server/server-version';
import type { AlertSource } from './alert';
import type { MetricName } from './metrics';
import { aggregate, over, series } from './promql';
import { thresholds } from './thresholds';

/** Alerts about what clients do. */
export const trafficAlerts: AlertSource = ({ name, serverVersion }, timing) => {
  const of = { broker: name };
  const window = timing.window(Duration.minutes(5));
  const total = (how: 'rate' | 'increase', metric: MetricName) =>
    aggregate('sum', ['broker'], over(how, series(metric, of), window));
  const connections = aggregate('sum', ['broker'], series('rabbitmq_connections', of));
  return [
    {
      name: 'UnroutableMessages',
      severity: 'warning',
      scope: 'broker',
      expr: `${total('increase', 'rabbitmq_global_messages_unroutable_dropped_total')} + ${total('increase', 'rabbitmq_global_messages_unroutable_returned_total')} >= 1`,
      summary: '{{ $value | humanize }} messages to {{ $labels.broker }} found no queue within five minutes',
      description: 'No binding takes them. Messages that were not published as mandatory are silently dropped.',
    },
    {
      name: 'DeliveryLimitReached',
      severity: 'warning',
      scope: 'queue',
      expr: `${total('increase', 'rabbitmq_global_messages_dead_lettered_delivery_limit_total')} >= 1`,
      summary: '{{ $value | humanize }} messages of {{ $labels.broker }} reached the delivery limit',
      description: `${timesFailed(serverVersion)} Where the queue has no dead letter exchange, they are gone.`,
    },
    {
      name: 'AuthenticationFailures',
      severity: 'warning',
      scope: 'broker',
      expr: `${total('increase', 'rabbitmq_auth_attempts_failed_total')} > ${thresholds.AuthenticationFailures}`,
      summary: '{{ $value | humanize }} logins to {{ $labels.broker }} were refused within five minutes',
      description: 'A client retries with an old password, or someone is guessing passwords.',
    },
    {
      name: 'HighConnectionChurn',
      severity: 'warning',
      scope: 'broker',
      expr: `(${total('rate', 'rabbitmq_connections_opened_total')} + ${total('rate', 'rabbitmq_connections_closed_total')}) / ${connections} > 0.1 unless ${connections} < 100`,
      for: timing.lasting(Duration.minutes(10)),
      summary: 'more than a tenth of the connections of {{ $labels.broker }} open or close every second',
      description: 'A client opens a connection per message, which costs the broker more than the messages.',
    },
    {
      name: 'ConnectionsHigh',
      severity: 'warning',
      scope: 'node',
      expr: `${series('rabbitmq_connections', of)} > ${thresholds.ConnectionsHigh}`,
      for: timing.lasting(Duration.minutes(10)),
      summary: '{{ $value }} connections are open on {{ $labels.instance }} of {{ $labels.broker }}',
      description:
        'Each takes memory and a file descriptor of the node; a client may open connections and never close them.',
    },
  ];
};

/**
 * What counts as a delivery that failed: from 4.3 on consumers may return messages as often as they like (seen on 4.3.6).
 * @see https://github.com/rabbitmq/rabbitmq-server/pull/13885
 */
function timesFailed(serverVersion: ServerVersion): string {
  return isAtLeast(serverVersion, '4.3.0')
    ? 'Consumers ended again and again without an answer for them, or said that they failed.'
    : 'Consumers returned them again and again.';
}
