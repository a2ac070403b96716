import type { QueueDefinition, VhostDefinition } from '../topology/topology';

/** How what is declared is monitored. */
export interface Monitored {
  /**
   * Labels of the alerts about queues, such as `team` and `owner`, by which Alertmanager finds who is told.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * How many consumers each queue has at least, when all is well.
   * @default - one, of a queue that a declared user may consume
   */
  readonly consumers?: number;
  /**
   * For how long messages wait in each queue at most, and for which part of the time that holds.
   * @default - nothing is promised
   */
  readonly wait?: { readonly seconds: number; readonly objective: number };
  /**
   * Which part of a broker's messages is kept.
   * @default - nothing is promised
   */
  readonly kept?: { readonly objective: number };
}

/** How a construct, and what is declared within it, is monitored. */
export interface MonitoredAt extends Monitored {
  /** The construct's path. */
  readonly at: string;
}

/** What holds for one queue; the labels that nobody gives are none. */
export interface MonitoredQueue extends Monitored {
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * How queues are monitored: as their constructs are, and all that these are within, the nearest first; before these counts the
 * virtual host only where the queue is not within what its own says.
 * @param monitored - of all the app
 * @param vhosts - the virtual hosts of the queues
 */
export function monitoredQueues(
  monitored: readonly MonitoredAt[],
  vhosts: readonly VhostDefinition[],
): (queue: QueueDefinition) => MonitoredQueue {
  if (monitored.length === 0) return () => ({ labels: {} });
  const byVhost = new Map(vhosts.map(({ name, declaredAt }) => [name, declaredAt]));
  return ({ vhost, declaredAt }) => {
    const ofQueue = monitored.filter(({ at }) => isWithin(declaredAt, at));
    const ofVhost = monitored.filter((one) => isWithin(byVhost.get(vhost), one.at) && !ofQueue.includes(one));
    const far = ofQueue.filter(({ at }) => isWithin(byVhost.get(vhost), at));
    const near = ofQueue.filter((one) => !far.includes(one));
    return [far, ofVhost, near].flatMap((some) => [...some].sort(byDepth)).reduce(over, { labels: {} });
  };
}

/** What is promised of the messages of a broker, by what stands nearest to it. */
export function keptObjective(monitored: readonly MonitoredAt[], broker: string): Monitored['kept'] {
  return monitored
    .filter(({ at, kept }) => kept !== undefined && isWithin(broker, at))
    .sort(byDepth)
    .at(-1)?.kept;
}

function isWithin(path: string | undefined, at: string): boolean {
  return path !== undefined && (at === '' || path === at || path.startsWith(`${at}/`));
}

const byDepth = (one: MonitoredAt, other: MonitoredAt) => one.at.length - other.at.length;

function over(far: MonitoredQueue, near: MonitoredAt): MonitoredQueue {
  return {
    labels: { ...far.labels, ...near.labels },
    consumers: near.consumers ?? far.consumers,
    wait: near.wait ?? far.wait,
  };
}
