import { Construct } from 'constructs';
import { operatorPolicyResource } from '../../../model/provider/policies';
import type { ApplyTo } from '../../../model/topology/topology';
import { declareResource } from '../../declared/declare-resource';
import { refuse, unless } from '../../terraform/validation-error';
import { orderBeforeObjects } from './policy-order';
import { policyDefinition, policySettingFaults, type PolicySettings } from './policy-settings';
import { nameFaults } from '../../terraform/provider-limits';
import type { VhostRef } from '../../references';
import { checkProps } from '../../props/check-props';

/** The settings that an operator policy may hold: limits, which apply to all queues, however they are declared. */
export type OperatorPolicySettings = Pick<
  PolicySettings,
  'messageTtl' | 'expires' | 'maxLength' | 'maxLengthBytes' | 'overflow' | 'deliveryLimit' | 'targetGroupSize'
>;

export interface OperatorPolicyProps extends OperatorPolicySettings {
  /** The virtual host in which it applies. */
  readonly vhost: VhostRef;
  /**
   * Its name.
   * @default - the construct's id
   */
  readonly policyName?: string;
  /**
   * A PCRE pattern that is searched for in the names of queues: write `^` and `$` where it must begin and end; the empty
   * one matches every name.
   */
  readonly pattern: string;
  /**
   * Which types of queue it applies to. A single key that a queue's type does not know keeps the whole policy from
   * applying to it, so name the intended type.
   */
  readonly applyTo: Exclude<ApplyTo, 'exchanges'>;
  /**
   * Of all operator policies that match a queue, only the one of highest priority applies.
   * @default 0
   */
  readonly priority?: number;
}

/**
 * Declares an operator policy: limits that are merged with a queue's own policy, the stricter value of each key winning,
 * so that no application's policy can exceed them.
 * @see https://www.rabbitmq.com/docs/policies#operator-policies
 */
export class OperatorPolicy extends Construct {
  readonly policyName: string;

  constructor(scope: Construct, id: string, props: OperatorPolicyProps) {
    checkProps(scope, id, 'OperatorPolicyProps', props);
    super(scope, id);
    const { vhost, pattern, applyTo, priority = 0 } = props;
    this.policyName = props.policyName ?? id;
    const definition = policyDefinition(props);
    refuse(
      this,
      nameFaults('policyName', this.policyName, vhost.broker),
      unless(Number.isSafeInteger(priority), `'priority' must be a whole number, got ${priority}`),
      unless(
        Object.keys(definition).length > 0,
        `an operator policy must have at least one limit; set 'maxLength' or another`,
      ),
      policySettingFaults(vhost, props, applyTo),
    );
    const made = declareResource(
      this,
      vhost.broker,
      operatorPolicyResource,
      () => ({
        operatorPolicies: [
          { name: this.policyName, vhost: vhost.vhostName, pattern, 'apply-to': applyTo, definition, priority },
        ],
      }),
      { dependencies: vhost.dependencies },
    );
    orderBeforeObjects(this, vhost, props, made);
  }
}
