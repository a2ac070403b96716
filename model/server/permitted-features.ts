import { parseConf } from './conf-file/parse';
import { deprecationPhase } from './deprecated-features';
import type { RabbitmqConf } from './rabbitmq-conf';
import type { ServerVersion } from './server-version';

/** Deprecated features on which verdicts depend. */
type Feature = 'transient_nonexcl_queues' | 'queue_master_locator';

/** What the configuration of a broker says of deprecated features: whether it permits each, by name. */
export type PermittedFeatures = Readonly<Record<string, boolean>>;

/** Why a deprecated feature is denied; undefined when it is permitted (seen on 4.0.5 and 4.3.6). */
export function denialOf(feature: Feature, version: ServerVersion, said: PermittedFeatures = {}): string | undefined {
  const permitted = Object.hasOwn(said, feature) ? said[feature] : undefined;
  if (permitted === undefined) {
    return deprecationPhase(feature, version) === 'permitted_by_default' ? undefined : 'denied by default';
  }
  return permitted ? undefined : "denied by the broker's configuration";
}

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
