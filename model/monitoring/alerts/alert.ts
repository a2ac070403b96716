import type { Duration } from '../../units/duration';
import type { ServerVersion } from '../../server/server-version';
import type { Monitored, MonitoredAt } from '../monitored';
import type { Topology } from '../../topology/topology';

/** `critical` wakes somebody up: messages are or will soon be refused or lost. `warning` waits for the morning. */
export type Severity = 'critical' | 'warning';

/** What an alert is about; when nodes are down, those about their queues and links are silenced. */
export type AlertScope = 'broker' | 'node' | 'queue' | 'link' | 'monitoring';

/** An alert, as Prometheus evaluates it. */
export interface Alert {
  /** Its name, and in kebab-case that of its runbook under docs/runbooks/. */
  readonly name: string;
  readonly severity: Severity;
  readonly scope: AlertScope;
  /** PromQL: it fires for every series that is there. */
  readonly expr: string;
  /**
   * How long the expression must hold.
   * @default - it fires at the first evaluation
   */
  readonly for?: string;
  /**
   * How long it goes on firing when the expression holds no more, so that a fault that comes and goes is one alert.
   * @default - it ends at once
   */
  readonly keepFiringFor?: string;
  /**
   * What tells it from other alerts of its name.
   * @default - it is the only one
   */
  readonly labels?: Readonly<Record<string, string>>;
  /** One line, with the labels as `{{ $labels.queue }}`. */
  readonly summary: string;
  /** What it means and what happens if nothing is done. */
  readonly description: string;
}

/** A broker that is watched, as far as its alerts depend on it. */
export interface WatchedBroker {
  /** The label `broker` of all its series. */
  readonly name: string;
  readonly serverVersion: ServerVersion;
  /** How many nodes are declared. */
  readonly nodeCount: number;
  /**
   * How many members it gives each quorum queue in the course of time.
   * @default - those that a queue is declared with, 3 unless it says otherwise
   */
  readonly quorumGroupSize?: number;
  /** What is declared on it. */
  readonly topology: Topology;
  /**
   * How what is declared is monitored.
   * @default - nobody says
   */
  readonly monitored?: readonly MonitoredAt[];
  /**
   * What is promised of its messages.
   * @default - nothing
   */
  readonly kept?: Monitored['kept'];
  /**
   * Whether an HAProxy before it is scraped.
   * @default false
   */
  readonly hasLoadBalancer?: boolean;
  /**
   * Whether the certificates of its listeners are probed by the blackbox exporter.
   * @default false
   */
  readonly hasCertificateProbe?: boolean;
  /**
   * Its StatefulSet, where kube-state-metrics tells of it.
   * @default - it is not on Kubernetes
   */
  readonly statefulSet?: { readonly namespace: string; readonly name: string };
}

/** Durations as Prometheus writes them, stretched or compressed together. */
export interface Timing {
  /** How often Prometheus scrapes. */
  readonly scrapeInterval: Duration;
  /** How long a condition holds. */
  lasting(duration: Duration): string;
  /** A window of samples. */
  window(duration: Duration): Duration;
  /** How many seconds ahead a prediction looks. */
  ahead(duration: Duration): number;
}

/** Derives alerts from a broker. */
export type AlertSource = (broker: WatchedBroker, timing: Timing) => readonly Alert[];
