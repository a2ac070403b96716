import { Duration } from '../units/duration';

/** A condition on a label of an alert, as Alertmanager has it. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** How alerts become notifications, in the words of every form of Alertmanager's settings. */
export interface RootRoute {
  readonly receiver: string;
  readonly groupBy: readonly string[];
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly repeatInterval: string;
}

/** What silences what. */
export interface Inhibition {
  readonly source: readonly LabelMatcher[];
  readonly target: readonly LabelMatcher[];
  /** The labels that both must share. */
  readonly equal: readonly string[];
}

/**
 * One notification for the alerts of a name and broker.
 * @param wait - how long Alertmanager waits for more alerts of a kind before it tells of the first
 */
export function rootRoute(wait: Duration): RootRoute {
  return {
    receiver: 'people',
    groupBy: ['alertname', 'broker'],
    groupWait: wait.toString(),
    groupInterval: Duration.milliseconds(wait.toMilliseconds() * 10).toString(),
    repeatInterval: '4h',
  };
}

/** A matcher as Alertmanager writes it: `scope =~ "queue|link"`. */
export function matcherText({ label, operator, value }: LabelMatcher): string {
  return `${label} ${operator} ${/^\w+$/.test(value) ? value : JSON.stringify(value)}`;
}

const alert = (name: string): LabelMatcher => ({ label: 'alertname', operator: '=', value: name });

/**
 * A node that is down silences what is said of queues and links, which follows from it, unless a queue has lost its majority;
 * more is told only of the worse.
 */
export const inhibitions: readonly Inhibition[] = [
  {
    source: [alert('RabbitMQDown')],
    target: [
      { label: 'scope', operator: '=~', value: 'queue|link' },
      { label: 'alertname', operator: '!=', value: 'QuorumQueueWithoutMajority' },
    ],
    equal: ['broker'],
  },
  {
    source: [alert('RabbitMQDown')],
    target: [alert('ScrapeFailing')],
    equal: ['broker', 'instance'],
  },
  {
    source: [alert('NoMajorityOfNodes')],
    target: [{ label: 'alertname', operator: '=~', value: 'FewerNodesThanDeclared|InsufficientDistributionLinks' }],
    equal: ['broker'],
  },
  {
    source: [alert('MemoryAlarm')],
    target: [alert('MemoryHigh')],
    equal: ['broker', 'instance'],
  },
  {
    source: [alert('QueueNearLimit')],
    target: [alert('QueueLimitPredicted')],
    equal: ['broker', 'vhost', 'queue', 'limit'],
  },
];
