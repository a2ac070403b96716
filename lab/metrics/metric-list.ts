/** A metric as a broker serves it. */
export interface ServedMetric {
  readonly type: string;
  /** The labels of its samples, sorted; none when it has no labels, or no samples. */
  readonly labels: readonly string[];
}

/** The metrics of one endpoint by name. */
export type ServedMetrics = Readonly<Record<string, ServedMetric>>;

/** What a broker of one version serves, by endpoint and by family of `/metrics/detailed`. */
export interface MetricList {
  readonly serverVersion: string;
  readonly plugins: readonly string[];
  readonly endpoints: Readonly<Record<'/metrics' | '/metrics/memory-breakdown', ServedMetrics>>;
  readonly families: Record<string, ServedMetrics>;
}

/** The plugins that bring metrics of their own, beside the lab's management and Prometheus. */
export const plugins = [
  'rabbitmq_federation',
  'rabbitmq_federation_prometheus',
  'rabbitmq_shovel',
  'rabbitmq_shovel_prometheus',
  'rabbitmq_stream',
] as const;

/**
 * The families of `/metrics/detailed`.
 * @see https://www.rabbitmq.com/docs/prometheus#detailed-endpoint
 */
export const families = [
  'auth_attempt_detailed_metrics',
  'auth_attempt_metrics',
  'channel_exchange_metrics',
  'channel_metrics',
  'channel_process_metrics',
  'channel_queue_exchange_metrics',
  'channel_queue_metrics',
  'connection_churn_metrics',
  'connection_coarse_metrics',
  'connection_metrics',
  'exchange_bindings',
  'exchange_metrics',
  'exchange_names',
  'node_coarse_metrics',
  'node_metrics',
  'node_persister_metrics',
  'queue_coarse_metrics',
  'queue_consumer_count',
  'queue_delivery_metrics',
  'queue_exchange_metrics',
  'queue_metrics',
  'ra_metrics',
  'stream_consumer_metrics',
  'vhost_status',
] as const;

/**
 * Reads metrics in the text format that Prometheus scrapes.
 * @param text - `# TYPE` lines and samples
 */
export function readMetrics(text: string): ServedMetrics {
  const metrics: Record<string, { type: string; labels: Set<string> }> = {};
  for (const line of text.split('\n')) {
    const [, declared, type] = /^# TYPE (\S+) (\S+)/.exec(line) ?? [];
    if (declared !== undefined && type !== undefined) metrics[declared] ??= { type, labels: new Set() };
    const [, name, pairs = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line) ?? [];
    const metric = name === undefined ? undefined : metrics[name];
    for (const [, label = ''] of pairs.matchAll(/([a-zA-Z_]\w*)="(?:[^"\\]|\\.)*"/g)) metric?.labels.add(label);
  }
  const sorted = Object.entries(metrics).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, { type, labels }]) => [name, { type, labels: [...labels].sort() }]));
}
