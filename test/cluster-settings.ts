import { ensureImage } from '../lab/image';
import { haproxyImage } from '../lab/images/haproxy';
import { rabbitmqImage } from '../lab/images/rabbitmq';
import { freePorts } from '../lab/ports';
import { freePortRange } from './free-port-range';

/**
 * The settings of a small cluster on ports of its own, for apps that read them from the environment.
 * @param mostNodes - as many as it grows to
 */
export async function clusterSettings(clusterName: string, mostNodes = 3): Promise<Record<string, string>> {
  const [amqp, amqps, management, statistics] = await freePorts(4);
  const first = await freePortRange(3 * mostNodes);
  return {
    RABBITMQ_CDK_IMAGE: await ensureImage(rabbitmqImage()),
    RABBITMQ_CDK_BALANCER_IMAGE: await ensureImage(haproxyImage()),
    RABBITMQ_CDK_CLUSTER_NAME: clusterName,
    RABBITMQ_CDK_MEMORY: '512',
    RABBITMQ_CDK_AMQP_PORT: String(first),
    RABBITMQ_CDK_MANAGEMENT_PORT: String(first + mostNodes),
    RABBITMQ_CDK_PROMETHEUS_PORT: String(first + 2 * mostNodes),
    RABBITMQ_CDK_BALANCER_AMQP_PORT: String(amqp),
    RABBITMQ_CDK_BALANCER_AMQPS_PORT: String(amqps),
    RABBITMQ_CDK_BALANCER_MANAGEMENT_PORT: String(management),
    RABBITMQ_CDK_BALANCER_STATISTICS_PORT: String(statistics),
    RABBITMQ_CDK_REMOVAL_POLICY: 'destroy',
    CHECKPOINT_DISABLE: '1',
  };
}
