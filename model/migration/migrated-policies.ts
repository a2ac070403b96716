import type { Definitions } from '../definitions/definitions';
import { field, text, type Fields } from '../definitions/entry';
import type { FindingObject } from '../finding';
import type { ServerVersion } from '../server/server-version';
import type { Json } from '../topology/topology';
import type { MigrationChange } from './migration';
import { mirrors } from './mirroring';
import { migratedDefinition } from './policy-definition';
import { isObject } from '../json/is-object';

/** Policies, and parameters with the operator policies among them; those that hold nothing any more are left out. */
export function migratePolicies({ entries, vhost }: Definitions, version: ServerVersion) {
  const changes: MigrationChange[] = [];
  const migrated = (fields: Fields, object: FindingObject): Fields | undefined => {
    const definition = field(fields, 'definition');
    if (!isObject(definition)) return fields;
    const after = migratedDefinition(definition, version);
    const isLeftOut = Object.keys(after.definition).length === 0 && after.changes.length > 0;
    const widened = mirrors(definition) && field(fields, 'apply-to') === 'classic_queues';
    const all = [
      ...after.changes,
      ...(widened && !isLeftOut
        ? [["applies to 'queues'", 'the classic queues that it mirrored become quorum queues'] as const]
        : []),
      ...(isLeftOut ? [['is left out', 'nothing is left in it'] as const] : []),
    ];
    changes.push(...all.map(([change, reason]) => ({ object, change, reason, applications: [] })));
    if (isLeftOut) return undefined;
    return { ...fields, ...(widened ? { 'apply-to': 'queues' } : {}), definition: after.definition };
  };
  const objectOf = (type: string, fields: Fields): FindingObject => ({
    type,
    vhost: text(fields, 'vhost') ?? vhost ?? null,
    name: text(fields, 'name') ?? '',
  });
  const policies = entries.policies
    .map(({ fields }) => migrated(fields, objectOf('policy', fields)))
    .filter((fields) => fields !== undefined);
  const parameters = entries.parameters.flatMap(({ fields }): Fields[] => {
    const value = field(fields, 'value');
    if (field(fields, 'component') !== 'operator_policy' || !isObject(value)) return [fields];
    const after = migrated(value, objectOf('operator policy', fields));
    return after === undefined ? [] : [{ ...fields, value: after as Json }];
  });
  return { policies, parameters, changes };
}
