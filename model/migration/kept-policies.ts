import type { Definitions } from '../definitions/definitions';
import type { Fields } from '../definitions/entry';
import { canonical } from '../policies/canonical';
import { effectivePolicies, type EffectivePolicy } from '../policies/effective-policy';
import { listingPolicies, type Listed } from '../policies/listing-policies';
import { applyToOf, type ObjectClass } from '../policies/object-class';
import type { ServerVersion } from '../server/server-version';
import type { Arguments } from '../topology/topology';
import type { QueuePair } from './migrated-queues';
import type { MigrationChange, Undecided } from './migration';
import { effectiveBefore } from './mirroring';
import { migratedDefinition } from './policy-definition';

/**
 * Policies for those objects to which another would apply than before, since a key no longer keeps it from them, or a new one
 * does, or what was in its way is gone; where no policy can say it, it is undecided.
 * @param after - the migrated file
 */
export function keepPolicies(
  before: Definitions,
  after: Definitions,
  queues: readonly QueuePair[],
  version: ServerVersion,
) {
  const [was, is] = [effectiveBefore(before.topology, version), effectivePolicies(after.topology, version)];
  const undecided: Undecided[] = [];
  const listed = new Map<string, Listed & { readonly vhost: string; readonly names: string[] }>();
  const top = Math.max(0, ...after.topology.policies.map(({ priority }) => Math.ceil(priority))) + 1;
  const compare = (
    vhost: string,
    name: string,
    objectClass: ObjectClass,
    one: EffectivePolicy,
    other: EffectivePolicy,
  ) => {
    const object = { type: objectClass === 'exchange' ? 'exchange' : 'queue', vhost, name };
    const unclear = [...one.undecided, ...other.undecided];
    if (unclear.length > 0) {
      undecided.push(
        ...unclear.map((reason) => ({ object, reason, remedy: 'give the policies different priorities' })),
      );
      return;
    }
    const [expected, actual] = [wanted(one.policy?.definition, version), other.policy?.definition ?? {}];
    if (canonical(expected) !== canonical(actual)) {
      if (Object.keys(expected).length === 0) {
        const by = `policy '${other.policy?.name ?? ''}'`;
        const stood = one.policy === undefined ? 'did not apply to it' : `was hidden by policy '${one.policy.name}'`;
        undecided.push({
          object,
          reason: `${by} ${stood} in 3.x, and would apply to it now`,
          remedy: `change the pattern of ${by} or take it out of the file, or have it apply before`,
        });
      } else {
        const key = JSON.stringify([vhost, objectClass, canonical(expected)]);
        const group = listed.get(key) ?? {
          ...{ vhost, applyTo: applyToOf[objectClass], definition: expected, names: [], priority: top },
        };
        group.names.push(name);
        listed.set(key, group);
      }
    }
    const [operatorBefore, operatorAfter] = [
      wanted(one.operatorPolicy?.definition, version),
      other.operatorPolicy?.definition ?? {},
    ];
    if (canonical(operatorBefore) !== canonical(operatorAfter)) {
      const reason = `operator policy '${other.operatorPolicy?.name ?? one.operatorPolicy?.name ?? ''}' would apply to it otherwise than in 3.x`;
      undecided.push({ object, reason, remedy: 'change its pattern, or the keys that it holds, in the file' });
    }
  };
  for (const { vhost, name, before: type, after: newType } of queues) {
    const target = { kind: 'queue', vhost, name } as const;
    compare(vhost, name, newType, was({ ...target, type }), is({ ...target, type: newType }));
  }
  for (const { vhost, name } of before.topology.exchanges) {
    const target = { kind: 'exchange', vhost, name } as const;
    compare(vhost, name, 'exchange', was(target), is(target));
  }
  const made = [...listed.values()].flatMap(({ vhost, ...group }) => listingPolicies({ vhost, stack: '' }, group));
  const policies: Fields[] = made.map(({ name, vhost, pattern, definition, priority, 'apply-to': applyTo }) => ({
    ...{ vhost, name, pattern, 'apply-to': applyTo, definition, priority },
  }));
  const changes: MigrationChange[] = made.map(({ name, vhost, pattern }) => ({
    object: { type: 'policy', vhost, name },
    change: `is new, for ${pattern}`,
    reason: 'another policy would apply to these than in 3.x, by their new type or without the keys that are gone',
    applications: [],
  }));
  return { policies, changes, undecided };
}

function wanted(definition: Arguments | undefined, version: ServerVersion): Arguments {
  return definition === undefined ? {} : migratedDefinition(definition, version).definition;
}
