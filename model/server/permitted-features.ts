import { deprecationPhase } from './deprecated-features';
import type { ServerVersion } from './server-version';
import { ownValue } from '../own-value';

/** Deprecated features on which verdicts depend. */
type Feature = 'transient_nonexcl_queues' | 'queue_master_locator';

/** What the configuration of a broker says of deprecated features: whether it permits each, by name. */
export type PermittedFeatures = Readonly<Record<string, boolean>>;

/** Why a deprecated feature is denied; undefined when it is permitted (seen on 4.0.5 and 4.3.6). */
export function denialOf(feature: Feature, version: ServerVersion, said: PermittedFeatures = {}): string | undefined {
  const permitted = ownValue(said, feature);
  if (permitted === undefined) {
    return deprecationPhase(feature, version) === 'permitted_by_default' ? undefined : 'denied by default';
  }
  return permitted ? undefined : "denied by the broker's configuration";
}
