import { policyKey } from '../server/queue-setting';
import type { ServerVersion } from '../server/server-version';
import type { Json } from '../topology/topology';
import { isMirroringKey } from './mirroring';

/** The definition of a policy as the new server has it, and what was changed. */
export interface MigratedDefinition {
  readonly definition: Readonly<Record<string, Json>>;
  /** Clauses, each with its reason. */
  readonly changes: readonly (readonly [change: string, reason: string])[];
}

/** Leaves out what the new server refuses or ignores, and renames what it renamed. */
export function migratedDefinition(
  definition: Readonly<Record<string, Json>>,
  version: ServerVersion,
): MigratedDefinition {
  const kept: Record<string, Json> = {};
  const changes: [string, string][] = [];
  for (const [key, value] of Object.entries(definition)) {
    if (isMirroringKey(key)) {
      changes.push([`loses '${key}'`, 'mirroring is removed in 4.0, and the key would be refused']);
    } else if (key === 'queue-master-locator') {
      const locator = leaderLocator(value);
      if (!Object.hasOwn(definition, 'queue-leader-locator')) kept['queue-leader-locator'] = locator;
      changes.push([
        `has 'queue-leader-locator' ${JSON.stringify(locator)} instead of '${key}'`,
        `'${key}' is deprecated, denied by default from 4.3 on, and keeps the policy from quorum queues`,
      ]);
    } else if (policyKey(key, version)?.isIgnored === true) {
      changes.push([`loses '${key}'`, 'the server ignores it, and it may keep the policy from other queues']);
    } else {
      kept[key] = value;
    }
  }
  return { definition: kept, changes };
}

/** What says where a leader goes in 4.x. */
function leaderLocator(value: Json): string {
  return value === 'client-local' ? 'client-local' : 'balanced';
}
