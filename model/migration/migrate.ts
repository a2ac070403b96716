import type { Definitions } from '../definitions/definitions';
import { isFault, readDefinitions } from '../definitions/definitions';
import { sections, text, type Entry, type Fields } from '../definitions/entry';
import { isRefusal } from '../finding';
import type { ServerVersion } from '../server/server-version';
import type { Json } from '../topology/topology';
import { validateDefinitions } from '../validity/validity';
import { keepPolicies } from './kept-policies';
import { migratePolicies } from './migrated-policies';
import { migrateQueues } from './migrated-queues';
import { migrateUsers } from './migrated-users';
import type { Migration, MigrationChange, MigrationOptions, Undecided } from './migration';

/**
 * What a definitions file of RabbitMQ 3.x becomes for a 4.x. The result is one that the new server takes, and under which
 * every declared object has the policy that it had, but for what 4.x does not know; what is not so is undecided.
 * @param version - the new server's
 */
export function migrate(definitions: Definitions, version: ServerVersion, options: MigrationOptions): Migration {
  const inVhost = definitions.vhost;
  const queues = migrateQueues(definitions, version, options);
  const policies = migratePolicies(definitions, version);
  const users = migrateUsers(definitions);
  const isOfLeftOut = ({ fields }: Entry) =>
    text(fields, 'destination_type') === 'queue' &&
    queues.isLeftOut(text(fields, 'vhost') ?? inVhost ?? '', text(fields, 'destination') ?? '');
  const bindings = definitions.entries.bindings.filter((entry) => !isOfLeftOut(entry));
  const parts: Readonly<Record<string, readonly Fields[]>> = {
    ...Object.fromEntries(sections.map((section) => [section, definitions.entries[section].map(fieldsOf)])),
    queues: queues.entries,
    bindings: bindings.map(fieldsOf),
    policies: policies.policies,
    parameters: policies.parameters,
    users: users.entries,
  };
  const kept = keepPolicies(definitions, read(parts), queues.pairs, version);
  const written = { ...parts, policies: [...policies.policies, ...kept.policies.map(inFile(inVhost))] };
  const result = toJson(written, definitions);
  const changes: readonly MigrationChange[] = [
    ...users.changes,
    ...policies.changes,
    ...queues.changes,
    ...definitions.entries.bindings.filter(isOfLeftOut).map(({ fields }) => leftOutWithQueue(fields, inVhost)),
    ...kept.changes,
  ];
  const undecided: readonly Undecided[] = [
    ...definitions.faults.map(({ at, message }) => ({
      object: { type: 'file', vhost: null, name: at },
      reason: message,
      remedy: 'correct it in the file',
    })),
    ...queues.undecided,
    ...kept.undecided,
    ...refusedOf(result, version),
  ];
  return undecided.length > 0 ? { changes, undecided } : { definitions: result, changes, undecided };
}

function leftOutWithQueue(fields: Fields, inVhost: string | undefined): MigrationChange {
  const key = text(fields, 'routing_key') ?? '';
  const name = `${text(fields, 'source') ?? ''} -> ${text(fields, 'destination') ?? ''}${key === '' ? '' : ` (${key})`}`;
  const object = { type: 'binding', vhost: text(fields, 'vhost') ?? inVhost ?? null, name };
  const reason = 'its queue is left out: the application that declares the queue binds it again';
  return { object, change: 'is left out', reason, applications: [] };
}

function fieldsOf({ fields }: Entry): Fields {
  return fields;
}

/** A policy as the file's others are: one of a single virtual host names none. */
function inFile(single: string | undefined): (fields: Fields) => Fields {
  return ({ vhost, ...rest }) => (single === undefined ? { ...rest, vhost } : rest);
}

/** The file: the lists that it had, and no version, since its hashes say their algorithm. */
function toJson(
  parts: Readonly<Record<string, readonly Fields[]>>,
  { entries, vhost }: Definitions,
): Readonly<Record<string, Json>> {
  const lists = Object.entries(parts).filter(
    ([section, list]) =>
      list.length > 0 || (vhost === undefined && entries[section as keyof typeof entries].length > 0),
  );
  return Object.fromEntries(lists) as Readonly<Record<string, Json>>;
}

function read(file: Readonly<Record<string, Json | readonly Fields[]>>): Definitions {
  const result = readDefinitions(JSON.stringify(file), 'the result');
  if (isFault(result)) throw new Error(result.message);
  return result;
}

/** What the new server would refuse, or silently leave out, of the result. */
function refusedOf(result: Readonly<Record<string, Json>>, version: ServerVersion): readonly Undecided[] {
  return validateDefinitions(read(result), 'the result', version)
    .filter(({ kind, rule }) => isRefusal(kind) || rule.endsWith('/silently-missing'))
    .map(({ object, message, remedy }) => ({ object, reason: message, remedy }));
}
