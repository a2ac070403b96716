import { Construct } from 'constructs';
import type { Json } from '../../model/topology/topology';
import { isByDefinitions, NEEDS_DEFINITIONS } from '../terraform/topology-by';
import { declare } from '../declared/declaration';
import { refuse, unless } from '../terraform/validation-error';
import type { VhostRef } from '../references';
import { checkProps } from '../props/check-props';

export interface ParameterProps {
  /** The virtual host to which it belongs. */
  readonly vhost: VhostRef;
  /** The part of RabbitMQ that reads it: `federation-upstream-set`. Its plugin must be enabled. */
  readonly component: string;
  /**
   * Its name.
   * @default - the construct's id
   */
  readonly parameterName?: string;
  /** Its value, as the component wants it. It is written into files: no secret may be in it. */
  readonly value: Json;
}

/**
 * Declares a runtime parameter that has no construct of its own. Only boot definitions can carry it.
 * @see https://www.rabbitmq.com/docs/parameters
 */
export class Parameter extends Construct {
  constructor(scope: Construct, id: string, props: ParameterProps) {
    checkProps(scope, id, 'ParameterProps', props);
    super(scope, id);
    const { vhost, component, parameterName: name = id, value } = props;
    refuse(
      this,
      unless(
        isByDefinitions(vhost.broker),
        `a runtime parameter is not supported by the Terraform provider; ${NEEDS_DEFINITIONS}`,
      ),
    );
    declare(this, vhost.broker, () => ({ parameters: [{ component, vhost: vhost.vhostName, name, value }] }));
  }
}
