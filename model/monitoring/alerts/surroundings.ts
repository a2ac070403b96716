import { Duration } from '../../units/duration';
import type { Alert, AlertSource, Timing } from './alert';
import { over, series, unlike, type Matchers } from './promql';

/** Alerts about what is in front of a broker: its load balancer, and the certificates that it shows. */
export const surroundingAlerts: AlertSource = (broker, timing) => {
  const of = { broker: broker.name };
  const balancer: Alert = {
    name: 'LoadBalancerWithoutNodes',
    severity: 'critical',
    scope: 'broker',
    expr: `${series('haproxy_backend_active_servers', of)} == 0`,
    for: timing.lasting(Duration.minutes(1)),
    summary: 'the load balancer of {{ $labels.broker }} has no node left for {{ $labels.proxy }}',
    description: 'No node passes its health check: the load balancer rejects clients.',
  };
  const certificate: Alert = {
    name: 'CertificateExpires',
    severity: 'warning',
    scope: 'broker',
    expr: `${series('probe_ssl_earliest_cert_expiry', of)} - time() < ${Duration.days(14).toSeconds()}`,
    for: timing.lasting(Duration.hours(1)),
    summary: 'the certificate that {{ $labels.instance }} presents expires in {{ $value | humanizeDuration }}',
    description: 'From then on, clients that verify it cannot connect.',
  };
  const probe: Alert = {
    name: 'CertificateProbeFails',
    severity: 'warning',
    scope: 'broker',
    expr: `${series('probe_success', { ...of, job: 'certificates' })} == 0`,
    for: timing.lasting(Duration.minutes(10)),
    summary: 'the certificate of {{ $labels.instance }} cannot be probed',
    description:
      'The blackbox exporter cannot connect to the listener, so an expiring certificate would raise no alert.',
  };
  return [
    ...(broker.hasLoadBalancer === true ? [balancer] : []),
    ...(broker.hasCertificateProbe === true ? [certificate, probe] : []),
  ];
};

/**
 * Alerts about scrapes, without which others cannot fire.
 * @param of - the labels of the scrapes that they are about; every scrape unless told
 */
export function scrapeAlerts(timing: Timing, of: Matchers = {}): readonly Alert[] {
  // A scrape may take as long as the interval.
  const slow = Number((timing.scrapeInterval.toMilliseconds() / 1_500).toFixed(2));
  return [
    {
      name: 'ScrapeFailing',
      severity: 'warning',
      scope: 'monitoring',
      expr: `${series('up', { ...of, job: unlike('rabbitmq') })} == 0`,
      for: timing.lasting(Duration.minutes(5)),
      summary: '{{ $labels.job }} of {{ $labels.instance }} cannot be scraped',
      description: 'Alerts that depend on its metrics cannot fire.',
    },
    {
      name: 'ScrapeSlow',
      severity: 'warning',
      scope: 'monitoring',
      expr: `${series('scrape_duration_seconds', of)} > ${slow}`,
      for: timing.lasting(Duration.minutes(5)),
      summary: 'a scrape of {{ $labels.job }} of {{ $labels.instance }} takes {{ $value | humanizeDuration }}',
      description: 'It will soon exceed its timeout, and metrics will be missing. Scrape fewer metric families.',
    },
  ];
}

/** Alerts about the monitoring itself, whatever it watches. */
export function monitoringAlerts(timing: Timing): readonly Alert[] {
  const window = timing.window(Duration.minutes(5));
  return [
    ...scrapeAlerts(timing),
    {
      name: 'RuleFailures',
      severity: 'warning',
      scope: 'monitoring',
      expr: `${over('increase', series('prometheus_rule_evaluation_failures_total'), window)} > 0`,
      summary: 'rules of {{ $labels.rule_group }} cannot be evaluated',
      description: 'Their alerts cannot fire.',
    },
    {
      name: 'NoAlertmanager',
      severity: 'critical',
      scope: 'monitoring',
      expr: `${series('prometheus_notifications_alertmanagers_discovered')} < 1 or ${over('increase', series('prometheus_notifications_dropped_total'), window)} > 0`,
      for: timing.lasting(Duration.minutes(5)),
      summary: 'Prometheus cannot send alerts to an Alertmanager',
      description: 'Alerts fire in Prometheus, but no notification is sent.',
    },
    {
      name: 'NotificationsFail',
      severity: 'critical',
      scope: 'monitoring',
      // A notification is tried for five minutes before it counts as failed, and again at the next.
      expr: `${over('increase', series('alertmanager_notifications_failed_total'), timing.window(Duration.minutes(15)))} > 0`,
      summary: 'Alertmanager cannot send notifications through {{ $labels.integration }}',
      description: 'Alerts reach Alertmanager, but no notification is sent.',
    },
  ];
}
