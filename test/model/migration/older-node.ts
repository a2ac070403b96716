import { docker } from '../../../host/docker';
import { until } from '../../../host/until';
import { newAdministrator } from '../../../lab/administrator';
import { labels } from '../../../lab/belongings';
import { administrationOf, type Broker } from '../../../lab/broker';
import { published, remove } from '../../../lab/container';
import { ensureImage } from '../../../lab/image';
import { rabbitmqImage } from '../../../lab/images/rabbitmq';
import { started } from './older-cluster';

/** A node of RabbitMQ 3.10 that has some feature flags only, as one that was upgraded from before. */
export interface OlderNode extends Omit<Broker, 'amqpUrl'> {
  remove(): Promise<void>;
}

/**
 * Starts the node.
 * @param featureFlags - those that it has enabled
 */
export async function startOlderNode(featureFlags: readonly string[]): Promise<OlderNode> {
  const image = await ensureImage(rabbitmqImage('3.10'));
  const { username, password } = newAdministrator();
  const env = {
    RABBITMQ_DEFAULT_USER: username,
    RABBITMQ_DEFAULT_PASS: password,
    RABBITMQ_FEATURE_FLAGS: featureFlags.join(','),
  };
  const variables = Object.keys(env).flatMap((name) => ['--env', name]);
  const where = [...labels(), ...variables, '--publish', '127.0.0.1::15672'];
  const container = await docker(['run', '--detach', ...where, image], { env });
  try {
    await started(container);
    const serverVersion = '3.10';
    const managementUrl = `http://${await published(container, 15672)}`;
    const node = { managementUrl, username, password, serverVersion, remove: () => remove([container]) };
    await until('its API answers', () => administrationOf({ ...node, amqpUrl: '' }).get('overview'), {
      within: 120_000,
    });
    return node;
  } catch (error) {
    await remove([container]);
    throw error;
  }
}
