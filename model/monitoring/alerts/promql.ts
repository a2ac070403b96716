import type { Duration } from '../../units/duration';
import type { MetricName } from './metrics';

/** What a label must be: exactly a text, or as a {@link Matcher} says. */
export type Matchers = Readonly<Record<string, string | Matcher>>;

/** A condition on a label other than equality. */
export interface Matcher {
  readonly operator: '=~' | '!~' | '!=';
  readonly value: string;
}

/**
 * An instant vector selector: `rabbitmq_queues{broker="cluster"}`.
 * @see https://prometheus.io/docs/prometheus/latest/querying/basics/
 */
export function series(name: MetricName, matchers: Matchers = {}): string {
  const conditions = Object.entries(matchers).map(([label, matcher]) =>
    typeof matcher === 'string'
      ? `${label}=${JSON.stringify(matcher)}`
      : `${label}${matcher.operator}${JSON.stringify(matcher.value)}`,
  );
  return `${name}{${conditions.join(', ')}}`;
}

/** The label is one of these texts. */
export function oneOf(values: readonly string[]): Matcher {
  return { operator: '=~', value: values.map(escape).join('|') };
}

/** The label matches an RE2 expression, from its start to its end. */
export function like(expression: string): Matcher {
  return { operator: '=~', value: expression };
}

/** The label does not match an RE2 expression. */
export function unlike(expression: string): Matcher {
  return { operator: '!~', value: expression };
}

/** The label is there and not empty. */
export const present: Matcher = { operator: '!=', value: '' };

/** An aggregation: `max by (vhost, queue) (…)`. */
export function aggregate(how: 'sum' | 'max' | 'min' | 'count', labels: readonly string[], expression: string): string {
  return `${how} by (${labels.join(', ')}) (${expression})`;
}

/** A function over a window of time: `increase(…[5m])`. */
export function over(
  how: 'increase' | 'rate' | 'avg_over_time' | 'max_over_time',
  selector: string,
  window: Duration,
): string {
  return `${how}(${selector}[${window}])`;
}

/** The expression, and 0 where it has no value at all. */
export function orZero(expression: string): string {
  return `(${expression} or vector(0))`;
}

/** A text as an RE2 expression that matches only it. */
function escape(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
