import { show } from '../../model/finding';
import { ValidationError } from '../../model/validation-error';
import { checkCall } from '../../model/props/check-call';
import type { IConstruct } from 'constructs';
import { brokersOf, topologyOf } from '../../constructs/declared/declaration';
import { knownAtSynth } from '../../constructs/declared/refusals';
import { findingLine } from '../../constructs/declared/verdict';
import { parseServerVersion } from '../../model/server/server-version';
import { refusals } from '../../model/validity/elements';
import { result, type MatcherContext, type MatcherResult } from './matcher';
import { expectKind, isConstruct } from './subject';

/**
 * Whether a broker of a version accepts all that a construct declares: for asking about a version before an upgrade. What the
 * stack's own version refuses is an error at synthesis anyway.
 * @param received - a stack, or any construct
 * @param version - such as `4.3`, or `4.3.6`
 */
export function toBeAcceptedBy(this: MatcherContext, received: unknown, version: string): MatcherResult {
  checkCall('toBeAcceptedBy', [received, version]);
  const scope = expectKind<IConstruct>('toBeAcceptedBy', 'a stack, or another construct', isConstruct, received);
  const server = parseServerVersion(version);
  if (server === undefined)
    throw new ValidationError(scope, [`toBeAcceptedBy(): 'version' must be one such as '4.3', got ${show(version)}`]);
  const refused = brokersOf(scope).flatMap((broker) =>
    refusals(knownAtSynth(topologyOf(scope, broker)), server, { nodes: broker.nodeCount, plugins: broker.plugins }),
  );
  return result(this, this.isNot ? refused.length > 0 : refused.length === 0, () => [
    `RabbitMQ ${version} must ${this.isNot ? 'refuse' : 'accept'} what '${scope.node.path}' declares`,
    ...refused.map((finding) => `  ${findingLine(finding)}`),
  ]);
}
