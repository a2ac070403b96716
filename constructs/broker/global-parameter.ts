import { Construct } from 'constructs';
import type { Json } from '../../model/topology/topology';
import { declare } from '../declared/declaration';
import { refuse, unless } from '../terraform/validation-error';
import { isByDefinitions, NEEDS_DEFINITIONS } from '../terraform/topology-by';
import type { BrokerRef } from '../references';
import { checkProps } from '../props/check-props';

export interface GlobalParameterProps {
  /** The broker that keeps it. */
  readonly broker: BrokerRef;
  /**
   * Its name.
   * @default - the construct's id
   */
  readonly parameterName?: string;
  /** Its value, in the form that its reader expects. It is written into files, so it may hold no secret. */
  readonly value: Json;
}

/**
 * Declares a runtime parameter of the whole cluster, such as `cluster_name` or `cluster_tags`. Only boot definitions can
 * carry it.
 * @see https://www.rabbitmq.com/docs/parameters
 */
export class GlobalParameter extends Construct {
  constructor(scope: Construct, id: string, props: GlobalParameterProps) {
    checkProps(scope, id, 'GlobalParameterProps', props);
    super(scope, id);
    const { broker, parameterName: name = id, value } = props;
    refuse(
      this,
      unless(
        isByDefinitions(broker),
        `a global parameter is not supported by the Terraform provider; ${NEEDS_DEFINITIONS}`,
      ),
    );
    declare(this, broker, () => ({ globalParameters: [{ name, value }] }));
  }
}
