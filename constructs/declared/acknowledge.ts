import type { IConstruct } from 'constructs';
import type { Acknowledgement } from '../../rules/acknowledgement';
import { checkCall } from '../../model/props/check-call';

const ACKNOWLEDGEMENTS = Symbol.for('rabbitmq-cdk.acknowledgements');

type Acknowledging = IConstruct & { [ACKNOWLEDGEMENTS]?: Acknowledgement[] };

/**
 * Says that what a rule finds at a construct, or within, is known and meant. What the broker refuses can't be acknowledged,
 * and an acknowledgement that nothing needs is an error.
 * @param rule - the rule's id: `topology/queue-is-bounded`
 * @param reason - why it is intended, for later readers
 * @example acknowledge(audit, 'topology/queue-is-bounded', 'kept a year by law');
 */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  checkCall('acknowledge', [construct, rule, reason]);
  const acknowledging: Acknowledging = construct;
  acknowledging[ACKNOWLEDGEMENTS] ??= [];
  acknowledging[ACKNOWLEDGEMENTS].push({ at: construct.node.path, rule, reason });
}

/** What was acknowledged in a construct's tree. */
export function acknowledgementsOf(scope: IConstruct): readonly Acknowledgement[] {
  return scope.node.findAll().flatMap((construct: Acknowledging) => construct[ACKNOWLEDGEMENTS] ?? []);
}
