import type { DeployedBroker } from '../../model/topology/deployment';
import type { Subject } from '../../model/finding';

/** A broker as what a finding is about. */
export function brokerSubject({ declaredAt }: Pick<DeployedBroker, 'declaredAt'>): Subject {
  return { object: { type: 'broker', vhost: null, name: declaredAt }, at: declaredAt };
}
