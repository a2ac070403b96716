import type { PermittedFeatures } from '../permitted-features';
import type { RabbitmqConf } from '../rabbitmq-conf';
import { parseConf } from './parse';

const PREFIX = 'deprecated_features.permit.';

/**
 * What rabbitmq.conf says of deprecated features.
 * @param additionalConfig - lines that follow and win
 */
export function permittedFeatures(conf: RabbitmqConf, additionalConfig = ''): PermittedFeatures {
  const lines = parseConf(additionalConfig).settings.map(({ key, value }) => [key, value] as const);
  const settings = [...Object.entries(conf), ...lines].filter(([key]) => key.startsWith(PREFIX));
  return Object.fromEntries(settings.map(([key, value]) => [key.slice(PREFIX.length), String(value) === 'true']));
}
