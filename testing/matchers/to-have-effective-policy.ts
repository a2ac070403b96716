import { checkCall } from '../../model/props/check-call';
import { effectivePolicy } from '../../constructs/topology/policies/effective-policy';
import type { ExchangeRef, QueueRef } from '../../constructs/references';
import type { Arguments } from '../../model/topology/topology';
import { result, type MatcherContext, type MatcherResult } from './matcher';
import { expectKind, isExchange, isQueue } from './subject';

/**
 * Whether the broker applies these settings to a queue or exchange, policy and operator policy together; what else it applies does
 * not count. Behind `.not`: that it does not apply all of them.
 * @param received - the queue or exchange
 * @param settings - by the keys of policies: `{ 'max-length': 1000 }`; values may be asymmetric matchers
 */
export function toHaveEffectivePolicy(
  this: MatcherContext,
  received: unknown,
  settings: Readonly<Record<string, unknown>>,
): MatcherResult {
  checkCall('toHaveEffectivePolicy', [received, settings]);
  const target = expectKind<QueueRef | ExchangeRef>(
    'toHaveEffectivePolicy',
    'a queue or an exchange',
    (value): value is QueueRef | ExchangeRef => isQueue(value) || isExchange(value),
    received,
  );
  const { definition, because, undecided } = effectivePolicy(target);
  const differing = Object.entries(settings).filter(([key, value]) => !this.equals(definition?.[key], value));
  const isMet = this.isNot ? differing.length > 0 : definition !== undefined && differing.length === 0;
  const name = 'queueName' in target ? `queue '${target.queueName}'` : `exchange '${target.exchangeName}'`;
  return result(this, isMet, () => [
    `${name} must ${this.isNot ? 'not ' : ''}have the effective policy ${JSON.stringify(settings)}`,
    ...differing.map(([key, value]) => `  ${key}: expected ${JSON.stringify(value)}, got ${shown(definition, key)}`),
    ...[...because, ...undecided].map((line) => `  ${line}`),
  ]);
}

function shown(definition: Arguments | undefined, key: string): string {
  if (definition === undefined) return 'what cannot be determined';
  return JSON.stringify(definition[key]) ?? 'nothing';
}
