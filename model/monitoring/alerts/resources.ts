import { Duration } from '../../units/duration';
import { isAtLeast } from '../../server/server-version';
import type { Alert, AlertSource } from './alert';
import { aggregate, over, series } from './promql';
import { thresholds } from './thresholds';

/** Alerts about what nodes run short of: memory, disk, file descriptors, Erlang processes. */
export const resourceAlerts: AlertSource = (broker, timing) => {
  const of = { broker: broker.name };
  const alarm = (metric: Parameters<typeof series>[0]) =>
    `${aggregate('max', ['broker', 'instance'], over('max_over_time', series(metric, of), timing.window(Duration.minutes(5))))} > 0`;
  const kept = timing.lasting(Duration.minutes(5));
  const ratio = (used: Parameters<typeof series>[0], limit: Parameters<typeof series>[0]) =>
    `${series(used, of)} / ${series(limit, of)}`;
  const disk = series('rabbitmq_disk_space_available_bytes', of);
  const descriptors = series('rabbitmq_process_open_fds', of);
  const day = timing.window(Duration.hours(24));
  const alerts: Alert[] = [
    {
      name: 'MemoryAlarm',
      severity: 'critical',
      scope: 'node',
      expr: alarm('rabbitmq_alarms_memory_used_watermark'),
      keepFiringFor: kept,
      summary: 'memory alarm on {{ $labels.instance }} of {{ $labels.broker }}',
      description: 'All publishing connections, on all nodes, are blocked until the node uses less memory.',
    },
    {
      name: 'DiskAlarm',
      severity: 'critical',
      scope: 'node',
      expr: alarm('rabbitmq_alarms_free_disk_space_watermark'),
      keepFiringFor: kept,
      summary: 'disk alarm on {{ $labels.instance }} of {{ $labels.broker }}',
      description: 'All publishing connections, on all nodes, are blocked until the node has more free disk space.',
    },
    {
      name: 'MemoryHigh',
      severity: 'critical',
      scope: 'node',
      expr: `${ratio('rabbitmq_process_resident_memory_bytes', 'rabbitmq_resident_memory_limit_bytes')} > ${thresholds.MemoryHigh}`,
      for: timing.lasting(Duration.minutes(5)),
      summary:
        '{{ $labels.instance }} of {{ $labels.broker }} uses {{ $value | humanizePercentage }} of its memory limit',
      description: 'At 100 % the memory alarm blocks all publishers.',
    },
    {
      name: 'FileDescriptorsNearLimit',
      severity: 'warning',
      scope: 'node',
      expr: `${aggregate('max', ['broker', 'instance'], over('max_over_time', descriptors, timing.window(Duration.minutes(5))))} / ${aggregate('max', ['broker', 'instance'], series('rabbitmq_process_max_fds', of))} > ${thresholds.FileDescriptorsNearLimit}`,
      for: timing.lasting(Duration.minutes(10)),
      summary:
        '{{ $labels.instance }} of {{ $labels.broker }} uses {{ $value | humanizePercentage }} of its file descriptors',
      description: 'At the limit the node cannot accept connections or open queue files.',
    },
    {
      name: 'FileDescriptorsPredicted',
      severity: 'warning',
      scope: 'node',
      expr: `predict_linear(${descriptors}[${timing.window(Duration.hours(1))}], ${timing.ahead(Duration.hours(4))}) > ${series('rabbitmq_process_max_fds', of)}`,
      for: timing.lasting(Duration.minutes(30)),
      summary: '{{ $labels.instance }} of {{ $labels.broker }} will run out of file descriptors within four hours',
      description: 'Their number has grown for an hour: connections are not closed, or queues keep being declared.',
    },
    {
      name: 'LowDiskWatermarkPredicted',
      severity: 'warning',
      scope: 'node',
      expr: `predict_linear(${disk}[${day}], ${timing.ahead(Duration.hours(24))}) < ${series('rabbitmq_disk_space_available_limit_bytes', of)} and count_over_time(${disk}[${timing.window(Duration.hours(2))}] offset ${timing.window(Duration.hours(22))})`,
      for: timing.lasting(Duration.hours(1)),
      summary: 'the disk of {{ $labels.instance }} of {{ $labels.broker }} will be full within a day',
      description: 'At the rate of the last day, the disk alarm will block all publishers within a day.',
    },
    {
      name: 'ErlangProcessesNearLimit',
      severity: 'warning',
      scope: 'node',
      expr: `${ratio('rabbitmq_erlang_processes_used', 'rabbitmq_erlang_processes_limit')} > ${thresholds.ErlangProcessesNearLimit}`,
      for: timing.lasting(Duration.minutes(10)),
      summary:
        '{{ $labels.instance }} of {{ $labels.broker }} uses {{ $value | humanizePercentage }} of its Erlang processes',
      description: 'Connections, channels and queues are processes; at the limit the node terminates.',
    },
  ];
  // Servers of 4.3 and newer raise no such alarm.
  if (isAtLeast(broker.serverVersion, '4.3.0')) return alerts;
  return [
    ...alerts,
    {
      name: 'FileDescriptorAlarm',
      severity: 'critical',
      scope: 'node',
      expr: alarm('rabbitmq_alarms_file_descriptor_limit'),
      keepFiringFor: kept,
      summary: 'file descriptor alarm on {{ $labels.instance }} of {{ $labels.broker }}',
      description: 'The node accepts no new connections.',
    },
  ];
};
