import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { policyResource } from '../../../model/provider/policies';
import type { ApplyTo, Arguments } from '../../../model/topology/topology';
import { providerFaults } from '../../terraform/topology-by';
import { declareResource } from '../../declared/declare-resource';
import { refuse, unless } from '../../terraform/validation-error';
import type { FederationUpstream } from '../links/federation-upstream';
import { rawDefinitionFaults } from './raw-definition';
import { orderBeforeObjects } from './policy-order';
import { policyDefinition, policySettingFaults, type PolicySettings } from './policy-settings';
import { omitUndefined } from '../../terraform/provider-arguments';
import { nameFaults, numberLikeFaults } from '../../terraform/provider-limits';
import type { VhostRef } from '../../references';
import { checkProps } from '../../props/check-props';

export interface BrokerPolicyProps extends PolicySettings {
  /** The virtual host in which it applies. */
  readonly vhost: VhostRef;
  /**
   * Its name.
   * @default - the construct's id
   */
  readonly policyName?: string;
  /**
   * A PCRE pattern that is searched for in the names of queues or exchanges: write `^` and `$` where it must begin and
   * end; the empty one matches every name.
   */
  readonly pattern: string;
  /**
   * What kind of object it applies to. A single key that a queue's type does not know keeps the whole policy from
   * applying to it, so name the intended type.
   */
  readonly applyTo: ApplyTo;
  /**
   * Of all policies that match an object, only the one of highest priority applies; which of equals does is not defined.
   * @default 0
   */
  readonly priority?: number;
  /**
   * The upstream from which matching exchanges, or classic and quorum queues, take messages too.
   * @default - none
   */
  readonly federationUpstream?: FederationUpstream;
  /**
   * Keys that have no prop here, in RabbitMQ's spelling. The provider can carry strings and whole numbers only.
   * @default - none
   */
  readonly definition?: Arguments;
}

/**
 * Declares a policy: settings for all objects whose names match, which can change without declaring them again.
 * @see https://www.rabbitmq.com/docs/policies
 */
export class BrokerPolicy extends Construct {
  readonly policyName: string;
  /** What must be there before an object is declared that the policy is to apply to from its first message. */
  readonly dependencies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: BrokerPolicyProps) {
    checkProps(scope, id, 'BrokerPolicyProps', props);
    super(scope, id);
    const { vhost, pattern, applyTo, priority = 0, federationUpstream } = props;
    this.policyName = props.policyName ?? id;
    const definition = {
      ...policyDefinition(props),
      ...omitUndefined({ 'federation-upstream': federationUpstream?.upstreamName }),
      ...props.definition,
    };
    refuse(
      this,
      nameFaults('policyName', this.policyName, vhost.broker),
      unless(Number.isSafeInteger(priority), `'priority' must be a whole number, got ${priority}`),
      unless(
        Object.keys(definition).length > 0,
        `a policy must have at least one setting; set 'maxLength', 'definition' or another`,
      ),
      policySettingFaults(vhost, props, applyTo),
      numberLikeFaults({ federationUpstream: federationUpstream?.upstreamName }, vhost.broker),
      providerFaults(vhost.broker, rawDefinitionFaults(props.definition ?? {})),
    );
    const made = declareResource(
      this,
      vhost.broker,
      policyResource,
      () => ({
        policies: [
          { name: this.policyName, vhost: vhost.vhostName, pattern, 'apply-to': applyTo, definition, priority },
        ],
      }),
      { dependencies: [...vhost.dependencies, ...(federationUpstream?.dependencies ?? [])] },
    );
    orderBeforeObjects(this, vhost, props, made);
    this.dependencies = made;
  }
}
