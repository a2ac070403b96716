import { TerraformStack } from 'cdktf';
import { effectivePolicy as effectivePolicyIn, type EffectivePolicy } from '../../../model/policies/effective-policy';
import { topologyOf } from '../../declared/declaration';
import type { ExchangeRef, QueueRef } from '../../references';
import { checkCall } from '../../../model/props/check-call';

export type { EffectivePolicy };

/**
 * What the broker will apply to a queue or exchange, by all that its stack declares on that broker, and why. It reads the
 * whole stack at each call.
 * @see https://www.rabbitmq.com/docs/policies
 */
export function effectivePolicy(target: QueueRef | ExchangeRef): EffectivePolicy {
  checkCall('effectivePolicy', [target]);
  const { vhostName: vhost, broker } = target.vhost;
  const topology = topologyOf(TerraformStack.of(target.vhost), broker);
  return effectivePolicyIn(
    topology,
    'queueName' in target
      ? { kind: 'queue', vhost, name: target.queueName, type: target.queueType }
      : { kind: 'exchange', vhost, name: target.exchangeName },
    broker.serverVersion,
  );
}
