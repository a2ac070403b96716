import { checkCall } from '../../model/props/check-call';
import { TerraformStack } from 'cdktf';
import { ruleErrors } from '../../constructs/declared/enforce';
import type { Rule } from '../../rules/rule';
import { result, type MatcherContext, type MatcherResult } from './matcher';
import { expectKind } from './subject';

/**
 * Whether a stack passes rules, with what it acknowledges: as `enforce` asks, without synthesizing.
 * @param received - the stack
 * @param rules - a pack, such as `production` of `rabbitmq-cdk/rules`, or rules of one's own
 */
export function toPassRules(this: MatcherContext, received: unknown, rules: readonly Rule[]): MatcherResult {
  checkCall('toPassRules', [received, rules]);
  const stack = expectKind<TerraformStack>('toPassRules', 'a stack', (one) => TerraformStack.isStack(one), received);
  const errors = ruleErrors(rules, [stack]);
  return result(this, this.isNot ? errors.length > 0 : errors.length === 0, () => [
    `stack '${stack.node.id}' must ${this.isNot ? 'break' : 'pass'} the rules`,
    ...errors.map((error) => `  ${error}`),
  ]);
}
